import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Money } from '#kernel/money.ts';
import { price, type Price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { explainDifference, type MonthOfService } from './explain-difference.ts';

const september: MonthOfService = {
  days: 30,
  volume: 3_000_000n,
  price: price('100'),
  amount: 300_00n as Money,
  corrected: 0n as Money,
  useGrowsWithDays: true,
};

describe('why a bill changed', () => {
  lawTest(['2119:8.3'], 'days, volume, price and corrections, one after another', () => {
    const october = {
      ...september,
      days: 31,
      volume: 4_000_000n,
      price: price('110'),
      amount: 440_00n as Money,
      corrected: -15_00n as Money,
    };
    expect(explainDifference(september, october)).toEqual({
      days: 10_00n,
      volume: 90_00n,
      price: 40_00n,
      corrections: -15_00n,
      total: 125_00n,
    });
  });

  test('a norm does not grow with the month', () => {
    const norm = { ...september, useGrowsWithDays: false };
    const { days, volume, price: byPrice } = explainDifference(norm, { ...norm, days: 31 });
    expect([days, volume, byPrice]).toEqual([0n, 0n, 0n]);
  });

  test('a service that began or ended is all volume', () => {
    expect(explainDifference(undefined, september)).toMatchObject({
      volume: 300_00n,
      total: 300_00n,
    });
    expect(explainDifference(september, undefined)).toMatchObject({
      volume: -300_00n,
      total: -300_00n,
    });
    expect(explainDifference(undefined, undefined)).toMatchObject({ total: 0n });
  });

  test('after a month of nothing the new volume counts at the old price', () => {
    const nothing = { ...september, volume: 0n, amount: 0n as Money };
    const again = { ...september, price: price('120'), amount: 360_00n as Money };
    expect(explainDifference(nothing, again)).toMatchObject({
      days: 0n,
      volume: 300_00n,
      price: 60_00n,
    });
  });
});

const month = fc.option(
  fc.record({
    days: fc.integer({ min: 0, max: 31 }),
    volume: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
    price: fc.bigInt({ min: 0n, max: 10n ** 9n }).map((value) => value as Price),
    amount: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).map((value) => value as Money),
    corrected: fc.bigInt({ min: -(10n ** 7n), max: 10n ** 7n }).map((value) => value as Money),
    useGrowsWithDays: fc.boolean(),
  }),
  { nil: undefined },
);

test('the parts always sum to the difference', () => {
  fc.assert(
    fc.property(month, month, (before, after) => {
      const parts = explainDifference(before, after);
      expect(parts.days + parts.volume + parts.price + parts.corrections).toBe(parts.total);
      const owed = (one: MonthOfService | undefined) => (one ? one.amount + one.corrected : 0n);
      expect(parts.total).toBe(owed(after) - owed(before));
    }),
    { numRuns: 1_000 },
  );
});

test('a month that was a remainder of use and returns is compared by its price', () => {
  // 100 kWh by day and 99 returned by night: one kWh for 218.16 tells nothing of a price.
  const remainder: MonthOfService = {
    days: 30,
    volume: 1_000_000n,
    price: price('4.32'),
    amount: 218_16n as Money,
    corrected: 0n as Money,
    useGrowsWithDays: true,
  };
  const usual = { ...remainder, days: 31, volume: 250_000_000n, amount: 1_080_00n as Money };
  const parts = explainDifference(remainder, usual);
  expect(parts.price).toBe(0n);
  expect(parts.days + parts.volume + parts.price + parts.corrections).toBe(parts.total);
  expect(parts.volume).toBe(854_57n);
});
