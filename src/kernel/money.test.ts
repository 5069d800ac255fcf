import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  distributeByLargestRemainder,
  divideHalfUp,
  kopiykas,
  negateMoney,
  parseHryvnias,
  subtractMoney,
  sumMoney,
  vatIncluded,
  zeroMoney,
} from './money.ts';
import { formatDecimal } from './quantity.ts';

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

describe('kopiykas', () => {
  test('takes whole numbers', () => {
    expect(kopiykas(12_345)).toBe(12_345n);
    expect(kopiykas(-1n)).toBe(-1n);
  });

  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %s', (value) => {
    expect(() => kopiykas(value)).toThrow(RangeError);
  });
});

test('sums, differences and reversals are exact', () => {
  expect(sumMoney([])).toBe(zeroMoney);
  expect(sumMoney([kopiykas(100), kopiykas(-30), kopiykas(5)])).toBe(75n);
  expect(sumMoney(new Set([kopiykas(1), kopiykas(2)]))).toBe(3n);
  expect(subtractMoney(kopiykas(1), kopiykas(3))).toBe(-2n);
  expect(negateMoney(kopiykas(7))).toBe(-7n);
  expect(negateMoney(zeroMoney)).toBe(zeroMoney);
});

describe('parseHryvnias', () => {
  test.each([
    ['1 234,56', 123_456n],
    ['1234.5', 123_450n],
    ['12', 1_200n],
    [' 0,07 ', 7n],
    ['1\u00a0234\u00a0567,00', 123_456_700n],
    ['1\u202f234,5', 123_450n],
    ['-50,00', -5_000n],
    ['\u221250', -5_000n],
  ])('reads "%s"', (text, expected) => {
    expect(parseHryvnias(text)).toBe(expected);
  });

  test.each(['', '  ', 'abc', '1,234', '1,2,3', '12,', ',5', '1 23', '1e3', '--1', '0x10', '+5'])(
    'does not take "%s" for money',
    (text) => {
      expect(parseHryvnias(text)).toBeUndefined();
    },
  );

  test('does not take a number too long for the database', () => {
    expect(parseHryvnias('92233720368547758,07')).toBe(2n ** 63n - 1n);
    expect(parseHryvnias('92233720368547758,08')).toBeUndefined();
    expect(parseHryvnias('1'.repeat(100))).toBeUndefined();
  });

  test('reads back every amount that was written', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(parseHryvnias(formatDecimal(value, 2, 2))).toBe(value);
      }),
    );
  });
});

describe('divideHalfUp', () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [4n, 3n, 1n],
    [14n, 10n, 1n],
    [15n, 10n, 2n],
    [-14n, 10n, -1n],
    [0n, 7n, 0n],
  ])('%s / %s = %s', (numerator, denominator, expected) => {
    expect(divideHalfUp(numerator, denominator)).toBe(expected);
  });

  test('refuses to divide by zero', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
  });

  test('is never further than a half from the exact quotient, and symmetric', () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const rounded = divideHalfUp(numerator, denominator);
        const twiceError = 2n * (rounded * denominator - numerator);
        expect(twiceError >= -denominator && twiceError <= denominator).toBe(true);
        expect(divideHalfUp(-numerator, denominator)).toBe(0n - rounded);
      }),
    );
  });
});

describe('distributeByLargestRemainder', () => {
  test.each([
    { total: 10_000n, weights: [1n, 1n, 1n], parts: [3_334n, 3_333n, 3_333n] },
    {
      total: 103_236n,
      weights: [60n, 45n, 75n, 60n, 50n],
      parts: [21_359n, 16_020n, 26_699n, 21_359n, 17_799n],
    },
    { total: -10_000n, weights: [1n, 1n, 1n], parts: [-3_334n, -3_333n, -3_333n] },
    { total: 0n, weights: [3n, 4n], parts: [0n, 0n] },
    { total: 2n, weights: [0n, 1n, 1n, 1n], parts: [0n, 1n, 1n, 0n] },
    { total: 7n, weights: [5n], parts: [7n] },
  ])('$total by $weights is $parts', ({ total, weights, parts }) => {
    expect(distributeByLargestRemainder(total, weights)).toEqual(parts);
  });

  test.each([[[]], [[0n, 0n]], [[1n, -1n, 2n]]])('refuses the weights %s', (weights) => {
    expect(() => distributeByLargestRemainder(100n, weights)).toThrow(RangeError);
  });

  test('the parts add up to the total, each within one of its exact share', () => {
    const weightList = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 60 })
      .filter((weights) => weights.some((weight) => weight > 0n));
    fc.assert(
      fc.property(amount, weightList, (total, weights) => {
        const parts = distributeByLargestRemainder(total, weights);
        const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const error = part * weightSum - total * (weights[index] ?? 0n);
          expect(error > -weightSum && error < weightSum).toBe(true);
        }
      }),
    );
  });

  test('equal weights get parts that differ by at most one, larger first', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.nat({ max: 50 }), (total, extra) => {
        const parts = distributeByLargestRemainder(total, Array<bigint>(extra + 1).fill(3n));
        expect((parts[0] ?? 0n) - (parts.at(-1) ?? 0n) <= 1n).toBe(true);
        expect(parts).toEqual(parts.toSorted((a, b) => Number(b - a)));
      }),
    );
  });
});

describe('value added tax', () => {
  test.each([
    [20_500n, 3_417n],
    [29_356n, 4_893n],
    [0n, 0n],
    [-20_500n, -3_417n],
  ])('of 20 %% inside %s kopiykas is %s', (gross, expected) => {
    expect(vatIncluded(kopiykas(gross), 20n)).toBe(expected);
  });
});
