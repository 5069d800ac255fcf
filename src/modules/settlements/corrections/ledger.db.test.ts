import * as fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { addPeriods, firstDay, lastDay, nextPeriod, period, type Period } from '#kernel/period.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { system } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { runBilling } from '../billing/run-billing.ts';
import { startBillingRun } from '../billing/start-billing-run.ts';
import { postBankPayments } from '../payments/post-bank-payments.ts';
import { readStandings } from '../payments/post-payments.ts';
import { takeBackPayment } from '../payments/take-back-payment.ts';
import { done, said } from '../provider/fixtures/provider-town.ts';
import { smallTown } from '../readings/fixtures/small-town.ts';
import { correct, plantCorrectedTown, type CorrectedTown } from './fixtures/corrected-town.ts';

const { account, neighbour, building, hromada, waterUtility, energySupplier } = smallTown;
const accounts = [account, neighbour] as const;
const lines = [
  { service: 'cold-water', providerId: String(waterUtility) },
  { service: 'electricity-supply', providerId: String(energySupplier) },
] as const;
const firstMonth = period('2026-10');
const sequences = 12;

let town: CorrectedTown;
beforeAll(async () => {
  town = await plantCorrectedTown();
});
afterAll(() => town.database.drop());

async function sql<Row extends object>(text: string, values: readonly unknown[] = []) {
  const { rows } = await town.database.pool.query<Row>(text, [...values]);
  return rows;
}

const which = fc.integer({ min: 0, max: 1 });
const sum = fc.integer({ min: 1, max: 400_00 });
const payment = fc.record({ act: fc.constant('payment' as const), which, sum, id: fc.uuid() });
const refund = fc.record({ act: fc.constant('refund' as const) });
const correction = fc.record({
  act: fc.constant('correction' as const),
  which,
  line: which,
  sum,
  way: fc.constantFrom('less' as const, 'less' as const, 'more' as const),
  monthsBack: fc.integer({ min: 0, max: 2 }),
});
const month = fc.record({
  /** Thousandths of a cubic metre and whole kilowatt-hours that the meters turn by. */
  water: fc.integer({ min: 0, max: 30_000 }),
  day: fc.integer({ min: 0, max: 300 }),
  acts: fc.array(fc.oneof(payment, refund, correction), { maxLength: 6 }),
});
type Correction = typeof correction extends fc.Arbitrary<infer T> ? T : never;
type Act =
  typeof month extends fc.Arbitrary<infer T extends { acts: unknown[] }>
    ? T['acts'][number]
    : never;

lawTest(
  ['1039:15.1', '1039:15.2', '2189:26.2'],
  'whatever is charged, paid, corrected and returned, bills and month totals are the ledger’s',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(month, { minLength: 2, maxLength: 4 }), async (months) => {
        await forget();
        const paid: Paid[] = [];
        const dial = { water: 107_500, day: 1_100 };
        for (const [index, { water, day, acts }] of months.entries()) {
          const billed = addPeriods(firstMonth, index);
          dial.water += water;
          dial.day += day;
          await read(billed, dial);
          await bill(billed);
          await check(billed);
          for (const act of acts) {
            await carryOut(act, billed, paid);
            await check(billed);
          }
        }
      }),
      { numRuns: sequences },
    );
  },
  240_000,
);

/** Nothing billed, paid or corrected; the readings of the end of September stay. */
async function forget(): Promise<void> {
  await sql(`truncate settlements.bill, settlements.charge, settlements.transfer,
    settlements.correction, settlements.month_total, settlements.building_volume,
    settlements.billing_question, settlements.billing_chunk, settlements.billing_run,
    settlements.payment_notice, settlements.receipt, settlements.payment`);
  await sql(`truncate settlements.reading_2026_10`);
  for (const later of [1, 2, 3, 4]) {
    const first = firstDay(addPeriods(firstMonth, later));
    await sql('select settlements.ensure_month($1::date)', [first.toString()]);
    await sql(`truncate settlements.reading_${first.toString().slice(0, 7).replace('-', '_')}`);
  }
}

async function read(
  billed: Period,
  dial: { readonly water: number; readonly day: number },
): Promise<void> {
  for (const [meterId, zone, micro] of [
    [smallTown.waterMeter, 0, BigInt(dial.water) * 1_000n],
    [smallTown.zonedMeter, 1, BigInt(dial.day) * 1_000_000n],
    [smallTown.zonedMeter, 2, BigInt(dial.day) * 500_000n],
  ] as const) {
    await sql(
      `insert into settlements.reading
       values ($1, $2, $3, $4::date, 1, $5, 'consumer', 'test', $4::date, null)`,
      [hromada, meterId, zone, lastDay(billed).toString(), micro],
    );
  }
}

async function bill(billed: Period): Promise<void> {
  const day = firstDay(nextPeriod(billed)).with({ day: 8 });
  town.clock.set(Temporal.Instant.from(`${day.toString()}T09:00:00Z`));
  const { runId } = done(
    await town.operations.carryOut(startBillingRun, system, {
      billerId: String(waterUtility),
      hromadaId: hromada,
      period: billed,
    }),
  );
  const parts = { pool: town.worker.pool, concurrency: 1, seal: () => Promise.resolve() };
  expect(await runBilling(parts, runId)).toBe('done');
}

