import { distributeByLargestRemainder, divideHalfUp, type Money } from '#kernel/money.ts';
import type { Price } from '#kernel/price.ts';
import { vatIncluded } from '#kernel/money.ts';
import type { TracePart } from './trace.ts';

/** A tariff and how many days of the month it was in force. */
export interface TariffSlice {
  readonly tariffId: bigint;
  /** With VAT, for one unit. */
  readonly price: Price;
  readonly vatPercent: bigint;
  readonly days: number;
}

/** A volume that one chain of tariffs prices: the whole day, or one zone of it. */
export interface ZoneVolume {
  readonly zone: number;
  /** Millionths of the unit. */
  readonly volume: bigint;
  readonly slices: readonly TariffSlice[];
}

export interface PricedLine {
  readonly amount: Money;
  readonly vat: Money;
  readonly volume: bigint;
  /** Tariff and price in force at the end of the month. */
  readonly tariffId: bigint;
  readonly price: Price;
  readonly parts: readonly TracePart[];
}

/** Millionths of a unit times 1/100000 UAH, in one kopiyka. */
export const perKopiyka = 1_000_000_000n;

/**
 * Prices the volumes of one bill line. When a tariff changed inside the month, the volume is split
 * by the days of each (parameter `tariff.split` = days); the whole line is rounded once, half up
 * (money-rules: one rounding a line). `divisor` serves norms given for a year.
 * Throws RangeError when no tariff was in force.
 */
export function priceByDay(zones: readonly ZoneVolume[], divisor = 1n): PricedLine {
  let exact = 0n;
  let total = 0n;
  let last: TariffSlice | undefined;
  const parts: TracePart[] = [];
  for (const { zone, volume, slices } of zones) {
    const shares = splitByDays(volume, slices);
    for (const [index, slice] of slices.entries()) {
      const share = shares[index] ?? 0n;
      exact += share * slice.price;
      parts.push({
        tariff: String(slice.tariffId),
        zone,
        days: slice.days,
        volume: String(share),
        price: String(slice.price),
      });
      last = slice;
    }
    total += volume;
  }
  if (last === undefined) throw new RangeError('no tariff in force');
  const amount = divideHalfUp(exact, perKopiyka * divisor) as Money;
  return {
    amount,
    vat: vatIncluded(amount, last.vatPercent),
    volume: divisor === 1n ? total : divideHalfUp(total, divisor),
    tariffId: last.tariffId,
    price: last.price,
    parts,
  };
}

function splitByDays(volume: bigint, slices: readonly TariffSlice[]): readonly bigint[] {
  if (slices.length === 1) return [volume];
  return distributeByLargestRemainder(
    volume,
    slices.map(({ days }) => BigInt(days)),
  );
}
