import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { price } from '#kernel/price.ts';
import { services } from '#kernel/service.ts';
import { lawTest } from '#test/law-test.ts';
import { ruleIds } from '../../rules/trace.ts';
import {
  causes,
  explainChange,
  pricesOf,
  type Change,
  type ComparedLine,
  type ComparedMonth,
} from './explain-change.ts';

const water: ComparedLine = {
  service: 'cold-water',
  component: 'volume',
  rule: 'metered',
  days: 30,
  volume: 3_000_000n,
  price: price('10'),
  prices: '10',
  amount: kopiykas(30_00n),
};
const fee: ComparedLine = {
  service: 'cold-water',
  component: 'subscription',
  rule: 'subscription',
  days: 30,
  volume: 1_000_000n,
  price: price('25'),
  prices: '25',
  amount: kopiykas(25_00n),
};

function month(...lines: ComparedLine[]): ComparedMonth {
  return { lines, corrections: [] };
}

function causesOf(change: Change): readonly bigint[] {
  return causes.map((cause) => change[cause]);
}

describe('why a bill of several services changed', () => {
  test('a fee that began is not dearer water', () => {
    const change = explainChange(month(water), month({ ...water, days: 30 }, fee));
    expect(causesOf(change)).toEqual([0n, 25_00n, 0n, 0n]);
    expect(change.services).toMatchObject([{ service: 'cold-water', presence: 'both' }]);
  });

  test('days, volume and price of the same service', () => {
    const dearer = {
      ...water,
      days: 31,
      volume: 4_000_000n,
      price: price('11'),
      prices: '11',
      amount: kopiykas(44_00n),
    };
    expect(causesOf(explainChange(month(water, fee), month(dearer, fee)))).toEqual([
      1_00n,
      9_00n,
      4_00n,
      0n,
    ]);
  });

  test('with the same tariffs nothing is laid on the price, not even a rounding', () => {
    const little = { ...water, volume: 333_333n, amount: kopiykas(3_33n) };
    const much = { ...water, volume: 33_333_300n, amount: kopiykas(333_33n) };
    expect(causesOf(explainChange(month(little), month(much)))).toEqual([0n, 330_00n, 0n, 0n]);
  });

  test('use that moved to the night is volume, as long as day and night cost the same', () => {
    const prices = pricesOf([
      { zone: 2, price: '120000' },
      { zone: 1, price: '240000' },
    ]);
    expect(prices).toBe('1:240000 2:120000');
    const day = { ...water, prices, amount: kopiykas(30_00n) };
    const night = { ...water, prices, amount: kopiykas(24_00n) };
    expect(causesOf(explainChange(month(day), month(night)))).toEqual([0n, -6_00n, 0n, 0n]);
  });

  test('a service that began and one that ended', () => {
    const heat: ComparedLine = { ...water, service: 'heat', rule: 'building-heat-share' };
    const change = explainChange(month(heat), month(water));
    expect(change.services.map(({ service, presence }) => [service, presence])).toEqual([
      ['heat', 'ended'],
      ['cold-water', 'began'],
    ]);
    expect(change.total).toBe(0n);
  });

  test('a correction of a service that was not charged at all', () => {
    const corrections = [{ service: 'heat' as const, corrected: kopiykas(-206_34n) }];
    const change = explainChange(month(water), { lines: [water], corrections });
    expect(causesOf(change)).toEqual([0n, 0n, 0n, -206_34n]);
    expect(change).toMatchObject({ before: 30_00n, after: -176_34n, total: -206_34n });
  });
});

const amount = fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n });
const anyLine: fc.Arbitrary<ComparedLine> = fc.record({
  service: fc.constantFrom(...services),
  component: fc.constantFrom('volume' as const, 'fixed' as const, 'subscription' as const),
  rule: fc.constantFrom(...ruleIds),
  days: fc.integer({ min: 0, max: 31 }),
  volume: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  price: fc.bigInt({ min: 0n, max: 10n ** 9n }).map((value) => value as ComparedLine['price']),
  prices: fc.constantFrom('1', '2'),
  amount: amount.map((value) => kopiykas(value)),
});
const anyMonth: fc.Arbitrary<ComparedMonth> = fc.record({
  lines: fc.array(anyLine, { maxLength: 24 }),
  corrections: fc.array(
    fc.record({
      service: fc.constantFrom(...services),
      corrected: amount.map((value) => kopiykas(value)),
    }),
    { maxLength: 4 },
  ),
});

lawTest(['2119:8.3'], 'whatever the services, the causes sum to the difference exactly', () => {
  fc.assert(
    fc.property(anyMonth, anyMonth, (before, after) => {
      const change = explainChange(before, after);
      const sum = (values: readonly bigint[]) => values.reduce((total, one) => total + one, 0n);
      expect(sum(causesOf(change))).toBe(change.total);
      expect(change.total).toBe(change.after - change.before);
      expect(sum(change.services.map(({ total }) => total))).toBe(change.total);
      for (const service of change.services) {
        expect(sum(causes.map((cause) => service[cause]))).toBe(service.total);
      }
      const owed = (one: ComparedMonth) =>
        sum(one.lines.map((line) => line.amount)) +
        sum(one.corrections.map(({ corrected }) => corrected));
      expect(change.total).toBe(owed(after) - owed(before));
    }),
    { numRuns: 500 },
  );
});
