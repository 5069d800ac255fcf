import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { hromadaOfDocument } from './documents.sql.ts';

/** Where a record of registration and the seal over it lie in the store. */
export interface RecordRow {
  readonly address: string;
  readonly signatureAddress: string;
}

export async function findRecord(
  db: Queryable,
  documentId: bigint,
): Promise<RecordRow | undefined> {
  const rows = await selectRows<RecordRow>(
    db,
    `select address, signature_address as "signatureAddress" from documents.record
     where hromada_id = $1 and document_id = $2`,
    [hromadaOfDocument(documentId), documentId],
  );
  return rows.at(0);
}

/** Adds the record of a document; the first that is written stays. */
export async function insertRecord(
  db: Queryable,
  added: RecordRow & { readonly documentId: bigint; readonly sealedAt: Temporal.Instant },
): Promise<void> {
  const { documentId, address, signatureAddress, sealedAt } = added;
  await db.query(
    `insert into documents.record (hromada_id, document_id, address, signature_address, sealed_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [hromadaOfDocument(documentId), documentId, address, signatureAddress, sealedAt],
  );
}

/** Registered documents without their record, the oldest first. */
export async function findUnrecorded(db: Queryable, limit: number): Promise<readonly bigint[]> {
  const rows = await selectRows<{ documentId: bigint }>(
    db,
    `select r.document_id as "documentId" from documents.registration r
     where not exists (select from documents.record d
       where d.hromada_id = r.hromada_id and d.document_id = r.document_id)
     order by r.registered_at limit $1`,
    [limit],
  );
  return rows.map(({ documentId }) => documentId);
}
