import { kopiykas } from '#kernel/money.ts';
import {
  addPeriods,
  firstDay,
  periodOf,
  periodsBetween,
  previousPeriod,
  type Period,
} from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import { findSubject, type Account, type Subject } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { parseServiceTotals } from '../../billing/bill-services.ts';
import type { ServiceTotal } from '../../billing/model.ts';
import { readStandings } from '../../payments/post-payments.ts';
import { explainChange, pricesOf, type ComparedMonth } from '../change/explain-change.ts';
import { explainLine } from '../lines/explain-line.ts';
import type { ChargeLine, LineContext } from '../lines/line.ts';
import type { Bill, BillMovement, BillService, MonthOfBill } from './bill.ts';
import {
  readBilledSpan,
  readChargeLines,
  readMonthMovements,
  readVolumes,
  type BillRow,
} from './bill.sql.ts';
import { monthsOfDebt } from './months-of-debt.ts';
import { chargeLineFrom, readLineContext } from './read-lines.ts';
import { readComparisons } from './read-peers.ts';

const monthsShown = 13;

export interface BillSources {
  readonly account: Account;
  readonly period: Period;
  readonly row: BillRow;
  /** Newest first. */
  readonly past: readonly BillRow[];
  readonly now: Temporal.Instant;
}

/** Puts a bill together from what is stored of it and what explains it. */
export async function composeBill(db: Database, sources: BillSources): Promise<Bill> {
  const { account, period, row, past, now } = sources;
  const queryable = queryableOf(db);
  const before = previousPeriod(period);
  const stored = await readChargeLines(queryable, account, firstDay(before), firstDay(period));
  const linesOf = (month: Period) =>
    stored.filter((line) => periodOf(line.period) === month).map(chargeLineFrom);
  const lines = linesOf(period);
  const context = await readLineContext(db, account, period, lines);
  const totals = parseServiceTotals(row.services);
  const span = await readBilledSpan(queryable, account);
  const standing = (
    await readStandings(queryable, account.hromadaId, [account.accountId], now)
  ).get(account.accountId);
  const billBefore = past.find((bill) => periodOf(bill.period) === before);
  return {
    account,
    biller: await getSubject(db, account.biller.subjectId),
    period,
    number: row.number,
    issuedAt: row.issued_at,
    dueOn: row.due_on,
    dueOnUnverified: context.unverified.has('bill.due_day'),
    totals: {
      opening: kopiykas(row.opening),
      charged: kopiykas(row.charged),
      corrected: kopiykas(row.corrected),
      paid: kopiykas(row.paid),
      due: kopiykas(row.due),
    },
    services: await readServices(db, totals, { lines, context }),
    change:
      billBefore === undefined
        ? null
        : {
            before,
            parts: explainChange(
              comparedMonth(linesOf(before), parseServiceTotals(billBefore.services)),
              comparedMonth(lines, totals),
            ),
          },
    months: await readMonths(db, sources),
    movements: await readMovements(db, account, period),
    debt: monthsOfDebt(
      totals,
      past.map((bill) => ({
        period: periodOf(bill.period),
        services: parseServiceTotals(bill.services),
      })),
    ),
    comparisons: await readComparisons(db, account, period, lines),
    newest: span.newest === null ? period : periodOf(span.newest),
    dueNow: standing?.due ?? kopiykas(row.due),
  };
}

/** A subject that a bill names; it is never deleted. */
async function getSubject(db: Database, subjectId: bigint): Promise<Subject> {
  const subject = await findSubject(db, subjectId);
  if (subject === undefined) throw new Error(`no subject ${subjectId}`);
  return subject;
}

async function readServices(
  db: Database,
  totals: readonly ServiceTotal[],
  { lines, context }: { readonly lines: readonly ChargeLine[]; readonly context: LineContext },
): Promise<readonly BillService[]> {
  const providers = new Map<bigint, Subject>();
  for (const { providerId } of totals) {
    if (!providers.has(providerId)) providers.set(providerId, await getSubject(db, providerId));
  }
  return totals.flatMap((total) => {
    const provider = providers.get(total.providerId);
    if (provider === undefined) return [];
    const own = lines.filter(
      ({ service, providerId }) => service === total.service && providerId === total.providerId,
    );
    return [{ ...total, provider, lines: own.map((line) => explainLine(line, context)) }];
  });
}

/** A month as the comparison with another takes it. */
export function comparedMonth(
  lines: readonly ChargeLine[],
  totals: readonly ServiceTotal[],
): ComparedMonth {
  return {
    lines: lines.map((line) => ({ ...line, prices: pricesOf(line.parts) })),
    corrections: totals.map(({ service, corrected }) => ({
      service,
      corrected: kopiykas(corrected),
    })),
  };
}

async function readMonths(
  db: Database,
  { account, period, row, past }: BillSources,
): Promise<readonly MonthOfBill[]> {
  const first = addPeriods(period, 1 - monthsShown);
  const volumes = await readVolumes(queryableOf(db), account, firstDay(first), firstDay(period));
  return periodsBetween(first, period).map((month) => {
    const bill = [row, ...past].find((one) => periodOf(one.period) === month);
    return {
      period: month,
      charged: bill === undefined ? null : kopiykas(bill.charged + bill.corrected),
      volumes: new Map(
        volumes
          .filter((used) => periodOf(used.period) === month)
          .map(({ service, volume }): [Service, bigint] => [service, volume]),
      ),
    };
  });
}

/** Payments and corrections as they came, each once, however many services it was shared over. */
async function readMovements(
  db: Database,
  account: Account,
  period: Period,
): Promise<readonly BillMovement[]> {
  const movements = new Map<string, BillMovement>();
  for (const row of await readMonthMovements(queryableOf(db), account, firstDay(period))) {
    const key = `${row.kind}:${row.source}`;
    const amount = kopiykas(row.amount + (movements.get(key)?.amount ?? 0n));
    movements.set(key, { kind: row.kind, source: row.source, amount, on: row.posted_at });
  }
  return [...movements.values()];
}
