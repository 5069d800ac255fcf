import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { Holder } from './holder.ts';
import type { Act, Party } from './kind.ts';

const counterBits = 32n;
const countersMax = 2n ** counterBits;

export type DocumentState = 'draft' | 'registered' | 'withdrawn';

/** A document as its row and its number say; its words lie in the store of files. */
export interface DocumentRow {
  readonly documentId: bigint;
  readonly kind: string;
  readonly state: DocumentState;
  readonly version: number;
  readonly sender: Holder;
  readonly about: string | null;
  readonly emergency: boolean;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly registeredAt: Temporal.Instant | null;
  readonly completedAt: Temporal.Instant | null;
  readonly number: string | null;
}

/** A file of a version, as signatures cover it. */
export interface VersionFile {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly address: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Where in the country a document is kept. */
export function hromadaOfDocument(documentId: bigint): number {
  return Number(documentId >> counterBits);
}

const documentColumns = `d.document_id as "documentId", d.kind, d.state, d.version, d.sender,
  d.about, d.emergency, d.created_at as "createdAt", d.created_by as "createdBy",
  d.registered_at as "registeredAt", d.completed_at as "completedAt", r.number`;
const withNumber = `documents.document d
  left join documents.registration r using (hromada_id, document_id)`;

/** Gives out the next identifier of a hromada. Throws RangeError when it has no more. */
export async function allocateDocumentId(db: Queryable, hromadaId: number): Promise<bigint> {
  const [row] = await selectRows<{ next: bigint }>(
    db,
    `insert into documents.sequence as known (hromada_id, next_value) values ($1, 2)
     on conflict (hromada_id) do update set next_value = known.next_value + 1
     returning next_value as next`,
    [hromadaId],
  );
  if (row === undefined || row.next > countersMax) {
    throw new RangeError(`hromada ${hromadaId} has no identifiers of documents left`);
  }
  return (BigInt(hromadaId) << counterBits) + row.next - 1n;
}

export interface NewDocument {
  readonly documentId: bigint;
  readonly kind: string;
  readonly sender: Holder;
  readonly about: string | undefined;
  readonly emergency: boolean;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly parties: readonly Party[];
}

/** Adds a document; false when the platform has made one of the kind about the same before. */
export async function insertDocument(db: Queryable, document: NewDocument): Promise<boolean> {
  const { documentId, kind, sender, about, emergency, createdAt, createdBy, parties } = document;
  const hromadaId = hromadaOfDocument(documentId);
  const { rows } = await db.query(
    `insert into documents.document
       (hromada_id, document_id, kind, sender, about, emergency, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing returning document_id`,
    [hromadaId, documentId, kind, sender, about ?? null, emergency, createdAt, createdBy],
  );
  if (rows.length === 0) return false;
  await db.query(
    `insert into documents.party (hromada_id, document_id, slot, act, holder)
     select $1, $2, slot, act, holder
     from unnest($3::smallint[], $4::text[], $5::text[]) as p (slot, act, holder)`,
    [
      hromadaId,
      documentId,
      parties.map(({ slot }) => slot),
      parties.map(({ act }) => act),
      parties.map(({ holder }) => holder),
    ],
  );
  return true;
}

async function documents(
  db: Queryable,
  rest: string,
  values: readonly unknown[],
): Promise<readonly DocumentRow[]> {
  return selectRows<DocumentRow>(
    db,
    `select ${documentColumns} from ${withNumber} ${rest}`,
    values,
  );
}

export async function findDocumentRow(
  db: Queryable,
  documentId: bigint,
): Promise<DocumentRow | undefined> {
  const rest = 'where d.hromada_id = $1 and d.document_id = $2';
  return (await documents(db, rest, [hromadaOfDocument(documentId), documentId])).at(0);
}

/** A document that is held, with those who take part in it. */
export interface LockedDocument extends DocumentRow {
  readonly parties: readonly Party[];
}

/**
 * Holds rows of documents for this transaction, in one order for all, so that steps of one document
 * follow in turn. Parties never change, so they may be read before the row is held.
 */
export async function lockDocuments(
  db: Queryable,
  documentIds: readonly bigint[],
): Promise<readonly LockedDocument[]> {
  return selectRows<LockedDocument>(
    db,
    `-- prepared: lock-documents
     select ${documentColumns},
       (select json_agg(json_build_object('slot', p.slot, 'act', p.act, 'holder', p.holder)
          order by p.slot) from documents.party p
        where p.hromada_id = d.hromada_id and p.document_id = d.document_id) as parties
     from unnest($1::integer[], $2::bigint[]) as asked (hromada_id, document_id)
     join (${withNumber})
       on d.hromada_id = asked.hromada_id and d.document_id = asked.document_id
     order by d.document_id for update of d`,
    [documentIds.map(hromadaOfDocument), documentIds],
  );
}

export async function lockDocument(
  db: Queryable,
  documentId: bigint,
): Promise<LockedDocument | undefined> {
  return (await lockDocuments(db, [documentId])).at(0);
}

export async function findByNumber(
  db: Queryable,
  number: string,
): Promise<DocumentRow | undefined> {
  return (await documents(db, 'where r.number = $1', [number])).at(0);
}

/** The latest document of a kind about something. */
export async function findDocumentAbout(
  db: Queryable,
  about: string,
  kind: string,
): Promise<DocumentRow | undefined> {
  const rest = `where d.about = $1 and d.kind = $2 and d.state <> 'withdrawn'
    order by d.document_id desc limit 1`;
  return (await documents(db, rest, [about, kind])).at(0);
}

export async function readParties(db: Queryable, documentId: bigint): Promise<readonly Party[]> {
  return selectRows<{ slot: number; act: Act; holder: Holder }>(
    db,
    `select slot, act, holder from documents.party
     where hromada_id = $1 and document_id = $2 order by slot`,
    [hromadaOfDocument(documentId), documentId],
  );
}

/** A document, and who wants to see it. */
export interface Look {
  readonly documentId: bigint;
  readonly holder: Holder;
}

/** Whether each document is shown to its holder: drafts to their sender only. */
export async function areShown(db: Queryable, looks: readonly Look[]): Promise<readonly boolean[]> {
  const rows = await selectRows<{ place: number }>(
    db,
    `-- prepared: documents-are-shown
     select asked.place::int as place
     from unnest($1::integer[], $2::bigint[], $3::text[])
       with ordinality as asked (hromada_id, document_id, holder, place)
     join documents.document d using (hromada_id, document_id)
     where d.sender = asked.holder or (d.state = 'registered' and exists (
       select from documents.party p where p.hromada_id = d.hromada_id
         and p.document_id = d.document_id and p.holder = asked.holder))`,
    [
      looks.map(({ documentId }) => hromadaOfDocument(documentId)),
      looks.map(({ documentId }) => documentId),
      looks.map(({ holder }) => holder),
    ],
  );
  const shown = new Set(rows.map(({ place }) => place));
  return looks.map((_, at) => shown.has(at + 1));
}

export interface NewVersion {
  readonly documentId: bigint;
  readonly version: number;
  readonly files: readonly VersionFile[];
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string;
}

export async function insertVersion(db: Queryable, added: NewVersion): Promise<void> {
  const { documentId, version, files, madeAt, madeBy } = added;
  const key = [hromadaOfDocument(documentId), documentId, version] as const;
  await db.query(
    `insert into documents.version (hromada_id, document_id, version, files, made_at, made_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [...key, JSON.stringify(files), madeAt, madeBy],
  );
  await db.query(
    'update documents.document set version = $3 where hromada_id = $1 and document_id = $2',
    [...key],
  );
}

export async function readVersionFiles(
  db: Queryable,
  documentId: bigint,
  version: number,
): Promise<readonly VersionFile[]> {
  const [row] = await selectRows<{ files: readonly VersionFile[] }>(
    db,
    `-- prepared: version-files
     select files from documents.version
     where hromada_id = $1 and document_id = $2 and version = $3`,
    [hromadaOfDocument(documentId), documentId, version],
  );
  if (row === undefined) throw new Error(`document ${documentId} has no version ${version}`);
  return row.files;
}

export async function markWithdrawn(db: Queryable, documentId: bigint): Promise<void> {
  await db.query(
    `update documents.document set state = 'withdrawn'
     where hromada_id = $1 and document_id = $2`,
    [hromadaOfDocument(documentId), documentId],
  );
}

/** One line of a list of documents. */
export interface ListedDocument extends DocumentRow {
  readonly title: string | null;
  readonly deliveredAt: Temporal.Instant | null;
  readonly servedAt: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant | null;
  /** Signatures that are still being checked. */
  readonly pending: number;
  /** Whether a signature of the holder is still asked for. */
  readonly toSign: boolean;
}

/** Documents that a holder takes part in, the newest first. */
export function listDocumentsOf(
  db: Queryable,
  holder: Holder,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly ListedDocument[]> {
  return selectRows<ListedDocument>(
    db,
    `select ${documentColumns}, null as title, v.delivered_at as "deliveredAt",
       v.served_at as "servedAt", v.opened_at as "openedAt",
       (select count(*)::int from documents.signature s where s.hromada_id = d.hromada_id
          and s.document_id = d.document_id and s.version = d.version and s.state = 'pending')
         as pending,
       exists (select from documents.party p where p.hromada_id = d.hromada_id
          and p.document_id = d.document_id and p.holder = $1 and p.act not in ('send', 'receive')
          and d.state <> 'withdrawn'
          and not exists (select from documents.signature s where s.hromada_id = d.hromada_id
            and s.document_id = d.document_id and s.version = d.version and s.slot = p.slot
            and s.state <> 'refused')) as "toSign"
     from ${withNumber}
     left join documents.delivery v on v.hromada_id = d.hromada_id
       and v.document_id = d.document_id and v.holder = $1
     where (d.hromada_id, d.document_id) in (
         select p.hromada_id, p.document_id from documents.party p where p.holder = $1)
       and (d.sender = $1 or d.state = 'registered')
     order by coalesce(v.delivered_at, d.registered_at, d.created_at) desc, d.document_id desc
     limit $2 offset $3`,
    [holder, limit, offset],
  );
}
