import { divideHalfUp, subtractMoney, type Money } from '#kernel/money.ts';
import type { Price } from '#kernel/price.ts';

/** What a service cost in a month, as far as the explanation needs it. */
export interface MonthOfService {
  readonly days: number;
  readonly volume: bigint;
  readonly price: Price;
  readonly amount: Money;
  readonly corrected: Money;
  /** Whether a longer month means more use: true for meters, false for norms and areas. */
  readonly useGrowsWithDays: boolean;
}

/** The parts sum to `total` exactly, always. */
export interface Difference {
  readonly days: Money;
  readonly volume: Money;
  readonly price: Money;
  readonly corrections: Money;
  readonly total: Money;
}

const perKopiyka = 1_000_000_000n;
/** Zones, halves of a month, a year's norm differ by less; what differs by more is a remainder. */
const impliedTimesMax = 20n;

/**
 * Splits the difference between two months into days, volume, price and corrections by putting the
 * new values in one after another: first the length of the month at the old daily use and price,
 * then the new volume, then the new price. Each step is a whole number of kopiykas and the steps
 * telescope, so nothing is left over. A service that began or ended is all volume.
 */
export function explainDifference(
  before: MonthOfService | undefined,
  after: MonthOfService | undefined,
): Difference {
  const amountBefore = before?.amount ?? (0n as Money);
  const amountAfter = after?.amount ?? (0n as Money);
  const corrections = subtractMoney(
    after?.corrected ?? (0n as Money),
    before?.corrected ?? (0n as Money),
  );
  const total = (amountAfter - amountBefore + corrections) as Money;
  if (before === undefined || after === undefined) {
    return {
      days: 0n as Money,
      volume: subtractMoney(amountAfter, amountBefore),
      price: 0n as Money,
      corrections,
      total,
    };
  }
  const inDays =
    before.useGrowsWithDays && before.days > 0
      ? divideHalfUp(before.amount * BigInt(after.days), BigInt(before.days))
      : amountBefore;
  const atOldPrice = costAtPriceOf(before, after.volume);
  return {
    days: (inDays - amountBefore) as Money,
    volume: (atOldPrice - inDays) as Money,
    price: (amountAfter - atOldPrice) as Money,
    corrections,
    total,
  };
}

/**
 * What a volume would have cost in another month. That month's sum is scaled, not its price: two
 * zones or two halves of a month have no one price. A sum that is what was left of use and returns
 * says nothing of a price, so there the price itself is taken.
 */
function costAtPriceOf(month: MonthOfService, volume: bigint): bigint {
  const byPrice = (of: bigint) => divideHalfUp(of * month.price, perKopiyka);
  const usual = byPrice(month.volume);
  const isUsual =
    month.volume !== 0n &&
    month.amount * impliedTimesMax >= usual &&
    month.amount <= usual * impliedTimesMax;
  return isUsual ? divideHalfUp(month.amount * volume, month.volume) : byPrice(volume);
}
