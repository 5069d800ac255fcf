import { services, type Service } from '#kernel/service.ts';
import type { AccountInput, BilledAccount, BilledBuilding } from '../billing/model.ts';

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

/** Compares the same buildings charged by the numbers in force and by the changed ones. */
export function compareBills(
  now: readonly BilledBuilding[],
  changed: readonly BilledBuilding[],
): Comparison {
  const before = now.flatMap(({ accounts }) => accounts);
  const after = changed.flatMap(({ accounts }) => accounts);
  const pairs = before.map((billed, index) => compareAccount(billed, after[index] ?? billed));
  return {
    examined: pairs.length,
    changed: pairs.filter((pair) => pair.services.length > 0),
  };
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
