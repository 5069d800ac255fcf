import type { Brand } from './brand.ts';
import { parseDecimal } from './quantity.ts';

/** An amount in whole kopiykas. Money is never a floating-point number. */
export type Money = Brand<bigint, 'Money'>;

const kopiykaDecimals = 2;

/** Makes money from whole kopiykas. Throws RangeError when a number is not a safe integer. */
export function kopiykas(value: bigint | number): Money {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`not whole kopiykas: ${value}`);
  }
  return BigInt(value) as Money;
}

export const zeroMoney: Money = kopiykas(0n);

/** Adds the parts; no parts make zero. */
export function sumMoney(parts: Iterable<Money>): Money {
  let sum = 0n;
  for (const part of parts) sum += part;
  return sum as Money;
}

/** `a − b`. */
export function subtractMoney(a: Money, b: Money): Money {
  return (a - b) as Money;
}

/** The same amount with the other sign, as a reversing ledger entry needs it. */
export function negateMoney(a: Money): Money {
  return (0n - a) as Money;
}

/**
 * Reads an amount in hryvnias written by a person: "1 234,56", "1234.5", "12". Ordinary, thin and
 * non-breaking spaces may group digits. Undefined when it is not money, or has parts of a kopiyka.
 */
export function parseHryvnias(text: string): Money | undefined {
  return parseDecimal(text, kopiykaDecimals) as Money | undefined;
}

/** Exact division rounded to the nearest integer, halves away from zero. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const rounded = (2n * absolute(numerator) + absolute(denominator)) / (2n * absolute(denominator));
  return negative ? -rounded : rounded;
}

/**
 * Splits a total in proportion to the weights so that the parts add up to it exactly and each is
 * within one of its exact share: what whole division leaves over goes, one by one, to the largest
 * remainders, and among equals to the lowest index. A negative total mirrors the positive one.
 * Throws RangeError when a weight is negative or no weight is positive.
 */
export function distributeByLargestRemainder(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('a weight is negative');
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weightSum === 0n) throw new RangeError('no weight is positive');

  const size = absolute(total);
  const products = weights.map((weight) => size * weight);
  const parts = products.map((product) => product / weightSum);
  const leftOver = Number(size - parts.reduce((sum, part) => sum + part, 0n));
  for (const index of indexesByRemainder(products, weightSum).slice(0, leftOver)) {
    parts[index] = (parts[index] ?? 0n) + 1n;
  }
  return total < 0n ? parts.map((part) => -part) : parts;
}

function indexesByRemainder(products: readonly bigint[], divisor: bigint): number[] {
  return products
    .map((product, index) => ({ index, remainder: product % divisor }))
    .sort((a, b) => compareBigints(b.remainder, a.remainder) || a.index - b.index)
    .map(({ index }) => index);
}

/** The VAT inside a price that includes it: gross · rate / (100 + rate), half-up to a kopiyka. */
export function vatIncluded(gross: Money, ratePercent: bigint): Money {
  return divideHalfUp(gross * ratePercent, 100n + ratePercent) as Money;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function compareBigints(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
