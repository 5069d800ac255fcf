import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal, parseDecimal, quantity, unitDecimals } from './quantity.ts';

describe('quantity', () => {
  test.each([
    ['12.345', 'm3', 12_345_000n],
    ['12,345', 'kWh', 12_345_000n],
    ['1.088469', 'Gcal', 1_088_469n],
    ['54', 'm2', 54_000_000n],
    ['-3', 'person', -3_000_000n],
  ] as const)('reads %s %s', (text, unit, micro) => {
    expect(quantity(text, unit)).toEqual({ micro, unit });
  });

  test.each(['', '1.0000001', 'NaN', '1/2'])('throws for "%s"', (text) => {
    expect(() => quantity(text, 'm3')).toThrow(RangeError);
  });
});

test('every unit has decimals that a quantity can hold', () => {
  for (const decimals of Object.values(unitDecimals)) {
    expect(decimals).toBeLessThanOrEqual(6);
  }
});

describe('parseDecimal', () => {
  test.each([
    ['7', 0, 7n],
    ['7.', 0, undefined],
    ['7,0', 0, undefined],
    ['1 234,5', 3, 1_234_500n],
    ['12345,678', 3, 12_345_678n],
    ['12345,6789', 3, undefined],
    ['007', 0, 7n],
    ['-0', 2, 0n],
  ])('reads "%s" with %s decimals', (text, decimals, expected) => {
    expect(parseDecimal(text, decimals)).toBe(expected);
  });
});

describe('formatDecimal', () => {
  test.each([
    [12_340n, 3, undefined, '12.34'],
    [12_340n, 3, 3, '12.340'],
    [12_000n, 3, undefined, '12'],
    [12_000n, 3, 1, '12.0'],
    [-5n, 2, 2, '-0.05'],
    [0n, 6, undefined, '0'],
    [42n, 0, undefined, '42'],
  ])('writes %s with %s decimals, at least %s, as %s', (scaled, decimals, least, expected) => {
    expect(formatDecimal(scaled, decimals, least)).toBe(expected);
  });

  test('is read back to the same value', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), fc.nat({ max: 9 }), (n, d) => {
        expect(parseDecimal(formatDecimal(n, d), d)).toBe(n);
      }),
    );
  });
});
