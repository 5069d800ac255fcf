import { kopiykas, type Money } from '#kernel/money.ts';
import type { Service } from '#kernel/service.ts';
import type { SubjectPlace } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { readServiceTotals } from '../../billing/bill-services.ts';
import { readActsByMonth, type ActsOfMonthRow } from '../../corrections/corrections.sql.ts';
import { ageBuckets, debtByAge, type AgeBucket } from '../../rules/debt-age.ts';
import { readLastBills, type LastBillRow } from '../../payments/ledger.sql.ts';
import {
  listBilledRuns,
  listOldDebts,
  sumBalances,
  type BilledRun,
  type OldDebt,
} from '../balances.sql.ts';

/** Months by which ages are told; what is older stands in the last bucket. */
const monthsOfAge = 12;
/** How many accounts are looked back at in one question. */
const accountsPerQuestion = 2_000;

export type Ages = Readonly<Record<AgeBucket, Money>>;

/** What is owed to one provider for one service in one hromada. */
export interface Receivable {
  readonly hromadaId: number;
  readonly service: Service;
  readonly providerId: bigint;
  readonly debtors: number;
  readonly ages: Ages;
  readonly debt: Money;
  /** What other accounts have paid ahead, above zero. */
  readonly overpaid: Money;
}

/** What is owed to a subject in a place, by service, with its age (1039:15.10). */
export async function readReceivables(
  db: Queryable,
  subjectId: bigint,
  place: Pick<SubjectPlace, 'hromadaId' | 'as'>,
): Promise<readonly Receivable[]> {
  const found: Receivable[] = [];
  for (const run of await listBilledRuns(db, subjectId, place)) {
    found.push(...(await receivablesOfRun(db, run)));
  }
  return found;
}

async function receivablesOfRun(db: Queryable, run: BilledRun): Promise<readonly Receivable[]> {
  const old = await readOldAges(db, run, null);
  const byService = new Map<string, Ages>();
  for (const { debt, ages } of old) {
    const key = `${debt.service}:${debt.providerId}`;
    byService.set(key, addAges(byService.get(key) ?? noAges, ages));
  }
  const balances = await sumBalances(db, run);
  return balances.map(({ service, providerId, debtors, debt, overpaid, fresh }) => {
    // A debt within the newest charge is all of the newest month: no history is needed for it.
    const newest: Ages = { ...noAges, month: kopiykas(fresh) };
    return {
      hromadaId: run.hromadaId,
      service,
      providerId,
      debtors,
      ages: addAges(byService.get(`${service}:${providerId}`) ?? noAges, newest),
      debt: kopiykas(debt),
      overpaid: kopiykas(overpaid),
    };
  });
}

export interface AgedDebt {
  readonly debt: OldDebt;
  readonly ages: Ages;
}

/** The ages of debts that earlier months left, of all accounts or of some. */
export async function readOldAges(
  db: Queryable,
  run: BilledRun,
  accountIds: readonly bigint[] | null,
): Promise<readonly AgedDebt[]> {
  const debts = await listOldDebts(db, run, accountIds);
  const accounts = [...new Set(debts.map(({ accountId }) => accountId))];
  const ageOfMonth = agesOfMonths(run.month);
  const history = new Map<string, readonly Money[]>();
  for (let start = 0; start < accounts.length; start += accountsPerQuestion) {
    const some = accounts.slice(start, start + accountsPerQuestion);
    const bills = await readLastBills(db, run.hromadaId, some, monthsOfAge + 1);
    const acts = await readActsByMonth(db, run.hromadaId, some, null);
    addCharges(history, { bills, acts }, ageOfMonth);
  }
  return debts.map((debt) => ({
    debt,
    ages: debtByAge(kopiykas(debt.debt), history.get(debtKey(debt)) ?? []),
  }));
}

/** How many months each of the last months lies back, by its first day. */
function agesOfMonths(newest: Temporal.PlainDate): ReadonlyMap<string, number> {
  return new Map(
    Array.from({ length: monthsOfAge }, (_, age) => [
      newest.subtract({ months: age }).toString(),
      age,
    ]),
  );
}

interface PastOfAccounts {
  readonly bills: readonly LastBillRow[];
  readonly acts: readonly ActsOfMonthRow[];
}

/**
 * Puts what bills charged and acts changed into a row of months for each account and service, the
 * newest first. What is posted to a month still to be billed is as young as the newest bill.
 */
function addCharges(
  history: Map<string, readonly Money[]>,
  { bills, acts }: PastOfAccounts,
  ageOfMonth: ReadonlyMap<string, number>,
): void {
  const rows = new Map<string, bigint[]>();
  const rowOf = (debt: Omit<OldDebt, 'debt'>) => {
    const key = debtKey(debt);
    const row = rows.get(key) ?? Array.from({ length: monthsOfAge }, () => 0n);
    rows.set(key, row);
    return row;
  };
  const add = (row: bigint[], age: number, amount: bigint) => {
    row[age] = (row[age] ?? 0n) + amount;
  };
  for (const bill of bills) {
    const age = ageOfMonth.get(bill.period.toString());
    if (age === undefined) continue;
    for (const { service, providerId, charged } of readServiceTotals(bill.services)) {
      add(rowOf({ accountId: bill.account_id, service, providerId }), age, charged);
    }
  }
  const newest = [...ageOfMonth.keys()][0] ?? '';
  for (const { account_id: accountId, service, provider_id: providerId, period, amount } of acts) {
    const month = period.toString();
    const age = month > newest ? 0 : ageOfMonth.get(month);
    if (age !== undefined) add(rowOf({ accountId, service, providerId }), age, amount);
  }
  for (const [key, months] of rows) history.set(key, months.map(kopiykas));
}

function debtKey({ accountId, service, providerId }: Omit<OldDebt, 'debt'>): string {
  return `${accountId}:${service}:${providerId}`;
}

const zero = kopiykas(0n);

export const noAges: Ages = { month: zero, quarter: zero, year: zero, older: zero };

export function addAges(a: Ages, b: Ages): Ages {
  const sums = ageBuckets.map((bucket) => [bucket, kopiykas(a[bucket] + b[bucket])] as const);
  return Object.fromEntries(sums) as Ages;
}
