import { expect } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { lawTest } from '#test/law-test.ts';
import { paymentLevelPermille } from './payment-level.ts';

lawTest(['1039:15.10'], 'the level of payment is paid by charged, in tenths of a percent', () => {
  const cases: readonly (readonly [bigint, bigint, number | null])[] = [
    [100_00n, 93_44n, 934],
    [100_00n, 93_45n, 935],
    [100_00n, 0n, 0],
    [100_00n, 130_00n, 1300],
    [0n, 50_00n, null],
    [-10_00n, 50_00n, null],
  ];
  for (const [charged, paid, level] of cases) {
    expect(paymentLevelPermille(kopiykas(charged), kopiykas(paid))).toBe(level);
  }
});
