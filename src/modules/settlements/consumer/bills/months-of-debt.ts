import { kopiykas, type Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { ServiceTotal } from '../../billing/model.ts';
import { openMonths } from '../../rules/debt-age.ts';
import { chargedAfterActs } from '../../rules/debt-months.ts';

/** A bill of the past as far as the age of a debt needs it. */
export interface PastBill {
  readonly period: Period;
  readonly services: readonly ServiceTotal[];
}

/** What of a debt comes from which month (2119:8.3: debt and its periods). */
export interface MonthOfDebt {
  readonly period: Period;
  readonly amount: Money;
}

/** What acts changed in what a service is owed for a month. */
export interface ActOfMonth extends Pick<ServiceTotal, 'service' | 'providerId'> {
  readonly period: Period;
  readonly amount: bigint;
}

/**
 * The months that the debt carried into a bill is made of, newest first: payments cover the oldest
 * months of each service first, and acts take off the months that they correct. A bill asks for
 * what all services come to together, so what is overpaid for one covers the oldest months of the
 * others: Σ is what was carried over, when that is a debt (decision 0018). `past` holds the bills
 * before, newest first.
 */
export function monthsOfDebt(
  services: readonly ServiceTotal[],
  past: readonly PastBill[],
  acts: readonly ActOfMonth[] = [],
): readonly MonthOfDebt[] {
  const months = new Map<Period, bigint>();
  let overpaid = 0n;
  for (const total of services) {
    const carried = total.opening + total.corrected - total.paid;
    if (carried <= 0n) {
      overpaid -= carried;
      continue;
    }
    const charged = past.map(({ period, services: then }) => ({
      period,
      amount: chargedThen(then, total),
    }));
    const changed = acts.filter((act) => isSame(act, total));
    for (const { period, amount } of openMonths(
      kopiykas(carried),
      chargedAfterActs(charged, changed),
    )) {
      months.set(period as Period, (months.get(period as Period) ?? 0n) + amount);
    }
  }
  const open: MonthOfDebt[] = [];
  for (const [period, amount] of [...months].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const covered = overpaid < amount ? overpaid : amount;
    overpaid -= covered;
    if (amount > covered) open.unshift({ period, amount: kopiykas(amount - covered) });
  }
  return open;
}

type Line = Pick<ServiceTotal, 'service' | 'providerId'>;

function isSame(one: Line, other: Line): boolean {
  return one.service === other.service && one.providerId === other.providerId;
}

function chargedThen(services: readonly ServiceTotal[], sought: Line): bigint {
  return services.find((total) => isSame(total, sought))?.charged ?? 0n;
}
