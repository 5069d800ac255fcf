import { selectRows, type Queryable } from '../db/queryable.ts';
import type { BlobName, Damage } from './blobs.ts';

/** A row of the catalogue: one blob, whole or not. */
export interface StoredObject {
  readonly objectId: string;
  readonly sha256: Uint8Array;
  readonly address: string;
  readonly blobName: BlobName;
  readonly sizeBytes: number;
  readonly mediaType: string;
  readonly writtenAt: Temporal.Instant;
  readonly keyId: string;
  readonly wrappedKey: Uint8Array;
  readonly state: 'stored' | 'damaged';
}

export interface NewObject extends Omit<StoredObject, 'state'> {
  readonly format: number;
  readonly suite: number;
}

export type FindingKind = Damage | 'whole-again' | 'unknown-blob' | 'unknown-blob-removed';

export interface Finding {
  readonly kind: FindingKind;
  readonly blobName: BlobName;
}

type Row = Omit<StoredObject, 'sizeBytes'> & { readonly sizeBytes: bigint };

const columns = `object_id as "objectId", sha256, address, blob_name as "blobName",
  size_bytes as "sizeBytes", media_type as "mediaType", written_at as "writtenAt",
  key_id as "keyId", wrapped_key as "wrappedKey", state`;

async function objects(
  db: Queryable,
  rest: string,
  values: readonly unknown[],
): Promise<readonly StoredObject[]> {
  const text = `select ${columns} from files.object ${rest}`;
  const rows = await selectRows<Row>(db, text, values);
  return rows.map(objectOf);
}

function objectOf(row: Row): StoredObject {
  return { ...row, sizeBytes: Number(row.sizeBytes) };
}

/** The blob of an address: the one that is whole, or else the newest. */
export async function findByAddress(
  db: Queryable,
  address: string,
): Promise<StoredObject | undefined> {
  const rest = 'where address = $1 order by state = $2 desc, written_at desc limit 1';
  return (await objects(db, rest, [address, 'stored'])).at(0);
}

