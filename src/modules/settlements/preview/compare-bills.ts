import { billBuilding } from '../billing/bill-building.ts';
import type { AccountInput, BilledAccount, BuildingInput, RunContext } from '../billing/model.ts';

export interface ChangedAccount {
  readonly account: AccountInput;
  readonly before: bigint;
  readonly after: bigint;
}

export interface Comparison {
  readonly examined: number;
  readonly changed: readonly ChangedAccount[];
}

/** Charges the buildings twice, by the numbers in force and by the changed ones. */
export function compareBills(
  buildings: readonly BuildingInput[],
  now: RunContext,
  changed: RunContext,
): Comparison {
  const pairs = buildings.flatMap((building) => {
    const after = billBuilding(building, changed).accounts;
    return billBuilding(building, now).accounts.map((billed, index) => ({
      account: billed.account,
      before: chargedTo(billed),
      after: chargedTo(after[index]),
    }));
  });
  return {
    examined: pairs.length,
    changed: pairs.filter(({ before, after }) => before !== after),
  };
}

function chargedTo(billed: BilledAccount | undefined): bigint {
  return (billed?.charges ?? []).reduce((sum, { amount }) => sum + amount, 0n);
}
