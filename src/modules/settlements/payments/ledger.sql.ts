import type { Money } from '#kernel/money.ts';
import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { AllocatedPart } from '../rules/payment-allocation.ts';

export interface LastBillRow {
  readonly account_id: bigint;
  readonly period: Temporal.PlainDate;
  readonly due: bigint;
  readonly services: unknown;
}

/** The newest bills of each account, newest first, at most `months` of them. */
export async function readLastBills(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  months: number,
): Promise<readonly LastBillRow[]> {
  return selectRows(
    db,
    `-- prepared: last-bills
     select b.account_id, b.period, b.due, b.services
     from unnest($2::bigint[]) as a (account_id)
     cross join lateral (
       select account_id, period, due, services from settlements.bill
       where hromada_id = $1 and account_id = a.account_id
       order by period desc limit $3
     ) b`,
    [hromadaId, accountIds, months],
  );
}

export interface PaidSinceRow {
  readonly account_id: bigint;
  readonly service: Service;
  readonly provider_id: bigint;
  /** Payments less refunds and corrections in the consumer's favour, kopiykas. */
  readonly credited: bigint;
  /** Of it corrections: what they added to the debt, below zero when they took off. */
  readonly corrected: bigint;
}

/** What was credited to each service in the months from each account's `since` on. */
export async function readCreditedSince(
  db: Queryable,
  hromadaId: number,
  accounts: readonly { readonly accountId: bigint; readonly since: Temporal.PlainDate }[],
): Promise<readonly PaidSinceRow[]> {
  const oldest = accounts.reduce<Temporal.PlainDate | undefined>(
    (min, { since }) =>
      min === undefined || Temporal.PlainDate.compare(since, min) < 0 ? since : min,
    undefined,
  );
  if (oldest === undefined) return [];
  return selectRows(
    db,
    `select t.account_id, t.service, t.provider_id,
            sum(case when t.credit = 'receivable' then t.amount else -t.amount end)::bigint
              as credited,
            coalesce(sum(case when t.debit = 'receivable' then t.amount else -t.amount end)
              filter (where t.kind = 'correction'), 0)::bigint as corrected
     from unnest($2::bigint[], $3::date[]) as a (account_id, since)
     join settlements.transfer t
       on t.hromada_id = $1 and t.account_id = a.account_id and t.period >= a.since
     where t.period >= $4::date and t.kind <> 'charge'
     group by t.account_id, t.service, t.provider_id`,
    [
      hromadaId,
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ since }) => since.toString()),
      oldest,
    ],
  );
}

export interface PostedPayment {
  readonly paymentId: string;
  readonly accountId: bigint;
  /** First day of the month whose next bill will show it. */
  readonly period: Temporal.PlainDate;
  readonly parts: readonly AllocatedPart[];
  readonly receiptNumber: string;
  readonly coverage: 'full' | 'partial' | 'advance';
  readonly amount: Money;
  readonly arrivedAt: Temporal.Instant;
}

/** Writes the ledger lines of payments: from the clearing account to what each service is owed. */
export async function insertPaymentTransfers(
  db: Queryable,
  { hromadaId, billerId }: { readonly hromadaId: number; readonly billerId: bigint },
  payments: readonly PostedPayment[],
): Promise<void> {
  const lines = payments.flatMap(({ parts, ...payment }) =>
    parts.map((part, index) => ({ ...payment, ...part, line: index + 1 })),
  );
  const column = <T>(of: (line: (typeof lines)[number]) => T) => lines.map(of);
  await db.query(
    `insert into settlements.transfer (hromada_id, account_id, period, source, line, kind, service,
       provider_id, debit, credit, amount, posted_at, biller_id)
     select $1, u.account_id, u.period, 'payment:' || u.payment_id, u.line, 'payment', u.service,
            u.provider_id, 'clearing', 'receivable', u.amount, u.arrived_at, $10
     from unnest($2::bigint[], $3::date[], $4::text[], $5::smallint[], $6::text[], $7::bigint[],
                 $8::bigint[], $9::timestamptz[])
       as u (account_id, period, payment_id, line, service, provider_id, amount, arrived_at)`,
    [
      hromadaId,
      column(({ accountId }) => accountId),
      column(({ period }) => period.toString()),
      column(({ paymentId }) => paymentId),
      column(({ line }) => line),
      column(({ service }) => service),
      column(({ providerId }) => providerId),
      column(({ amount }) => amount),
      column(({ arrivedAt }) => arrivedAt.toString()),
      billerId,
    ],
  );
}

/** How a posted payment was shared over services, by its ledger lines. */
export async function readPostedParts(
  db: Queryable,
  posted: Pick<Refund, 'hromadaId' | 'accountId' | 'paymentId'>,
): Promise<readonly TransferPart[]> {
  return selectRows(
    db,
    `select service, provider_id as "providerId", amount
     from settlements.transfer
     where hromada_id = $1 and account_id = $2 and source = 'payment:' || $3::text
     order by period, line`,
    [posted.hromadaId, posted.accountId, posted.paymentId],
  );
}

/** A service's share of a transfer, kopiykas. */
export interface TransferPart {
  readonly service: string;
  readonly providerId: bigint;
  readonly amount: bigint;
}

export interface Refund {
  readonly hromadaId: number;
  readonly billerId: bigint;
  readonly accountId: bigint;
  readonly paymentId: string;
  readonly period: Temporal.PlainDate;
  readonly parts: readonly TransferPart[];
  readonly now: Temporal.Instant;
}

