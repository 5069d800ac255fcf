import { kopiykas } from '#kernel/money.ts';
import {
  addPeriods,
  firstDay,
  nextPeriod,
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
import { readActsByMonth } from '../../corrections/corrections.sql.ts';
import { readStandings } from '../../payments/post-payments.ts';
import { explainChange, pricesOf, type ComparedMonth } from '../change/explain-change.ts';
import { explainLine } from '../lines/explain-line.ts';
import type { ChargeLine, LineContext } from '../lines/line.ts';
import type {
  Bill,
  BillMovement,
  BillService,
  BillTotals,
  BuildingTotal,
  MonthOfBill,
} from './bill.ts';
import {
  readBilledSpan,
  readChargeLines,
  readMonthMovements,
  readVolumes,
  type BillRow,
  type MovementRow,
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
  const { accountId, hromadaId, biller } = account;
  const queryable = queryableOf(db);
  // The bill before is of the month before, unless the account was left out of a run.
  const [last] = past;
  const before = last === undefined ? previousPeriod(period) : periodOf(last.period);
  const stored = await readChargeLines(queryable, account, firstDay(before), firstDay(period));
  const linesOf = (month: Period) =>
    stored.filter((line) => periodOf(line.period) === month).map(chargeLineFrom);
  const lines = linesOf(period);
  const totals = parseServiceTotals(row.services);
  // None of these needs another: they are asked for together.
  const [context, providers, span, standings, months, movements, comparisons, acts] =
    await Promise.all([
      readLineContext(db, account, period, lines),
      readSubjects(db, [biller.subjectId, ...totals.map(({ providerId }) => providerId)]),
      readBilledSpan(queryable, account),
      readStandings(queryable, hromadaId, [accountId], now),
      readMonths(db, sources),
      readMovements(db, account, period),
      readComparisons(db, account, { period, row, lines }),
      readActsByMonth(queryable, hromadaId, [accountId], firstDay(nextPeriod(period))),
    ]);
  return {
    account,
    biller: getSubject(providers, biller.subjectId),
    period,
    number: row.number,
    issuedAt: row.issued_at,
    dueOn: row.due_on,
    dueOnUnverified: context.unverified.has('bill.due_day'),
    totals: totalsOf(row),
    services: totals.map((total) => billService(total, { lines, context, providers })),
    building: buildingTotals(lines, context),
    meters: context.meters,
    change:
      last === undefined
        ? null
        : changeSince(last, { before: linesOf(before), after: comparedMonth(lines, totals) }),
    months,
    movements,
    debt: monthsOfDebt(
      totals,
      past.map((bill) => ({
        period: periodOf(bill.period),
        services: parseServiceTotals(bill.services),
      })),
      acts.map(({ service, provider_id: providerId, period: month, amount }) => ({
        service,
        providerId,
        period: periodOf(month),
        amount,
      })),
    ),
    comparisons,
    newest: span.newest === null ? period : periodOf(span.newest),
    dueNow: standings.get(accountId)?.due ?? kopiykas(row.due),
    correctedSince: standings.get(accountId)?.corrected ?? kopiykas(0n),
  };
}

function totalsOf({ opening, charged, corrected, paid, due }: BillRow): BillTotals {
  return {
    opening: kopiykas(opening),
    charged: kopiykas(charged),
    corrected: kopiykas(corrected),
    paid: kopiykas(paid),
    due: kopiykas(due),
  };
}

function changeSince(
  bill: BillRow,
  months: { readonly before: readonly ChargeLine[]; readonly after: ComparedMonth },
): NonNullable<Bill['change']> {
  const then = comparedMonth(months.before, parseServiceTotals(bill.services));
  return { before: periodOf(bill.period), parts: explainChange(then, months.after) };
}

type Subjects = ReadonlyMap<bigint, Subject>;

/** Subjects that a bill names; they are never deleted. */
async function readSubjects(db: Database, subjectIds: readonly bigint[]): Promise<Subjects> {
  const found = await Promise.all([...new Set(subjectIds)].map((id) => findSubject(db, id)));
  const subjects = found.filter((subject) => subject !== undefined);
  return new Map(subjects.map((subject) => [subject.subjectId, subject]));
}

function getSubject(subjects: Subjects, subjectId: bigint): Subject {
  const subject = subjects.get(subjectId);
  if (subject === undefined) throw new Error(`no subject ${subjectId}`);
  return subject;
}

function billService(
  total: ServiceTotal,
  from: {
    readonly lines: readonly ChargeLine[];
    readonly context: LineContext;
    readonly providers: Subjects;
  },
): BillService {
  const own = from.lines.filter(
    ({ service, providerId }) => service === total.service && providerId === total.providerId,
  );
  return {
    ...total,
    provider: getSubject(from.providers, total.providerId),
    lines: own.map((line) => explainLine(line, from.context)),
  };
}

function buildingTotals(
  lines: readonly ChargeLine[],
  { building }: LineContext,
): readonly BuildingTotal[] {
  return [...building].map(([service, volume]) => ({
    ...volume,
    service,
    own: lines
      .filter((line) => line.service === service && line.component === 'volume')
      .reduce((sum, line) => sum + line.volume, 0n),
  }));
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
    const { kind, source, posted_at: on } = row;
    movements.set(key, { kind, source, amount, on, ...correctionOf(row) });
  }
  return [...movements.values()];
}

/** What a correction stands on; nothing for a payment or a balance that was brought in. */
function correctionOf(row: MovementRow): Pick<BillMovement, 'correction'> {
  const { service, corrected_period: month, ground, act_number, act_on: actOn } = row;
  if (month === null || ground === null || act_number === null || actOn === null) return {};
  return { correction: { service, month: periodOf(month), ground, actNumber: act_number, actOn } };
}