interface Paid {
  readonly paymentId: string;
  readonly accountId: bigint;
  readonly sum: number;
}

async function carryOut(act: Act, billed: Period, paid: Paid[]): Promise<void> {
  const now = town.clock.now();
  const place = { hromadaId: hromada, billerId: waterUtility, buildingIds: [building], now };
  if (act.act === 'correction') return tryCorrection(act, billed);
  if (act.act === 'payment') {
    const accountId = accounts[act.which] ?? account;
    const bank = { paymentId: act.id, accountId, reference: act.id, arrivedAt: now };
    await town.worker.db
      .transaction()
      .execute((tx) =>
        postBankPayments(queryableOf(tx), place, [{ ...bank, amount: BigInt(act.sum) }]),
      );
    paid.push({ paymentId: act.id, accountId, sum: act.sum });
    return;
  }
  const last = paid.pop();
  if (last === undefined) return;
  const { paymentId, accountId } = last;
  const amount = kopiykas(last.sum);
  await town.worker.db
    .transaction()
    .execute((tx) =>
      takeBackPayment(queryableOf(tx), place, { paymentId, accountId, amount, arrivedAt: now }),
    );
}

/** Made when the month still charges so much, refused when not. */
async function tryCorrection(act: Correction, billed: Period): Promise<void> {
  const accountId = accounts[act.which] ?? account;
  const line = lines[act.line] ?? lines[0];
  const corrected = addPeriods(billed, -act.monthsBack);
  const [left] = await sql<{ left: bigint | null }>(
    `select (select sum(amount) from settlements.charge where account_id = $1
               and period = $2::date and service = $3)::bigint
            + (select coalesce(sum(amount), 0) from settlements.correction where account_id = $1
               and corrected_period = $2::date and service = $3)::bigint as left`,
    [accountId, `${corrected}-01`, line.service],
  );
  const outcome = await correct(town, {
    ...line,
    accountId: String(accountId),
    period: corrected,
    way: act.way,
    actOn: '2026-10-31',
    sum: (act.sum / 100).toFixed(2),
  });
  const isBilled = corrected >= firstMonth;
  const fits = act.way === 'more' || BigInt(act.sum) <= (left?.left ?? 0n);
  expect(said(outcome)).toBe(!isBilled ? 'month-not-billed' : fits ? 'done' : 'more-than-charged');
}

const receivable = `case when debit = 'receivable' then amount else -amount end`;

/** Bills, totals of months and what is owed now, each against the ledger. */
async function check(billed: Period): Promise<void> {
  const wrongBills = await sql(
    `select b.account_id, b.period, b.due, l.due as ledger
     from settlements.bill b
     cross join lateral (
       select coalesce(sum(${receivable}), 0)::bigint as due from settlements.transfer t
       where t.account_id = b.account_id and t.period <= b.period
     ) l where b.due <> l.due
       or b.due <> (select sum((line ->> 6)::bigint) from jsonb_array_elements(b.services) line)`,
  );
  expect(wrongBills).toEqual([]);
  const wrongTotals = await sql(
    `with ledger as (
       select period, provider_id, service,
              coalesce(sum(${receivable}) filter (where kind = 'charge'), 0) as charged,
              coalesce(sum(${receivable}) filter (where kind = 'correction'), 0) as corrected,
              coalesce(sum(-${receivable}) filter (where kind in ('payment', 'refund')), 0) as paid
       from settlements.transfer group by period, provider_id, service
     )
     select * from ledger full join settlements.month_total m using (period, provider_id, service)
     where coalesce(ledger.charged, 0) <> m.charged or coalesce(ledger.paid, 0) <> m.paid
       or coalesce(ledger.corrected, 0) <> m.corrected or m.period is null
       or (m.period <= $1::date and m.opening <> (
         select coalesce(sum(${receivable}), 0) from settlements.transfer t
         where t.period < m.period and t.provider_id = m.provider_id and t.service = m.service))`,
    [`${billed}-01`],
  );
  expect(wrongTotals).toEqual([]);
  const [billers] = await sql<{ lines: number; wrong: number }>(
    `select count(*)::int as lines,
            (count(*) filter (where line.biller_id is distinct from a.biller_id))::int as wrong
     from (select account_id, biller_id from settlements.transfer
           union all select account_id, biller_id from settlements.correction) line
     left join registry.account a using (account_id)`,
  );
  expect(billers?.lines).toBeGreaterThan(0);
  expect(billers?.wrong).toBe(0);
  const standings = await readStandings(town.worker.pool, hromada, accounts, town.clock.now());
  for (const accountId of accounts) {
    const [ledger] = await sql<{ due: bigint }>(
      `select coalesce(sum(${receivable}), 0)::bigint as due
       from settlements.transfer where account_id = $1`,
      [accountId],
    );
    expect(standings.get(accountId)?.due).toBe(ledger?.due);
  }
}
