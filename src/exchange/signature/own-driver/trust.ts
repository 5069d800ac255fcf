import { readFile } from 'node:fs/promises';
import { SignatureTrouble } from '#engine/signature/ports.ts';
import type { Clock } from '#platform/clock.ts';
import { readTrustListFile } from '../own/cms/trust-list-file.ts';
import type { TrustList } from '../own/x509/trust-list.ts';

export interface TrustFiles {
  readonly paths: readonly string[];
  readonly pins: readonly string[];
}

const reloadMinutes = 5;

/**
 * The root of trust: lists in files, each signed by a pinned certificate. They are read again every
 * few minutes, so that a new issue takes effect by putting the file in place; an older issue than
 * the one in use is not taken, and a list that cannot be read any more leaves nothing trusted by it.
 */
export function createTrust(files: TrustFiles, clock: Clock): () => Promise<TrustList> {
  const pinned = new Set(files.pins.map((pin) => pin.toLowerCase()));
  const numbers = new Map<string, number>();
  let loaded: { readonly at: Temporal.Instant; readonly list: Promise<TrustList> } | undefined;

  const readOne = async (path: string): Promise<TrustList> => {
    const file = await readFile(path).catch((error: unknown) => {
      throw new SignatureTrouble('unavailable', `the trust list ${path} cannot be read`, error);
    });
    const reading = await readTrustListFile({
      file: Uint8Array.from(file),
      pinned,
      now: clock.now(),
      knownNumber: numbers.get(path) ?? 0,
    });
    if (!reading.ok) throw new SignatureTrouble('unavailable', `${path}: ${reading.fault}`);
    numbers.set(path, reading.list.number);
    return reading.list;
  };
  const readAll = async (): Promise<TrustList> => {
    // Nothing trusted would make every signature wrong; not knowing leaves them waiting.
    if (files.paths.length === 0) throw new SignatureTrouble('unavailable', 'no trust list is set');
    const lists = await Promise.all(files.paths.map(readOne));
    return { services: lists.flatMap(({ services }) => services) };
  };
  return async () => {
    const now = clock.now();
    const isStale =
      loaded === undefined ||
      Temporal.Instant.compare(loaded.at.add({ minutes: reloadMinutes }), now) < 0;
    if (loaded === undefined || isStale) loaded = { at: now, list: readAll() };
    try {
      return await loaded.list;
    } catch (error) {
      loaded = undefined;
      throw error;
    }
  };
}
