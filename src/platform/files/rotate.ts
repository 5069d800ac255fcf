import type { Clock } from '../clock.ts';
import type { Queryable } from '../db/queryable.ts';
import { damageOf } from './blobs.ts';
import {
  deleteRetiredKeys,
  findCurrentKey,
  findWrappedByOthers,
  insertKey,
  readKeyIds,
  updateWrapping,
  type StoredObject,
} from './catalogue.sql.ts';
import { unwrapKey, wrapKey, type KeyRing } from './keys.ts';

const objectsPerBatchMax = 500;
const beforeAll = '00000000-0000-0000-0000-000000000000';

export interface RotationParts {
  readonly db: Queryable;
  readonly ring: KeyRing;
  readonly clock: Clock;
}

/** Makes a key that wraps every object from now on, in all processes; returns its id. */
export async function rotateKey({ db, ring, clock }: RotationParts): Promise<string> {
  const keyId = await ring.make();
  await insertKey(db, keyId, clock.now());
  return keyId;
}

/**
 * Wraps the data keys of old objects by the current key; contents stay as they are, and readers go
 * on meanwhile. Returns how many were wrapped anew; an object whose key cannot be opened stays as
 * it is, for the scrubber to report. May be stopped and begun again at any point.
 */
export async function rewrapKeys(parts: RotationParts, signal: AbortSignal): Promise<number> {
  const keyId = await findCurrentKey(parts.db);
  if (keyId === undefined) return 0;
  let count = 0;
  let after = beforeAll;
  for (;;) {
    const batch = await findWrappedByOthers(parts.db, { keyId, after }, objectsPerBatchMax);
    for (const object of batch) {
      if (signal.aborted) return count;
      count += (await rewrap(parts, object, keyId)) ? 1 : 0;
      after = object.objectId;
    }
    if (batch.length === 0) return count;
  }
}

async function rewrap(
  { db, ring, clock }: RotationParts,
  object: StoredObject,
  to: string,
): Promise<boolean> {
  const { objectId, keyId: from } = object;
  try {
    const dataKey = unwrapKey(await ring.get(from), object.wrappedKey, object);
    const wrappedKey = wrapKey(await ring.get(to), dataKey, { ...object, keyId: to });
    await updateWrapping(db, { objectId, from, to, wrappedKey }, clock.now());
    return true;
  } catch (error) {
    if (damageOf(error) === undefined) throw error;
    return false;
  }
}

/**
 * Deletes keys that were replaced before an instant and wrap nothing: first the row, which the
 * database refuses while any object refers to it, then the key.
 */
export async function forgetRetiredKeys(
  { db, ring }: RotationParts,
  before: Temporal.Instant,
): Promise<void> {
  await deleteRetiredKeys(db, before);
  const old = await ring.madeBefore(before);
  const inUse = await readKeyIds(db);
  for (const keyId of old) if (!inUse.has(keyId)) await ring.delete(keyId);
}
