import type { Queryable } from '#platform/db/queryable.ts';

export interface BankPayment {
  readonly paymentId: string;
  readonly accountId: bigint;
  /** The bank's own reference; a line that came before is not taken again. */
  readonly reference: string;
  readonly amount: bigint;
  readonly arrivedAt: Temporal.Instant;
}

/** Records payments that a bank has already made; returns the ids of those that are new. */
export async function insertBankPayments(
  db: Queryable,
  hromadaId: number,
  payments: readonly BankPayment[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query(
    `insert into settlements.payment (payment_id, hromada_id, account_id, period, order_id, amount,
       channel, state, gateway_reference, created_by, created_at, settled_at)
     select u.payment_id::uuid, $1, u.account_id, date_trunc('month', u.arrived_at)::date,
            u.reference, u.amount, 'bank', 'paid', u.reference, 'system', u.arrived_at, u.arrived_at
     from unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::timestamptz[])
       as u (payment_id, account_id, reference, amount, arrived_at)
     on conflict (order_id) do nothing returning payment_id`,
    [
      hromadaId,
      payments.map(({ paymentId }) => paymentId),
      payments.map(({ accountId }) => accountId),
      payments.map(({ reference }) => reference),
      payments.map(({ amount }) => amount),
      payments.map(({ arrivedAt }) => arrivedAt.toString()),
    ],
  );
  return new Set(rows.map((row) => String(row['payment_id'])));
}
