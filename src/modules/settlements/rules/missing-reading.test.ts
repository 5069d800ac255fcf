import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { missingReading } from './missing-reading.ts';

const rules = { averageMonthsMax: 3, historyDaysMin: 30 };
const year = { volume: 84_600_000n, days: 365 };
const october = { days: 31, monthsBefore: 0, decimals: 3 };

describe('a month without a reading', () => {
  lawTest(['2119:11.4'], '84.6 m³ in 365 days make 7.185 m³ in a month of 31', () => {
    expect(missingReading(year, october, rules)).toEqual({ kind: 'average', volume: 7_185_000n });
  });

  lawTest(['2119:11.4'], 'the average serves three months, then the norm', () => {
    const kinds = [0, 1, 2, 3, 4].map(
      (monthsBefore) => missingReading(year, { ...october, monthsBefore }, rules).kind,
    );
    expect(kinds).toEqual(['average', 'average', 'average', 'norm', 'norm']);
    expect(missingReading(year, { ...october, monthsBefore: 3 }, rules)).toEqual({
      kind: 'norm',
      why: 'too-long',
    });
  });

  test.each([
    [29, { kind: 'norm', why: 'no-history' }],
    [30, { kind: 'average', volume: 9_300_000n }],
    [0, { kind: 'norm', why: 'no-history' }],
  ])('a history of %i days', (days, expected) => {
    expect(missingReading({ volume: 9_000_000n, days }, october, rules)).toEqual(expected);
  });

  test('somebody who used nothing is charged nothing', () => {
    expect(missingReading({ volume: 0n, days: 365 }, october, rules)).toEqual({
      kind: 'average',
      volume: 0n,
    });
  });
});
