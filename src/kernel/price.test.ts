import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cost, price } from './price.ts';
import { quantity } from './quantity.ts';

describe('price', () => {
  test.each([
    ['16.164', 1_616_400n],
    ['1 654,41', 165_441_000n],
    ['0.00001', 1n],
    ['0', 0n],
  ])('reads %s', (text, expected) => {
    expect(price(text)).toBe(expected);
  });

  test.each(['-1', '', '1.000001', 'free'])('throws for "%s"', (text) => {
    expect(() => price(text)).toThrow(RangeError);
  });
});

describe('cost', () => {
  test.each([
    ['1.088469', '1654.41', 180_077n],
    ['12', '16.164', 19_397n],
    ['6.6', '7.96', 5_254n],
    ['58', '7.20', 41_760n],
    ['0.001', '5', 1n],
    ['0.001', '4.99999', 0n],
    ['-0.001', '5', -1n],
  ])('%s units at %s UAH cost %s kopiykas', (volume, unitPrice, expected) => {
    expect(cost(quantity(volume, 'm3').micro, price(unitPrice))).toBe(expected);
  });

  test('does not fall when the quantity grows', () => {
    const micro = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(micro, micro, (a, b) => {
        const unitPrice = price('97.89');
        expect(cost(a + b, unitPrice) >= cost(a, unitPrice)).toBe(true);
      }),
    );
  });
});
