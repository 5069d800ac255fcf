import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface PaymentRow {
  readonly payment_id: string;
  readonly hromada_id: number;
  readonly account_id: bigint;
  readonly order_id: string;
  readonly amount: bigint;
  readonly channel: string;
  readonly state: 'created' | 'pending' | 'paid' | 'failed' | 'refunded';
  readonly created_at: Temporal.Instant;
  readonly settled_at: Temporal.Instant | null;
}

const columns = `payment_id, hromada_id, account_id, order_id, amount, channel, state, created_at,
  settled_at`;

export async function insertPayment(
  db: Queryable,
  payment: Pick<PaymentRow, 'payment_id' | 'hromada_id' | 'account_id' | 'order_id' | 'amount'> & {
    readonly period: Temporal.PlainDate;
    readonly channel: string;
    readonly createdBy: string;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `insert into settlements.payment (payment_id, hromada_id, account_id, period, order_id, amount,
       channel, state, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'created', $8, $9)`,
    [
      payment.payment_id,
      payment.hromada_id,
      payment.account_id,
      payment.period,
      payment.order_id,
      payment.amount,
      payment.channel,
      payment.createdBy,
      payment.now,
    ],
  );
}

/** The payment of an order, locked against a second message about it. */
export async function lockPaymentByOrder(
  db: Queryable,
  orderId: string,
): Promise<PaymentRow | undefined> {
  const { rows } = await db.query(
    `select ${columns} from settlements.payment where order_id = $1 for update`,
    [orderId],
  );
  return rows[0] as unknown as PaymentRow | undefined;
}

export async function setPaymentState(
  db: Queryable,
  payment: {
    readonly paymentId: string;
    readonly state: PaymentRow['state'];
    readonly reference: string;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `update settlements.payment
     set state = $2, gateway_reference = $3,
         settled_at = case when $2 in ('paid', 'failed') then $4::timestamptz else settled_at end
     where payment_id = $1`,
    [payment.paymentId, payment.state, payment.reference, payment.now],
  );
}

/** Keeps what a gateway said and what was made of it. */
export async function insertNotice(
  db: Queryable,
  notice: {
    readonly paymentId: string | null;
    readonly verdict: string;
    readonly status: string | null;
    readonly digest: string;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `insert into settlements.payment_notice
       (payment_id, received_at, verdict, gateway_status, digest)
     values ($1, $2, $3, $4, $5)`,
    [notice.paymentId, notice.now, notice.verdict, notice.status, notice.digest],
  );
}

export interface AskedOrder {
  readonly orderId: string;
  readonly amount: bigint;
  readonly state: 'created' | 'pending' | 'paid';
  readonly createdAt: Temporal.Instant;
}

/**
 * Orders without an outcome that the gateway is to be asked about in this minute: those made
 * from `since` to `before`, each minute while younger than `oftenMinutes`, then every `seldomMinutes`. So a
 * pile of abandoned orders cannot hold back the questions about new ones.
 */
export async function findUnsettledOrders(
  db: Queryable,
  minute: {
    readonly now: Temporal.Instant;
    readonly since: Temporal.Instant;
    readonly before: Temporal.Instant;
    readonly oftenMinutes: number;
    readonly seldomMinutes: number;
  },
  limit: number,
): Promise<readonly AskedOrder[]> {
  return selectRows(
    db,
    `select order_id as "orderId", amount, state, created_at as "createdAt"
     from settlements.payment
     cross join lateral (
       select floor(extract(epoch from $1::timestamptz - created_at) / 60)::int as minutes) age
     where state in ('created', 'pending') and created_at >= $2 and created_at < $3
       and (age.minutes < $4 or age.minutes % $5::int = 0)
     order by created_at desc limit $6`,
    [minute.now, minute.since, minute.before, minute.oftenMinutes, minute.seldomMinutes, limit],
  );
}

/**
 * Paid orders that were made in this minute so many days ago: the gateway may have taken one back
 * without our hearing of it.
 */
export async function findPaidOrders(
  db: Queryable,
  now: Temporal.Instant,
  daysAfter: readonly number[],
  limit: number,
): Promise<readonly AskedOrder[]> {
  return selectRows(
    db,
    `select order_id as "orderId", amount, state, created_at as "createdAt"
     from unnest($2::int[]) as asked (days)
     join settlements.payment
       on created_at > $1::timestamptz - (days * 24 * 60 + 1) * interval '1 minute'
       and created_at <= $1::timestamptz - days * 24 * 60 * interval '1 minute'
     where state = 'paid' and channel = 'gateway'
     order by created_at desc limit $3`,
    [now, daysAfter, limit],
  );
}

/** Takes `count` consecutive numbers of a kind of document; the row lock keeps them gap-free. */
export async function takeDocumentNumbers(
  db: Queryable,
  kind: string,
  year: number,
  count: number,
): Promise<bigint> {
  const { rows } = await db.query(
    `insert into settlements.document_counter as c (kind, year, next_value)
     values ($1, $2, 1 + $3::bigint)
     on conflict (kind, year) do update set next_value = c.next_value + $3::bigint
     returning next_value - $3::bigint as first`,
    [kind, year, count],
  );
  return rows[0]?.['first'] as bigint;
}
