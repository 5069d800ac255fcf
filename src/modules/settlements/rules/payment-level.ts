import { divideHalfUp, type Money } from '#kernel/money.ts';

const permille = 1_000n;

/**
 * The level of payment: what was paid in a month for each hundred charged in it, in tenths of a
 * percent. Payments of old debts count, so it may exceed a hundred. Null when nothing was charged.
 */
export function paymentLevelPermille(charged: Money, paid: Money): number | null {
  return charged > 0n ? Number(divideHalfUp(paid * permille, charged)) : null;
}
