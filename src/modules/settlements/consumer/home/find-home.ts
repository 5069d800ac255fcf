import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas, type Money } from '#kernel/money.ts';
import { periodOf, type Period } from '#kernel/period.ts';
import type { Account } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { parseServiceTotals } from '../../billing/bill-services.ts';
import { readStandings } from '../../payments/post-payments.ts';
import { readBilledSpan, readBills, readChargeLines, type BillRow } from '../bills/bill.sql.ts';
import { comparedMonth } from '../bills/compose-bill.ts';
import { chargeLineFrom } from '../bills/read-lines.ts';
import { explainChange, type Change } from '../change/explain-change.ts';
import { readOwnAccounts } from '../own-accounts.ts';
import type { OwnMeters } from '../readings/meters.ts';
import { readOwnMeters } from '../readings/read-meters.ts';

/** A home as the first page shows it. */
export interface HomeAccount {
  readonly account: Account;
  /** Owed now: the newest bill less what was paid since; negative when overpaid. */
  readonly due: Money;
  readonly bill: { readonly period: Period; readonly dueOn: Temporal.PlainDate } | null;
  /** Null while there are no two bills to compare. */
  readonly change: { readonly before: Period; readonly parts: Change } | null;
  readonly readings: Pick<OwnMeters, 'month' | 'meters'>;
}

/** More accounts than these are a house and not somebody's homes. */
const homesMax = 5;

/** The homes of a person, each with all it needs; of a whole house what each account owes. */
export type FoundHomes =
  | { readonly kind: 'homes'; readonly homes: readonly HomeAccount[] }
  | { readonly kind: 'house'; readonly accounts: readonly Pick<HomeAccount, 'account' | 'due'>[] };

/** All homes of a person with what each needs now. */
export const findHome = defineQuery({
  id: 'find-home',
  law: [law('1039:25'), law('1039:10.5'), law('1039:26.5.a.4')],
  audience: consumers,
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ db, principal, now }: Reading): Promise<FoundHomes> {
    const accounts = await readOwnAccounts(db, principal, now);
    if (accounts.length > homesMax) {
      return { kind: 'house', accounts: await readDues(db, accounts, now) };
    }
    const homes = await Promise.all(accounts.map((account) => readHome(db, account, now)));
    return { kind: 'homes', homes };
  },
  shownAccounts: (found) =>
    (found.kind === 'homes' ? found.homes : found.accounts).map(({ account }) => account.accountId),
});

async function readDues(db: Database, accounts: readonly Account[], now: Temporal.Instant) {
  const queryable = queryableOf(db);
  const dues = new Map<bigint, Money>();
  for (const [hromadaId, own] of Map.groupBy(accounts, (account) => account.hromadaId)) {
    const ids = own.map(({ accountId }) => accountId);
    const standings = await readStandings(queryable, hromadaId, ids, now);
    for (const [accountId, { due }] of standings) dues.set(accountId, due);
  }
  return accounts.map((account) => ({
    account,
    due: dues.get(account.accountId) ?? kopiykas(0n),
  }));
}

async function readHome(
  db: Database,
  account: Account,
  now: Temporal.Instant,
): Promise<HomeAccount> {
  const queryable = queryableOf(db);
  const { accountId, hromadaId } = account;
  const [standings, bills, { month, meters }] = await Promise.all([
    readStandings(queryable, hromadaId, [accountId], now),
    readTwoBills(db, account),
    readOwnMeters(db, account, dayInKyiv(now), 1),
  ]);
  const [bill, before] = bills;
  return {
    account,
    due: standings.get(accountId)?.due ?? kopiykas(0n),
    bill: bill === undefined ? null : { period: periodOf(bill.period), dueOn: bill.due_on },
    change:
      bill === undefined || before === undefined
        ? null
        : await readChange(db, account, [before, bill]),
    readings: { month, meters },
  };
}

/** A bill is held against the one before it, when that is at most so many months older. */
const comparedMonthsMax = 12;

/** The newest bill and the one before it, as far as they are there. */
async function readTwoBills(db: Database, account: Account): Promise<readonly BillRow[]> {
  const queryable = queryableOf(db);
  const { newest } = await readBilledSpan(queryable, account);
  if (newest === null) return [];
  return readBills(queryable, account, newest.subtract({ months: comparedMonthsMax }), newest);
}

async function readChange(
  db: Database,
  account: Account,
  [before, after]: readonly [BillRow, BillRow],
): Promise<HomeAccount['change']> {
  const lines = await readChargeLines(queryableOf(db), account, before.period, after.period);
  const month = (bill: BillRow) =>
    comparedMonth(
      lines.filter((line) => line.period.equals(bill.period)).map(chargeLineFrom),
      parseServiceTotals(bill.services),
    );
  return { before: periodOf(before.period), parts: explainChange(month(before), month(after)) };
}
