import { kopiykas, type Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { ServiceTotal } from '../../billing/model.ts';
import { openMonths } from '../../rules/debt-age.ts';

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

/**
 * The months that the debt carried into a bill is made of, newest first: payments cover the oldest
 * months of each service first. Σ equals what all services with a debt carried over. `past` holds
 * the bills before, newest first.
 */
export function monthsOfDebt(
  services: readonly ServiceTotal[],
  past: readonly PastBill[],
): readonly MonthOfDebt[] {
  const months = new Map<Period, bigint>();
  for (const total of services) {
    const carried = total.opening + total.corrected - total.paid;
    if (carried <= 0n) continue;
    const charged = past.map(({ period, services: then }) => ({
      period,
      amount: kopiykas(chargedThen(then, total)),
    }));
    for (const { period, amount } of openMonths(kopiykas(carried), charged)) {
      months.set(period as Period, (months.get(period as Period) ?? 0n) + amount);
    }
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([period, amount]) => ({ period, amount: kopiykas(amount) }));
}

function chargedThen(services: readonly ServiceTotal[], sought: ServiceTotal): bigint {
  const found = services.find(
    ({ service, providerId }) => service === sought.service && providerId === sought.providerId,
  );
  return found?.charged ?? 0n;
}
