import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { habitOf, habitShares, paymentFor } from './habits.ts';

const seed = 1039;
const may = period('2026-05');
const base = 77n * 2n ** 32n;
const accountIds = Array.from({ length: 20_000 }, (_, index) => base + BigInt(index + 1));

test.each(habitShares)('$weight % of accounts are "$value"', ({ value, weight }) => {
  const found = accountIds.filter((accountId) => habitOf({ seed, accountId }) === value);
  expect(Math.abs(found.length / accountIds.length - weight / 100)).toBeLessThan(0.01);
});

function firstWith(habit: string): bigint {
  const found = accountIds.find((accountId) => habitOf({ seed, accountId }) === habit);
  return found ?? 0n;
}

const bill = (habit: string, dueKopiykas = 123_456n) =>
  paymentFor({ seed, accountId: firstWith(habit), period: may, dueKopiykas });

test('a good payer pays all by the 20th of the next month', () => {
  const payment = bill('in-full-on-time');
  expect(payment?.amount).toBe(kopiykas(123_456));
  expect(payment?.onDay.toString() ?? '').toMatch(/^2026-06-(0[4-9]|1\d|20)$/);
});

test('a late payer pays all after the 20th', () => {
  const payment = bill('late');
  expect(payment?.amount).toBe(kopiykas(123_456));
  expect((payment?.onDay.toString() ?? '') > '2026-06-20').toBe(true);
});

test('who pays in part pays whole hryvnias, 30 to 80 % of the bill', () => {
  const amount = bill('partly')?.amount ?? 0n;
  expect(amount % 100n).toBe(0n);
  expect(amount).toBeGreaterThanOrEqual(36_900n);
  expect(amount).toBeLessThanOrEqual(98_800n);
});

test('who never pays does not pay, and nobody pays where nothing is due', () => {
  expect(bill('never')).toBeUndefined();
  expect(bill('in-full-on-time', 0n)).toBeUndefined();
  expect(bill('in-full-on-time', -100n)).toBeUndefined();
});

test('a payment is positive, at most what is due, and always the same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10_000_000n }), fc.nat(), (dueKopiykas, id) => {
      const asked = { seed, accountId: BigInt(id), period: may, dueKopiykas };
      const payment = paymentFor(asked);
      expect(paymentFor(asked)).toEqual(payment);
      if (payment === undefined) return;
      expect(payment.amount).toBeGreaterThan(0n);
      expect(payment.amount).toBeLessThanOrEqual(dueKopiykas);
    }),
  );
});
