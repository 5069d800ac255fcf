import { divideHalfUp } from '#kernel/money.ts';
import type { Price } from '#kernel/price.ts';

/** A kopiyka in the steps of a price, of which a hryvnia has 100 000. */
const stepsPerKopiyka = 1_000n;
const percentWhole = 100n;

export interface TariffFigures {
  readonly netPrice: Price;
  readonly vatPercent: number;
  readonly grossPrice: Price;
  /** Parts of the net price; none when the structure is not on record. */
  readonly items: readonly Price[];
}

export interface TariffArithmetic {
  readonly itemsTotal: Price;
  /** Null when there is no structure to add up. */
  readonly itemsMakeNet: boolean | null;
  /** What the net price comes to with VAT, unrounded beyond the steps of a price. */
  readonly expectedGross: Price;
  readonly netMakesGross: boolean;
}

/**
 * Adds a tariff up: its structure must make the net price, and the net price with VAT the gross
 * one, either exactly or rounded to the kopiyka as decisions publish it (1039:15.4).
 */
export function checkTariffArithmetic(tariff: TariffFigures): TariffArithmetic {
  const itemsTotal = tariff.items.reduce<bigint>((sum, item) => sum + item, 0n) as Price;
  const withVat = tariff.netPrice * (percentWhole + BigInt(tariff.vatPercent));
  const expectedGross = divideHalfUp(withVat, percentWhole) as Price;
  const rounded = divideHalfUp(withVat, percentWhole * stepsPerKopiyka) * stepsPerKopiyka;
  return {
    itemsTotal,
    itemsMakeNet: tariff.items.length === 0 ? null : itemsTotal === tariff.netPrice,
    expectedGross,
    netMakesGross: tariff.grossPrice === expectedGross || tariff.grossPrice === rounded,
  };
}
