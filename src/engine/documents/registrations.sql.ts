import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { ServiceRule } from './delivery.ts';
import { hromadaOfDocument } from './documents.sql.ts';
import type { Holder } from './holder.ts';

/** Of a delivery message, which is numbered like a document of this kind (1039:73). */
const deliveryMessageKind = 'delivery-message';

/** Numbers asked for of one year: so many of each kind, and of delivery messages. */
export interface AskedSerials {
  readonly year: number;
  readonly kinds: ReadonlyMap<string, number>;
  readonly messages: number;
}

/** The first of the numbers taken. */
export interface TakenSerials {
  readonly kinds: ReadonlyMap<string, bigint>;
  readonly firstMessage: bigint;
}

/**
 * Takes the next numbers of kinds in a year. Whoever else registers waits for the end of the
 * transaction, so that a number is never lost: take them late. Messages come first and kinds by
 * their names, so that nobody waits for one who waits for them.
 */
export async function takeSerials(
  db: Queryable,
  { year, kinds, messages }: AskedSerials,
): Promise<TakenSerials> {
  const codes = Array.from(kinds.keys()).sort();
  const counts = codes.map((code) => kinds.get(code) ?? 0);
  const rows = await selectRows<{ kind: string; last: bigint }>(
    db,
    `-- prepared: take-serials
     insert into documents.counter as known (kind, year, last_serial)
     select kind, $1, count
     from unnest($2::text[], $3::bigint[]) with ordinality as asked (kind, count, place)
     where count > 0 order by place
     on conflict (kind, year) do update set last_serial = known.last_serial + excluded.last_serial
     returning kind, last_serial as last`,
    [year, [deliveryMessageKind, ...codes], [messages, ...counts]],
  );
  const last = new Map(rows.map((row) => [row.kind, row.last]));
  const firstOf = (code: string, count: number) => (last.get(code) ?? 0n) - BigInt(count) + 1n;
  return {
    kinds: new Map(codes.map((code, at) => [code, firstOf(code, counts[at] ?? 0)])),
    firstMessage: firstOf(deliveryMessageKind, messages),
  };
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
  readonly deliveries: readonly Omit<Delivery, 'openedAt'>[];
}

/** Writes that documents are registered: numbers, marks and deliveries in one question. */
export async function insertRegistrations(
  db: Queryable,
  added: readonly Registration[],
): Promise<void> {
  const registrations = added.map(({ documentId, serial, registeredAt, deliveries, ...one }) => ({
    ...{ ...one, hromadaId: hromadaOfDocument(documentId), documentId: String(documentId) },
    ...{ serial: String(serial), registeredAt: registeredAt.toString() },
    deliveries: deliveries.map(({ deliveredAt, servedAt, ...delivery }) => ({
      ...{ ...delivery, deliveredAt: deliveredAt.toString(), servedAt: servedAt.toString() },
    })),
  }));
  await db.query(
    `-- prepared: insert-registrations
     with added as (
       select * from jsonb_to_recordset($1::jsonb) as r ("hromadaId" integer, "documentId" bigint,
         version integer, kind text, year smallint, serial bigint, number text,
         "registeredAt" timestamptz, complete boolean, deliveries jsonb)),
     marked as (
       update documents.document d set state = 'registered', registered_at = a."registeredAt",
         completed_at = case when a.complete then a."registeredAt" end
       from added a where d.hromada_id = a."hromadaId" and d.document_id = a."documentId"),
     delivered as (
       insert into documents.delivery (hromada_id, document_id, holder, message_number,
         delivered_at, served_at, rule)
       select a."hromadaId", a."documentId", v.holder, v."messageNumber", v."deliveredAt",
         v."servedAt", v.rule
       from added a, jsonb_to_recordset(a.deliveries) as v (holder text, "messageNumber" text,
         "deliveredAt" timestamptz, "servedAt" timestamptz, rule text))
     insert into documents.registration (hromada_id, document_id, version, kind, year, serial,
       number, registered_at)
     select "hromadaId", "documentId", version, kind, year, serial, number, "registeredAt"
     from added`,
    [JSON.stringify(registrations)],
  );
}

/** Notes that documents registered before are complete; numbers of those that were not yet. */
export async function markComplete(
  db: Queryable,
  documentIds: readonly bigint[],
  at: Temporal.Instant,
): Promise<ReadonlyMap<bigint, string>> {
  if (documentIds.length === 0) return new Map();
  const rows = await selectRows<{ documentId: bigint; number: string }>(
    db,
    `update documents.document d set completed_at = $3
     from unnest($1::integer[], $2::bigint[]) as done (hromada_id, document_id)
     join documents.registration r using (hromada_id, document_id)
     where d.hromada_id = done.hromada_id and d.document_id = done.document_id
       and d.completed_at is null
     returning d.document_id as "documentId", r.number`,
    [documentIds.map(hromadaOfDocument), documentIds, at],
  );
  return new Map(rows.map(({ documentId, number }) => [documentId, number]));
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
