import { kopiykas, type Money } from '#kernel/money.ts';

/** What a service of a provider was charged in a month, or what an act changed in it. */
export interface MonthAmount {
  readonly period: string;
  readonly amount: bigint;
}

/**
 * What each month still charges once acts are taken in, newest first: the months that a debt can be
 * made of. A month that an act left nothing of makes no debt.
 */
export function chargedAfterActs(
  charged: readonly MonthAmount[],
  acts: readonly MonthAmount[],
): readonly { readonly period: string; readonly amount: Money }[] {
  const months = new Map<string, bigint>();
  for (const { period, amount } of [...charged, ...acts]) {
    months.set(period, (months.get(period) ?? 0n) + amount);
  }
  return Array.from(months, ([period, amount]) => ({ period, amount: kopiykas(amount) })).sort(
    (a, b) => (a.period < b.period ? 1 : -1),
  );
}
