import { describe, expect, test } from 'vitest';
import { parseHryvnias, zeroMoney } from '#kernel/money.ts';
import { lawTest } from '#test/law-test.ts';
import { feeCeiling } from './subscription-fee.ts';

const rules = { overheads: 258n, share: 15n };

describe('the ceiling of the subscriber fee', () => {
  test.each([
    ['2026', '3209.00', 19n, 47_19n],
    ['2026, waste', '3209.00', 9n, 22_35n],
    ['2024 and 2025', '2920.00', 19n, 42_94n],
    ['2024 and 2025, waste', '2920.00', 9n, 20_34n],
  ])('%s', (_, minimum, serviceFactor, expected) => {
    const subsistenceMinimum = parseHryvnias(minimum) ?? zeroMoney;
    expect(feeCeiling({ ...rules, subsistenceMinimum, serviceFactor })).toBe(expected);
  });

  lawTest(['808:1'], '2 × minimum × 2.58 × 0.15 × K, rounded once', () => {
    const subsistenceMinimum = parseHryvnias('3209') ?? zeroMoney;
    expect(feeCeiling({ ...rules, subsistenceMinimum, serviceFactor: 1000n })).toBe(2_483_77n);
  });
});