/** Writes the opposite of a payment's ledger lines. */
export async function insertRefundTransfers(db: Queryable, refund: Refund): Promise<void> {
  await db.query(
    `insert into settlements.transfer (hromada_id, account_id, period, source, line, kind, service,
       provider_id, debit, credit, amount, posted_at, biller_id)
     select $1, $2, $3, 'refund:' || $4::text, u.line, 'refund', u.service, u.provider_id,
            'receivable', 'clearing', u.amount, $5, $9
     from unnest($6::text[], $7::bigint[], $8::bigint[]) with ordinality
       as u (service, provider_id, amount, line)`,
    [
      refund.hromadaId,
      refund.accountId,
      refund.period.toString(),
      refund.paymentId,
      refund.now.toString(),
      refund.parts.map(({ service }) => service),
      refund.parts.map(({ providerId }) => providerId),
      refund.parts.map(({ amount }) => amount),
      refund.billerId,
    ],
  );
}

/** Confirms payments to the payer in the providers' name (1039:10.13). */
export async function insertReceipts(
  db: Queryable,
  payments: readonly PostedPayment[],
): Promise<void> {
  await db.query(
    `insert into settlements.receipt (payment_id, number, issued_at, coverage, parts)
     select u.payment_id::uuid, u.number, u.issued_at, u.coverage, u.parts::jsonb
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
       as u (payment_id, number, coverage, parts, issued_at)`,
    [
      payments.map(({ paymentId }) => paymentId),
      payments.map(({ receiptNumber }) => receiptNumber),
      payments.map(({ coverage }) => coverage),
      payments.map(({ parts }) =>
        JSON.stringify(
          parts.map(({ service, providerId, amount }) => [
            service,
            Number(providerId),
            Number(amount),
          ]),
        ),
      ),
      payments.map(({ arrivedAt }) => arrivedAt.toString()),
    ],
  );
}

/** Adds what was paid, or less than nothing when returned, to the totals of its month. */
export async function addPaidToMonthTotals(
  db: Queryable,
  hromadaId: number,
  payments: readonly {
    readonly period: Temporal.PlainDate;
    readonly parts: readonly TransferPart[];
  }[],
): Promise<void> {
  const sums = new Map<
    string,
    { period: string; providerId: bigint; service: string; paid: bigint }
  >();
  for (const { period, parts } of payments) {
    for (const { providerId, service, amount } of parts) {
      const key = `${period.toString()}:${providerId}:${service}`;
      const sum = sums.get(key) ?? { period: period.toString(), providerId, service, paid: 0n };
      sum.paid += amount;
      sums.set(key, sum);
    }
  }
  const rows = [...sums.values()];
  await db.query(
    `insert into settlements.month_total as t
       (hromada_id, period, provider_id, service, accounts, opening, charged, corrected, paid)
     select $1, u.period, u.provider_id, u.service, 0, 0, 0, 0, u.paid
     from unnest($2::date[], $3::bigint[], $4::text[], $5::bigint[])
       as u (period, provider_id, service, paid)
     order by u.period, u.provider_id, u.service
     on conflict (hromada_id, period, provider_id, service)
       do update set paid = t.paid + excluded.paid`,
    [
      hromadaId,
      rows.map(({ period }) => period),
      rows.map(({ providerId }) => providerId),
      rows.map(({ service }) => service),
      rows.map(({ paid }) => paid),
    ],
  );
}

/** What a posting writes to. */
export interface Gate {
  readonly billerId: bigint;
  readonly hromadaId: number;
  /** Buildings that a run must not hold meanwhile. */
  readonly buildingIds: readonly bigint[];
  readonly accountIds: readonly bigint[];
}

/**
 * Waits for the chunk that holds the building, when a run is on: the posting then belongs to the
 * month after. The gate keeps a run from starting meanwhile. Postings to one account are made one
 * after another, at the row that counts them: each must see what the others left.
 */
export async function enterGate(db: Queryable, gate: Gate): Promise<void> {
  const { billerId, hromadaId, buildingIds, accountIds } = gate;
  await db.query(`select pg_advisory_xact_lock_shared($1, $2)`, [Number(billerId), hromadaId]);
  await db.query(
    `select c.chunk_number from settlements.billing_chunk c
     join settlements.billing_run r using (run_id)
     where r.state = 'running' and r.hromada_id = $1 and r.biller_id = $2
       and exists (select from unnest($3::bigint[]) as b (building_id)
                   where b.building_id between c.first_building and c.last_building)
     for share of c`,
    [hromadaId, billerId, buildingIds],
  );
  await db.query(
    `insert into settlements.account_version as v (hromada_id, account_id, version)
     select $1, account_id, 1
     from (select distinct account_id from unnest($2::bigint[]) as a (account_id)) as a
     order by account_id
     on conflict (hromada_id, account_id) do update set version = v.version + 1`,
    [hromadaId, accountIds],
  );
}

export interface AccountPlace {
  readonly hromadaId: number;
  readonly accountId: bigint;
}

/** How many postings each account has had, in the order asked. */
export async function readAccountVersions(
  db: Queryable,
  accounts: readonly AccountPlace[],
): Promise<readonly bigint[]> {
  const { rows } = await db.query(
    `-- prepared: account-versions
     select asked.place::int as place, v.version
     from unnest($1::int[], $2::bigint[])
       with ordinality as asked (hromada_id, account_id, place)
     join settlements.account_version v using (hromada_id, account_id)`,
    [accounts.map(({ hromadaId }) => hromadaId), accounts.map(({ accountId }) => accountId)],
  );
  const versions = new Map(rows.map(({ place, version }) => [place, version as bigint]));
  return accounts.map((_, index) => versions.get(index + 1) ?? 0n);
}
