import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { headFromJson, headToJson, type SignedHead } from './head.ts';

/** Longest tail that is read to find the last line; a line is under 300 bytes. */
const tailBytesMax = 65_536;

/**
 * The published heads: a file outside the database, one JSON line a head, appended and synced. It
 * is what makes a rewritten or cut-off history visible, so it is copied to other places (portal,
 * mail to the administrator, a second machine) as it grows.
 */
export class HeadsFile {
  readonly #handle: FileHandle;
  #last: SignedHead | undefined;

  private constructor(handle: FileHandle, last: SignedHead | undefined) {
    this.#handle = handle;
    this.#last = last;
  }

  /** Opens or makes the file; a line that a crash left unfinished is cut off. */
  static async open(path: string): Promise<HeadsFile> {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'a+', 0o644);
    try {
      return new HeadsFile(handle, await readLast(handle));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get last(): SignedHead | undefined {
    return this.#last;
  }

  /** Appends the heads larger than the last one; resolves when they are on the disk. */
  async append(heads: readonly SignedHead[]): Promise<void> {
    const fresh = heads.filter(({ size }) => size > (this.#last?.size ?? 0));
    if (fresh.length === 0) return;
    const lines = fresh.map((head) => `${JSON.stringify(headToJson(head))}\n`);
    await this.#handle.appendFile(lines.join(''));
    await this.#handle.sync();
    this.#last = fresh.at(-1);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** All published heads, oldest first; an unfinished last line is not one yet. */
export async function* readHeads(path: string): AsyncGenerator<SignedHead> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const whole = size - (await unfinishedBytes(handle, size));
    if (whole === 0) return;
    for await (const line of handle.readLines({ end: whole - 1 })) {
      yield headFromJson(JSON.parse(line));
    }
  } finally {
    await handle.close();
  }
}

async function readLast(handle: FileHandle): Promise<SignedHead | undefined> {
  const { size } = await handle.stat();
  const torn = await unfinishedBytes(handle, size);
  if (torn > 0) {
    await handle.truncate(size - torn);
    await handle.sync();
  }
  const lines = (await readTail(handle, size - torn)).toString('utf8').trimEnd();
  const line = lines.slice(lines.lastIndexOf('\n') + 1);
  return line === '' ? undefined : headFromJson(JSON.parse(line));
}

async function unfinishedBytes(handle: FileHandle, size: number): Promise<number> {
  const tail = await readTail(handle, size);
  return tail.length - 1 - tail.lastIndexOf('\n');
}

async function readTail(handle: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, tailBytesMax);
  const tail = Buffer.alloc(length);
  await handle.read(tail, 0, length, size - length);
  return tail;
}
