import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { ServiceRule } from './delivery.ts';
import { hromadaOfDocument } from './documents.sql.ts';
import type { Holder } from './holder.ts';

/** Of a delivery message, which is numbered like a document of this kind (1039:73). */
export const deliveryMessageKind = 'delivery-message';

/**
 * Takes the next numbers of a kind and year; returns the first. Whoever else registers this kind
 * waits for the end of the transaction, so that a number is never lost: take it last.
 */
export async function takeSerials(
  db: Queryable,
  { kind, year }: { readonly kind: string; readonly year: number },
  count: number,
): Promise<bigint> {
  const [row] = await selectRows<{ last: bigint }>(
    db,
    `insert into documents.counter as known (kind, year, last_serial) values ($1, $2, $3)
     on conflict (kind, year) do update set last_serial = known.last_serial + $3
     returning last_serial as last`,
    [kind, year, count],
  );
  if (row === undefined) throw new Error('the counter gave nothing');
  return row.last - BigInt(count) + 1n;
}

export interface Registration {
  readonly documentId: bigint;
  readonly version: number;
  readonly kind: string;
  readonly year: number;
  readonly serial: bigint;
  readonly number: string;
  readonly registeredAt: Temporal.Instant;
}

export async function insertRegistration(db: Queryable, added: Registration): Promise<void> {
  const { documentId, version, kind, year, serial, number, registeredAt } = added;
  const hromadaId = hromadaOfDocument(documentId);
  await db.query(
    `insert into documents.registration (kind, year, serial, number, hromada_id, document_id,
       version, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [kind, year, serial, number, hromadaId, documentId, version, registeredAt],
  );
}

/** Notes that a document is registered and, when nothing more is asked for, complete. */
export async function markRegistered(
  db: Queryable,
  documentId: bigint,
  { at, complete }: { readonly at: Temporal.Instant; readonly complete: boolean },
): Promise<void> {
  await db.query(
    `update documents.document set state = 'registered', registered_at = $3,
       completed_at = case when $4 then $3::timestamptz end
     where hromada_id = $1 and document_id = $2`,
    [hromadaOfDocument(documentId), documentId, at, complete],
  );
}

export async function markComplete(
  db: Queryable,
  documentId: bigint,
  at: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update documents.document set completed_at = $3
     where hromada_id = $1 and document_id = $2 and completed_at is null`,
    [hromadaOfDocument(documentId), documentId, at],
  );
}

/** When a document appeared in a cabinet, and when it counts as served. */
export interface Delivery {
  readonly holder: Holder;
  readonly messageNumber: string;
  readonly deliveredAt: Temporal.Instant;
  readonly servedAt: Temporal.Instant;
  readonly rule: ServiceRule;
  readonly openedAt: Temporal.Instant | null;
}

export async function insertDelivery(
  db: Queryable,
  documentId: bigint,
  delivery: Omit<Delivery, 'openedAt'>,
): Promise<void> {
  const { holder, messageNumber, deliveredAt, servedAt, rule } = delivery;
  await db.query(
    `insert into documents.delivery (hromada_id, document_id, holder, message_number,
       delivered_at, served_at, rule)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [hromadaOfDocument(documentId), documentId, holder, messageNumber, deliveredAt, servedAt, rule],
  );
}

export function readDeliveries(db: Queryable, documentId: bigint): Promise<readonly Delivery[]> {
  return selectRows<Delivery>(
    db,
    `select holder, message_number as "messageNumber", delivered_at as "deliveredAt",
       served_at as "servedAt", rule, opened_at as "openedAt"
     from documents.delivery where hromada_id = $1 and document_id = $2 order by holder`,
    [hromadaOfDocument(documentId), documentId],
  );
}

/** Notes the first time that an addressee opened a document. */
export async function markOpened(
  db: Queryable,
  { documentId, holder }: { readonly documentId: bigint; readonly holder: Holder },
  at: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update documents.delivery set opened_at = $4
     where hromada_id = $1 and document_id = $2 and holder = $3 and opened_at is null`,
    [hromadaOfDocument(documentId), documentId, holder, at],
  );
}