/** The whole object of each content; undefined where it is not stored. */
export async function findByContents(
  db: Queryable,
  contents: readonly Uint8Array[],
): Promise<readonly (StoredObject | undefined)[]> {
  const rows = await selectRows<Row>(
    db,
    `-- prepared: objects-by-content
     select ${columns} from files.object where sha256 = any($1::bytea[]) and state = 'stored'`,
    [contents],
  );
  const found = rows.map(objectOf);
  return contents.map((content) => found.find(({ sha256 }) => isSame(sha256, content)));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

export async function getObject(db: Queryable, objectId: string): Promise<StoredObject> {
  const [object] = await objects(db, 'where object_id = $1', [objectId]);
  if (object === undefined) throw new Error(`No stored object ${objectId}`);
  return object;
}

/** Adds objects; false for each whose content is already stored. */
export async function insertObjects(
  db: Queryable,
  objects: readonly NewObject[],
): Promise<readonly boolean[]> {
  const rows = await selectRows<{ objectId: string }>(
    db,
    `-- prepared: insert-objects
     insert into files.object (object_id, sha256, address, blob_name, size_bytes, media_type,
       format, suite, key_id, wrapped_key, written_at, wrapped_at)
     select *, written_at
     from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::bigint[], $6::text[],
       $7::smallint[], $8::smallint[], $9::text[], $10::bytea[], $11::timestamptz[])
       as o (object_id, sha256, address, blob_name, size_bytes, media_type, format, suite, key_id,
         wrapped_key, written_at)
     on conflict (sha256) where state = 'stored' do nothing
     returning object_id as "objectId"`,
    [
      objects.map(({ objectId }) => objectId),
      objects.map(({ sha256 }) => sha256),
      objects.map(({ address }) => address),
      objects.map(({ blobName }) => blobName),
      objects.map(({ sizeBytes }) => sizeBytes),
      objects.map(({ mediaType }) => mediaType),
      objects.map(({ format }) => format),
      objects.map(({ suite }) => suite),
      objects.map(({ keyId }) => keyId),
      objects.map(({ wrappedKey }) => wrappedKey),
      objects.map(({ writtenAt }) => writtenAt.toString()),
    ],
  );
  const added = new Set(rows.map(({ objectId }) => objectId));
  return objects.map(({ objectId }) => added.has(objectId));
}

/** Notes that an object is damaged; false when that was already known. */
export async function markDamaged(db: Queryable, objectId: string): Promise<boolean> {
  const { rows } = await db.query(
    `update files.object set state = 'damaged' where object_id = $1 and state = 'stored'
     returning object_id`,
    [objectId],
  );
  return rows.length > 0;
}

/** Notes that a damaged object is whole again; false when its content has been stored anew. */
export async function markWhole(db: Queryable, object: StoredObject): Promise<boolean> {
  const { rows } = await db.query(
    `update files.object set state = 'stored' where object_id = $1 and state = 'damaged'
       and not exists (select from files.object o where o.sha256 = $2 and o.state = 'stored')
     returning object_id`,
    [object.objectId, object.sha256],
  );
  return rows.length > 0;
}

/** Writes a finding; false when an unknown blob of that name was already told of. */
export async function insertFinding(
  db: Queryable,
  { kind, blobName }: Finding,
  at: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await db.query(
    `insert into files.finding (found_at, kind, blob_name) values ($1, $2, $3)
     on conflict do nothing returning finding_id`,
    [at, kind, blobName],
  );
  return rows.length > 0;
}

/** Objects not read back since an instant, those longest ago first. */
export function findUnscrubbed(
  db: Queryable,
  since: Temporal.Instant,
  limit: number,
): Promise<readonly StoredObject[]> {
  return objects(
    db,
    `where last_scrubbed_at is null or last_scrubbed_at < $1
     order by last_scrubbed_at nulls first, object_id limit $2`,
    [since, limit],
  );
}

export async function markScrubbed(
  db: Queryable,
  objectId: string,
  at: Temporal.Instant,
): Promise<void> {
  const text = 'update files.object set last_scrubbed_at = $2 where object_id = $1';
  await db.query(text, [objectId, at]);
}

/** Of these names, those that no object bears. */
export async function findUnknown(
  db: Queryable,
  names: readonly BlobName[],
): Promise<readonly BlobName[]> {
  const rows = await selectRows<{ name: BlobName }>(
    db,
    `select name from unnest($1::text[]) as listed (name)
     where not exists (select from files.object o where o.blob_name = listed.name)`,
    [names],
  );
  return rows.map(({ name }) => name);
}

/** A stretch of names, and those of them that the store has listed. */
export interface Stretch {
  readonly after: string;
  /** Undefined: to the end. */
  readonly until: string | undefined;
  readonly listed: readonly BlobName[];
}

/** Objects whose names lie in a stretch and were not listed. */
export function findUnlisted(
  db: Queryable,
  { after, until, listed }: Stretch,
  limit: number,
): Promise<readonly StoredObject[]> {
  return objects(
    db,
    `where state = 'stored' and blob_name > $1 and ($2::text is null or blob_name <= $2)
       and blob_name <> all($3::text[])
     order by blob_name limit $4`,
    [after, until ?? null, listed, limit],
  );
}

export async function readSweepPlace(db: Queryable): Promise<string> {
  const rows = await selectRows<{ name: string }>(db, 'select blob_name as name from files.sweep');
  return rows[0]?.name ?? '';
}

export async function writeSweepPlace(db: Queryable, name: string): Promise<void> {
  await db.query('update files.sweep set blob_name = $1', [name]);
}

/** The key that wraps new objects; undefined before the first. */
export async function findCurrentKey(db: Queryable): Promise<string | undefined> {
  const rows = await selectRows<{ keyId: string }>(
    db,
    `-- prepared: current-file-key
     select key_id as "keyId" from files.key order by made_at desc, key_id desc limit 1`,
  );
  return rows[0]?.keyId;
}

export async function insertKey(db: Queryable, keyId: string, at: Temporal.Instant): Promise<void> {
  await db.query('insert into files.key (key_id, made_at) values ($1, $2)', [keyId, at]);
}

/** Objects, after one of them, whose keys are wrapped by another key than this. */
export function findWrappedByOthers(
  db: Queryable,
  { keyId, after }: { readonly keyId: string; readonly after: string },
  limit: number,
): Promise<readonly StoredObject[]> {
  const rest = 'where key_id <> $1 and object_id > $2::uuid order by object_id limit $3';
  return objects(db, rest, [keyId, after, limit]);
}

export interface Rewrapped {
  readonly objectId: string;
  readonly from: string;
  readonly to: string;
  readonly wrappedKey: Uint8Array;
}

export async function updateWrapping(
  db: Queryable,
  { objectId, from, to, wrappedKey }: Rewrapped,
  at: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update files.object set key_id = $3, wrapped_key = $4, wrapped_at = $5
     where object_id = $1 and key_id = $2`,
    [objectId, from, to, wrappedKey, at],
  );
}

/**
 * Deletes the rows of keys that were replaced before an instant and wrap nothing. The reference of
 * `files.object` refuses the deletion of a key that an upload is taking at this very moment.
 */
export async function deleteRetiredKeys(db: Queryable, before: Temporal.Instant): Promise<void> {
  await db.query(
    `delete from files.key k
     where exists (select from files.key n where n.made_at > k.made_at and n.made_at < $1)
       and not exists (select from files.object o where o.key_id = k.key_id)`,
    [before],
  );
}

export async function readKeyIds(db: Queryable): Promise<ReadonlySet<string>> {
  const text = 'select key_id as "keyId" from files.key';
  return new Set((await selectRows<{ keyId: string }>(db, text)).map(({ keyId }) => keyId));
}

/** How the store stands, for those who keep it. */
export interface StoreState {
  readonly objects: bigint;
  readonly bytes: bigint;
  readonly damaged: bigint;
  /** When the object not read back for longest was read; null when one never was. */
  readonly readBackSince: Temporal.Instant | null;
  readonly neverReadBack: bigint;
  readonly keyMadeAt: Temporal.Instant | null;
  /** Objects whose keys are still wrapped by an older key. */
  readonly underOldKeys: bigint;
  readonly findings: readonly {
    readonly foundAt: Temporal.Instant;
    readonly kind: FindingKind;
    readonly blobName: string;
  }[];
}

const findingsShown = 50;

export async function readStoreState(db: Queryable): Promise<StoreState> {
  const [state] = await selectRows<Omit<StoreState, 'findings'>>(
    db,
    `with newest as (
       select key_id, made_at from files.key order by made_at desc, key_id desc limit 1)
     select count(*) as objects, coalesce(sum(size_bytes), 0)::bigint as bytes,
       count(*) filter (where state = 'damaged') as damaged,
       min(last_scrubbed_at) as "readBackSince",
       count(*) filter (where last_scrubbed_at is null) as "neverReadBack",
       (select made_at from newest) as "keyMadeAt",
       count(*) filter (where key_id <> (select key_id from newest)) as "underOldKeys"
     from files.object`,
  );
  const findings = await selectRows<StoreState['findings'][number]>(
    db,
    `select found_at as "foundAt", kind, blob_name as "blobName" from files.finding
     order by finding_id desc limit $1`,
    [findingsShown],
  );
  if (state === undefined) throw new Error('a count gives a row');
  return { ...state, findings };
}
