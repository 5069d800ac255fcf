import { services, type Service } from '#kernel/service.ts';
import { billBuilding } from '../billing/bill-building.ts';
import type { AccountInput, BilledAccount, BuildingInput, RunContext } from '../billing/model.ts';

export interface ChangedAccount {
  readonly account: AccountInput;
  /** Services charged another sum. */
  readonly services: readonly Service[];
  readonly before: bigint;
  readonly after: bigint;
}

export interface Comparison {
  readonly examined: number;
  readonly changed: readonly ChangedAccount[];
}

/** Buildings as a run reads them. */
export interface ReadBuildings {
  readonly buildings: readonly BuildingInput[];
  readonly run: RunContext;
}

/** Charges the same buildings twice, by the numbers in force and by the changed ones. */
export function compareBills(now: ReadBuildings, changed: ReadBuildings): Comparison {
  const before = billAll(now);
  const after = billAll(changed);
  const pairs = before.map((billed, index) => compareAccount(billed, after[index] ?? billed));
  return {
    examined: pairs.length,
    changed: pairs.filter((pair) => pair.services.length > 0),
  };
}

function billAll({ buildings, run }: ReadBuildings): readonly BilledAccount[] {
  return buildings.flatMap((building) => billBuilding(building, run).accounts);
}

function compareAccount(before: BilledAccount, after: BilledAccount): ChangedAccount {
  const [was, became] = [before, after].map(chargedByService);
  return {
    account: before.account,
    services: services.filter((service) => was?.get(service) !== became?.get(service)),
    before: chargedTo(before),
    after: chargedTo(after),
  };
}

function chargedByService({ charges }: BilledAccount): ReadonlyMap<Service, bigint> {
  const sums = new Map<Service, bigint>();
  for (const { service, amount } of charges) {
    sums.set(service, (sums.get(service) ?? 0n) + amount);
  }
  return sums;
}

function chargedTo({ charges }: BilledAccount): bigint {
  return charges.reduce((sum, { amount }) => sum + amount, 0n);
}
