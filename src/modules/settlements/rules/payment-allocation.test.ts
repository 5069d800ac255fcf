import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kopiykas, type Money } from '#kernel/money.ts';
import { services } from '#kernel/service.ts';
import { lawTest } from '#test/law-test.ts';
import { allocatePayment, type OpenItem } from './payment-allocation.ts';

function item(period: string, service: string, amount: number, providerId = 1n): OpenItem {
  return { period, service, providerId, amount: kopiykas(amount) };
}

const bills = [
  item('2026-10', 'heat', 1_000_00, 2n),
  item('2026-09', 'cold-water', 60_00),
  item('2026-09', 'sewerage', 40_00),
  item('2026-10', 'cold-water', 50_00),
];
const weights = bills.filter(({ period }) => period === '2026-10');

function paid(amount: number): Record<string, bigint> {
  const parts = allocatePayment(kopiykas(amount), bills, weights);
  return Object.fromEntries(parts.map((part) => [part.service, part.amount]));
}

describe('a payment over services', () => {
  lawTest(['1039:10.13', '2189:9'], 'covers the oldest month first', () => {
    expect(paid(100_00)).toEqual({ 'cold-water': 60_00n, sewerage: 40_00n });
    expect(paid(205_00)).toEqual({ 'cold-water': 65_00n, sewerage: 40_00n, heat: 100_00n });
  });

  test('inside a month goes by what each service is owed', () => {
    expect(paid(50_00)).toEqual({ 'cold-water': 30_00n, sewerage: 20_00n });
    expect(paid(1)).toEqual({ 'cold-water': 1n });
  });

  test('what is left is an advance by the newest month', () => {
    expect(paid(2_200_00)).toEqual({ 'cold-water': 160_00n, sewerage: 40_00n, heat: 2_000_00n });
  });

  test('an advance without any debt goes by the weights, or evenly when they are zero', () => {
    expect(
      allocatePayment(kopiykas(3), [], [item('2026-10', 'heat', 0), item('', 'waste', 0)]),
    ).toEqual([
      { service: 'heat', providerId: 1n, amount: 2n },
      { service: 'waste', providerId: 1n, amount: 1n },
    ]);
  });

  test('two providers of one service are kept apart', () => {
    const parts = allocatePayment(
      kopiykas(30),
      [item('2026-10', 'waste', 20, 1n), item('2026-10', 'waste', 10, 2n)],
      [],
    );
    expect(parts.map(({ providerId, amount }) => [providerId, amount])).toEqual([
      [1n, 20n],
      [2n, 10n],
    ]);
  });

  test('with nothing to go by is refused', () => {
    expect(() => allocatePayment(kopiykas(1), [], [])).toThrow(RangeError);
  });
});

const period = fc.constantFrom('2025-12', '2026-01', '2026-02', '2026-10');
const items = fc.array(
  fc.record({
    period,
    service: fc.constantFrom(...services),
    providerId: fc.bigInt({ min: 1n, max: 3n }),
    amount: fc.bigInt({ min: -10_000n, max: 10n ** 7n }).map((amount) => amount as Money),
  }),
  { maxLength: 30 },
);

test('for any bills the parts sum to the payment and the oldest are paid first', () => {
  const payment = fc.bigInt({ min: 0n, max: 10n ** 8n });
  fc.assert(
    fc.property(payment, items, items, (amount, open, advance) => {
      const weighed = advance.length === 0 ? [item('2026-10', 'heat', 1)] : advance;
      const parts = allocatePayment(amount as Money, open, weighed);
      expect(sum(parts.map((part) => part.amount))).toBe(amount);
      expect(parts.every((part) => part.amount > 0n)).toBe(true);
      const owed = open.filter((one) => one.amount > 0n);
      for (const until of ['2025-12', '2026-01', '2026-02', '2026-10']) {
        const older = owed.filter((one) => one.period <= until);
        if (amount > sum(older.map((one) => one.amount))) continue;
        // The money ends inside these months, so nothing of it may reach any other service.
        const names = new Set(older.map(({ service, providerId }) => `${service}:${providerId}`));
        for (const part of parts) expect(names).toContain(`${part.service}:${part.providerId}`);
        break;
      }
    }),
    { numRuns: 500 },
  );
});

function sum(values: readonly bigint[]): bigint {
  return values.reduce((all, value) => all + value, 0n);
}
