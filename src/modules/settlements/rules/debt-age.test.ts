import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kopiykas, type Money } from '#kernel/money.ts';
import { lawTest } from '#test/law-test.ts';
import { debtByAge, openMonths } from './debt-age.ts';

const hundreds = Array.from({ length: 15 }, () => kopiykas(100));

describe('how old a debt is', () => {
  lawTest(['1039:15.10'], 'payments cover the oldest bills, so the newest are owed', () => {
    expect(debtByAge(kopiykas(1_450), hundreds)).toEqual({
      month: 100n,
      quarter: 200n,
      year: 900n,
      older: 250n,
    });
    expect(debtByAge(kopiykas(150), hundreds)).toEqual({
      month: 100n,
      quarter: 50n,
      year: 0n,
      older: 0n,
    });
  });

  test('what no known month explains is older', () => {
    expect(debtByAge(kopiykas(500), [kopiykas(100)])).toEqual({
      month: 100n,
      quarter: 0n,
      year: 0n,
      older: 400n,
    });
  });

  test.each([0, -500])('a balance of %i is no debt', (balance) => {
    const ages = Object.values(debtByAge(kopiykas(balance), hundreds));
    expect(ages).toEqual([0n, 0n, 0n, 0n]);
  });

  test('months of correction charge nothing and own nothing', () => {
    const charged = [kopiykas(-40), kopiykas(100), kopiykas(100)];
    expect(debtByAge(kopiykas(120), charged)).toMatchObject({ month: 0n, quarter: 120n });
  });
});

describe('the months that make a debt', () => {
  const charged = [
    { period: '2026-10', amount: kopiykas(300) },
    { period: '2026-09', amount: kopiykas(200) },
    { period: '2026-08', amount: kopiykas(100) },
  ];

  test('newest first, the last one in part', () => {
    expect(openMonths(kopiykas(350), charged)).toEqual([
      { period: '2026-10', amount: 300n },
      { period: '2026-09', amount: 50n },
    ]);
  });

  test('what is older than all stands with the oldest, once', () => {
    expect(openMonths(kopiykas(1_000), charged)).toEqual([
      { period: '2026-10', amount: 300n },
      { period: '2026-09', amount: 200n },
      { period: '2026-08', amount: 500n },
    ]);
    const credited = [...charged, { period: '2026-07', amount: kopiykas(-5) }];
    expect(openMonths(kopiykas(1_000), credited).at(-1)).toEqual({
      period: '2026-07',
      amount: 400n,
    });
  });
});

const amount = fc.bigInt({ min: -(10n ** 6n), max: 10n ** 9n }).map((value) => value as Money);

test('for any history ages and months sum to the debt', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { maxLength: 40 }), (debt, charged) => {
      const ages = debtByAge(debt, charged);
      const whole = debt > 0n ? debt : 0n;
      expect(ages.month + ages.quarter + ages.year + ages.older).toBe(whole);
      const months = charged.map((value, index) => ({ period: `m${index}`, amount: value }));
      const open = openMonths(debt, months);
      expect(new Set(open.map(({ period }) => period)).size).toBe(open.length);
      const sum = open.reduce((all, month) => all + month.amount, 0n);
      expect(sum).toBe(months.length === 0 ? 0n : whole);
    }),
  );
});
