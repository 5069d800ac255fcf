import { readFile } from 'node:fs/promises';
import { SignatureTrouble } from '#engine/signature/ports.ts';
import type { Clock } from '#platform/clock.ts';
import {
  readTrustListFile,
  type TrustListFile,
} from '#exchange/signature/own/cms/trust-list-file.ts';
import type { TrustList } from '#exchange/signature/own/x509/trust-list.ts';

export interface TrustFile {
  /** Undefined where none is set: then nothing can be found out. */
  readonly path: string | undefined;
  /** SHA-256 of the certificates whose signature on the list is taken. */
  readonly pinned: readonly string[];
}

const reloadMinutes = 5;

/**
 * The root of trust: a list in a file, signed by a pinned certificate. It is read again every few
 * minutes, so that a new issue takes effect by putting the file in place; an older issue than the
 * one in use is not taken, and a list that cannot be read any more leaves nothing trusted by it.
 */
export function createTrust(file: TrustFile, clock: Clock): () => Promise<TrustList> {
  let knownNumber = 0;
  let loaded: { readonly at: Temporal.Instant; readonly list: Promise<TrustList> } | undefined;
  const load = async (): Promise<TrustList> => {
    const list = await readTrust(file, { knownNumber, now: clock.now() });
    knownNumber = list.number;
    return list;
  };
  return async () => {
    const now = clock.now();
    const isFresh =
      loaded !== undefined &&
      Temporal.Instant.compare(now, loaded.at.add({ minutes: reloadMinutes })) < 0;
    if (loaded === undefined || !isFresh) loaded = { at: now, list: load() };
    try {
      return await loaded.list;
    } catch (error) {
      loaded = undefined;
      throw error;
    }
  };
}

async function readTrust(
  { path, pinned }: TrustFile,
  question: { readonly knownNumber: number; readonly now: Temporal.Instant },
): Promise<TrustListFile> {
  // Nothing trusted would make every signature wrong; not knowing leaves them waiting.
  if (path === undefined) throw new SignatureTrouble('unavailable', 'no trust list is set');
  const file = await readFile(path).catch((error: unknown) => {
    throw new SignatureTrouble('unavailable', `the trust list ${path} cannot be read`, error);
  });
  const reading = await readTrustListFile({
    ...question,
    file: Uint8Array.from(file),
    pinned: new Set(pinned),
  });
  if (!reading.ok) throw new SignatureTrouble('unavailable', `${path}: ${reading.fault}`);
  return reading.list;
}
