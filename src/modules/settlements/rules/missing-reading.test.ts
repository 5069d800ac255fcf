import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import type { History } from './meter-history.ts';
import { missingReading } from './missing-reading.ts';

const rules = { averageMonthsMax: 3, historyDaysMin: 30 };
const method = 'last-months';
const year = { method, volume: 84_600_000n, days: 365 } as const;
const october = { days: 31, monthsBefore: 0, decimals: 3, supplied: true };

describe('a month without a reading', () => {
  lawTest(['2119:11.4'], '84.6 m³ in 365 days make 7.185 m³ in a month of 31', () => {
    expect(missingReading([year], october, rules)).toEqual({
      kind: 'average',
      volume: 7_185_000n,
      history: year,
    });
  });

  lawTest(['2119:11.4'], 'the average serves three months, then the norm', () => {
    const kinds = [0, 1, 2, 3, 4].map(
      (monthsBefore) => missingReading([year], { ...october, monthsBefore }, rules).kind,
    );
    expect(kinds).toEqual(['average', 'average', 'average', 'norm', 'norm']);
    expect(missingReading([year], { ...october, monthsBefore: 3 }, rules)).toEqual({
      kind: 'norm',
      why: 'too-long',
    });
  });

  test.each([
    [29, { kind: 'norm', why: 'no-history' }],
    [30, { kind: 'average', volume: 9_300_000n }],
    [0, { kind: 'norm', why: 'no-history' }],
  ])('a history of %i days', (days, expected) => {
    const history = { method, volume: 9_000_000n, days } as const;
    expect(missingReading([history], october, rules)).toMatchObject(expected);
  });

  test('somebody who used nothing is charged nothing', () => {
    expect(missingReading([{ ...year, volume: 0n }], october, rules)).toMatchObject({
      kind: 'average',
      volume: 0n,
    });
  });

  test('the first history that is long enough is taken', () => {
    const winter = { method: 'heating-season', volume: 12_000_000n, days: 200 } as const;
    const taken = (histories: readonly History[]) => missingReading(histories, october, rules);
    expect(taken([winter, year])).toMatchObject({ history: winter });
    expect(taken([{ ...winter, days: 10 }, year])).toMatchObject({ history: year });
  });

  test('what is not supplied is not estimated, however long there was no reading', () => {
    const july = { ...october, monthsBefore: 9, supplied: false };
    expect(missingReading([year], july, rules)).toMatchObject({ kind: 'average', volume: 0n });
  });
});
