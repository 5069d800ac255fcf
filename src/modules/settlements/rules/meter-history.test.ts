import { describe, expect, test } from 'vitest';
import { period } from '#kernel/period.ts';
import { lawTest } from '#test/law-test.ts';
import { historyBetween, historyOfSteps, historySpan, isHeated } from './meter-history.ts';

const season = { firstMonth: 10, lastMonth: 4 };
const unit = 1_000_000n;

lawTest(['2119:11.4', '2119:9.3'], 'the time an average is taken over', () => {
  const span = (method: Parameters<typeof historySpan>[0], month: string) => {
    const { from, until } = historySpan(method, period(month), { historyMonths: 12, season });
    return [from.toString(), until.toString()];
  };
  expect(span('last-months', '2026-10')).toEqual(['2025-10-01', '2026-10-01']);
  expect(span('same-month', '2026-10')).toEqual(['2025-10-01', '2025-11-01']);
  expect(span('heating-season', '2026-10')).toEqual(['2025-10-01', '2026-05-01']);
  expect(span('heating-season', '2027-02')).toEqual(['2025-10-01', '2026-05-01']);
  expect(span('heating-season', '2027-04')).toEqual(['2025-10-01', '2026-05-01']);
  expect(span('this-season', '2027-02')).toEqual(['2026-10-01', '2027-02-01']);
  expect(span('this-season', '2026-10')).toEqual(['2026-10-01', '2026-10-01']);
});

test.each([
  ['2026-10', true],
  ['2027-04', true],
  ['2027-05', false],
  ['2026-09', false],
])('%s is heated: %s', (month, heated) => {
  expect(isHeated(period(month), season)).toBe(heated);
});

describe('a history', () => {
  const at = (value: bigint, takenOn: string) => ({ value: value * unit, takenOn });

  test('is the volume and the days between its ends', () => {
    const ends = { opening: at(99_990n, '2025-09-30'), closing: at(10n, '2026-09-30') };
    expect(historyBetween('last-months', ends, 5)).toEqual({
      method: 'last-months',
      volume: 20n * unit,
      days: 365,
    });
  });

  test('of a dial that ran over on the way is counted step by step', () => {
    const ends = { opening: at(60_000n, '2026-01-31'), closing: at(9_000n, '2026-09-30') };
    const between = [at(95_000n, '2026-04-30'), at(2_000n, '2026-06-30')];
    const values = [ends.opening, ...between, ends.closing];
    expect(historyBetween('last-months', ends, 5)).toBeUndefined();
    expect(historyOfSteps('last-months', values, 5)).toMatchObject({
      volume: 49_000n * unit,
      days: 242,
    });
  });

  test('leaves out what a wrong reading measured, and its days', () => {
    const values = [
      at(100n, '2026-06-30'),
      at(107n, '2026-07-31'),
      at(70n, '2026-08-31'),
      at(80n, '2026-09-30'),
    ];
    expect(historyOfSteps('last-months', values, 5)).toMatchObject({
      volume: 17n * unit,
      days: 61,
    });
  });
});
