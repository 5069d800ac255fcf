import { readFile } from 'node:fs/promises';

/** Where the list of trusted services lies, and whose signature on it is taken. */
export interface TrustFile {
  readonly path: string | undefined;
  readonly pinned: readonly string[];
}

/** The bytes of the list as they are now: an operator may put a new one in its place. */
export async function readTrustFile({ path }: TrustFile): Promise<Uint8Array<ArrayBuffer> | null> {
  if (path === undefined) return null;
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
