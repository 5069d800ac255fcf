import type { Queryable } from '../db/queryable.ts';
import { damageOf, type Blobs, type Damage } from './blobs.ts';
import { getObject, type StoredObject } from './catalogue.sql.ts';
import { unwrapKey, type KeyRing } from './keys.ts';
import { unseal } from './unseal.ts';

export interface ReadingParts {
  readonly db: Queryable;
  readonly blobs: Blobs;
  readonly ring: KeyRing;
}

/** The content of an object, proved as it streams. Throws FileTrouble. */
export async function readObject(
  parts: ReadingParts,
  object: StoredObject,
): Promise<AsyncIterable<Uint8Array>> {
  const key = await openDataKey(parts, object);
  return unseal(await parts.blobs.read(object.blobName), { ...object, key });
}

/** Reads an object to its end and says what is wrong with it; undefined when it is whole. */
export async function findDamage(
  parts: ReadingParts,
  object: StoredObject,
): Promise<Damage | undefined> {
  try {
    for await (const piece of await readObject(parts, object)) void piece;
    return undefined;
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    return damage;
  }
}

/** Since the row was read, its key may have been wrapped anew and the old wrapping key deleted. */
async function openDataKey({ db, ring }: ReadingParts, object: StoredObject) {
  try {
    return unwrapKey(await ring.get(object.keyId), object.wrappedKey, object);
  } catch (error) {
    const now = await getObject(db, object.objectId);
    if (now.keyId === object.keyId) throw error;
    return unwrapKey(await ring.get(now.keyId), now.wrappedKey, now);
  }
}
