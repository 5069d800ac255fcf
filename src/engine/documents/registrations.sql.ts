import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { ServiceRule } from './delivery.ts';
import { hromadaOfDocument } from './documents.sql.ts';
import type { Holder } from './holder.ts';

/** Of a delivery message, which is numbered like a document of this kind (1039:73). */
const deliveryMessageKind = 'delivery-message';

/** Numbers taken: of a document, and the first of its delivery messages. */
export interface TakenSerials {
  readonly serial: bigint;
  readonly firstMessage: bigint;
}

/**
 * Takes the next number of a kind and year, and numbers of delivery messages. Whoever else
 * registers waits for the end of the transaction, so that a number is never lost: take them late.
 * Messages come first for every kind, so that nobody waits for one who waits for them.
 */
export async function takeSerials(
  db: Queryable,
  asked: { readonly kind: string; readonly year: number; readonly messages: number },
): Promise<TakenSerials> {
  const { kind, year, messages } = asked;
  const rows = await selectRows<{ kind: string; last: bigint }>(
    db,
    `-- prepared: take-serials
     insert into documents.counter as known (kind, year, last_serial)
     select kind, $1, count
     from unnest($2::text[], $3::bigint[]) with ordinality as asked (kind, count, place)
     where count > 0 order by place
     on conflict (kind, year) do update set last_serial = known.last_serial + excluded.last_serial
     returning kind, last_serial as last`,
    [year, [deliveryMessageKind, kind], [messages, 1]],
  );
  const lastOf = (code: string) => rows.find((row) => row.kind === code)?.last;
  const serial = lastOf(kind);
  if (serial === undefined) throw new Error('the counter gave nothing');
  const lastMessage = lastOf(deliveryMessageKind) ?? 0n;
  return { serial, firstMessage: lastMessage - BigInt(messages) + 1n };
}

export interface Registration {
  readonly documentId: bigint;
  readonly version: number;
  readonly kind: string;
  readonly year: number;
  readonly serial: bigint;
  readonly number: string;
  readonly registeredAt: Temporal.Instant;
  /** Whether nothing more is asked for. */
  readonly complete: boolean;
}

/** Writes that a document is registered, and its deliveries: one question for all. */
export async function insertRegistration(
  db: Queryable,
  added: Registration,
  deliveries: readonly Omit<Delivery, 'openedAt'>[],
): Promise<void> {
  const { documentId, version, kind, year, serial, number, registeredAt, complete } = added;
  await db.query(
    `-- prepared: insert-registration
     with marked as (
       update documents.document set state = 'registered', registered_at = $8,
         completed_at = case when $9::boolean then $8::timestamptz end
       where hromada_id = $1 and document_id = $2),
     delivered as (
       insert into documents.delivery (hromada_id, document_id, holder, message_number,
         delivered_at, served_at, rule)
       select $1, $2, holder, message_number, delivered_at, served_at, rule
       from unnest($10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::text[])
         as d (holder, message_number, delivered_at, served_at, rule))
     insert into documents.registration (hromada_id, document_id, version, kind, year, serial,
       number, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[hromadaOfDocument(documentId), documentId, version, kind, year, serial, number],
      ...[registeredAt, complete],
      deliveries.map(({ holder }) => holder),
      deliveries.map(({ messageNumber }) => messageNumber),
      deliveries.map(({ deliveredAt }) => deliveredAt.toString()),
      deliveries.map(({ servedAt }) => servedAt.toString()),
      deliveries.map(({ rule }) => rule),
    ],
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
