import { firstDay, previousPeriod } from '#kernel/period.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { readServiceTotals } from './bill-services.ts';
import { readCarried } from './carried.ts';
import type { CarriedVolume, OpeningBalance, RunContext } from './model.ts';
import {
  readMissedMovements,
  readMovements,
  readOlderBills,
  readPreviousBills,
  type MovementRow,
  type PreviousBillRow,
} from './month.sql.ts';
import { readStandings, type Standings } from './standings.ts';

/** What the run takes over from the last bills of the accounts. */
export interface LastBills {
  /** Their closing, and what was paid, corrected or brought in since. */
  readonly balances: ReadonlyMap<bigint, readonly OpeningBalance[]>;
  /** Where they left the meters. */
  readonly standings: Standings;
  /** What they had no price for. */
  readonly carried: ReadonlyMap<bigint, readonly CarriedVolume[]>;
}

/**
 * Reads the last bill of each account: nearly always that of the month before. An account that was
 * left out of runs since takes over from its older bill, with all that was posted in between.
 */
export async function readLastBills(
  db: Queryable,
  run: RunContext,
  accountIds: readonly bigint[],
): Promise<LastBills> {
  const { hromadaId } = run;
  const month = firstDay(run.period);
  const before = firstDay(previousPeriod(run.period));
  const bills: PreviousBillRow[] = [
    ...(await readPreviousBills(db, hromadaId, accountIds, before)),
  ];
  const movements: MovementRow[] = [...(await readMovements(db, hromadaId, accountIds, month))];
  const known = new Set(bills.map(({ account_id }) => account_id));
  const others = accountIds.filter((accountId) => !known.has(accountId));
  if (others.length > 0) {
    const older = await readOlderBills(db, hromadaId, others, before);
    const billed = new Map(older.map((bill) => [bill.account_id, bill.period]));
    const accounts = others.map((accountId) => ({
      accountId,
      billed: billed.get(accountId) ?? null,
    }));
    bills.push(...older);
    movements.push(...(await readMissedMovements(db, hromadaId, accounts, month)));
  }
  return takeOver(bills, movements);
}

function takeOver(bills: readonly PreviousBillRow[], movements: readonly MovementRow[]): LastBills {
  const standings: Standings = new Map();
  const carried = new Map<bigint, readonly CarriedVolume[]>();
  const balances = new Map<bigint, OpeningBalance[]>();
  const put = (accountId: bigint, balance: OpeningBalance) => {
    const list = balances.get(accountId);
    if (list === undefined) balances.set(accountId, [balance]);
    else list.push(balance);
  };
  for (const bill of bills) {
    readStandings(bill.meters, standings);
    carried.set(bill.account_id, readCarried(bill.carried));
    for (const { service, providerId, due } of readServiceTotals(bill.services)) {
      const nothing = { paid: 0n, corrected: 0n };
      put(bill.account_id, { service, providerId, opening: due, ...nothing });
    }
  }
  for (const { account_id: accountId, provider_id: providerId, ...row } of movements) {
    const { service, opening, paid, corrected } = row;
    put(accountId, { service, providerId, opening, paid, corrected });
  }
  return { balances, standings, carried };
}
