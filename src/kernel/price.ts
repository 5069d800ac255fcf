import type { Brand } from './brand.ts';
import { divideHalfUp, type Money } from './money.ts';
import { parseDecimal } from './quantity.ts';

/** A price of one unit in hundred-thousandths of a hryvnia: tariffs are set with ≤ 5 decimals. */
export type Price = Brand<bigint, 'Price'>;

export const priceDecimals = 5;

// 10^-6 of a unit times 10^-5 of a hryvnia is 10^-9 of a kopiyka.
const microPricesPerKopiyka = 1_000_000_000n;

/** Makes a price from "16.164" or "1 654,41" UAH. RangeError unless ≥ 0 with ≤ 5 decimals. */
export function price(text: string): Price {
  const scaled = parseDecimal(text, priceDecimals);
  if (scaled === undefined || scaled < 0n) throw new RangeError(`not a price: "${text}"`);
  return scaled as Price;
}

/**
 * The cost of a quantity given in millionths of its unit, rounded half-up to a kopiyka: the one
 * rounding of a bill line.
 */
export function cost(quantityMicro: bigint, unitPrice: Price): Money {
  return divideHalfUp(quantityMicro * unitPrice, microPricesPerKopiyka) as Money;
}
