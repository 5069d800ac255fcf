import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPeriods,
  comparePeriods,
  contains,
  type DateRange,
  daysIn,
  daysInside,
  firstDay,
  lastDay,
  nextPeriod,
  overlaps,
  period,
  periodOf,
  periodsBetween,
  previousPeriod,
} from './period.ts';

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

function range(from: string, to: string | null): DateRange {
  return { from: day(from), to: to === null ? null : day(to) };
}

const anyPeriod = fc
  .tuple(fc.integer({ min: 1991, max: 2090 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => period(`${year}-${String(month).padStart(2, '0')}`));

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => day('1991-08-24').add({ days }));

test.each(['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', ''])('"%s" is no period', (t) => {
  expect(() => period(t)).toThrow(RangeError);
});

test('a period knows its days', () => {
  expect(firstDay(period('2024-02')).toString()).toBe('2024-02-01');
  expect(lastDay(period('2024-02')).toString()).toBe('2024-02-29');
  expect(daysIn(period('2026-02'))).toBe(28);
  expect(periodOf(day('2026-11-21'))).toBe('2026-11');
});

test('periods step over the new year', () => {
  expect(nextPeriod(period('2026-12'))).toBe('2027-01');
  expect(previousPeriod(period('2026-01'))).toBe('2025-12');
  expect(addPeriods(period('2026-03'), -15)).toBe('2024-12');
});

test('periods between include both ends', () => {
  expect(periodsBetween(period('2025-11'), period('2026-02'))).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
  ]);
  expect(periodsBetween(period('2026-01'), period('2026-01'))).toEqual(['2026-01']);
  expect(periodsBetween(period('2026-02'), period('2026-01'))).toEqual([]);
});

describe('ranges', () => {
  test.each([
    [range('2026-01-01', '2026-02-01'), '2026-01-01', true],
    [range('2026-01-01', '2026-02-01'), '2026-01-31', true],
    [range('2026-01-01', '2026-02-01'), '2026-02-01', false],
    [range('2026-01-01', null), '2099-01-01', true],
    [range('2026-01-01', null), '2025-12-31', false],
    [range('2026-01-01', '2026-01-01'), '2026-01-01', false],
  ])('are half-open', (dates, date, expected) => {
    expect(contains(dates, day(date))).toBe(expected);
  });

  test.each([
    [range('2026-01-01', '2026-02-01'), range('2026-02-01', null), false],
    [range('2026-01-01', '2026-02-02'), range('2026-02-01', null), true],
    [range('2026-01-01', null), range('2030-01-01', null), true],
    [range('2026-01-05', '2026-01-05'), range('2026-01-01', '2026-02-01'), false],
  ])('overlap when they share a day', (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  test.each([
    ['2026-10', range('2026-10-16', '2027-04-16'), 16],
    ['2027-04', range('2026-10-16', '2027-04-16'), 15],
    ['2026-12', range('2026-10-16', null), 31],
    ['2026-09', range('2026-10-16', null), 0],
    ['2027-05', range('2026-10-16', '2027-04-16'), 0],
  ])('%s has days inside', (text, dates, expected) => {
    expect(daysInside(period(text), dates)).toBe(expected);
  });
});

describe('arithmetic', () => {
  test('going forth and back returns to the same period', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: -600, max: 600 }), (p, count) => {
        const moved = addPeriods(p, count);
        expect(addPeriods(moved, -count)).toBe(p);
        expect(comparePeriods(p, moved)).toBe(0 - Math.sign(count));
      }),
    );
  });

  test('every day belongs to the period that contains it', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const p = periodOf(date);
        expect(contains({ from: firstDay(p), to: firstDay(nextPeriod(p)) }, date)).toBe(true);
      }),
    );
  });

  test('the days inside the periods of a range add up to its length', () => {
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 1_000 }), (from, days) => {
        const dates = { from, to: from.add({ days }) };
        const periods = periodsBetween(periodOf(from), periodOf(dates.to));
        const total = periods.reduce((sum, p) => sum + daysInside(p, dates), 0);
        expect(total).toBe(days);
      }),
    );
  });

  test('ranges overlap exactly when the later start lies in both', () => {
    const anyRange = fc
      .tuple(anyDay, fc.option(fc.nat({ max: 20_000 })))
      .map(([from, days]) => ({ from, to: days === null ? null : from.add({ days }) }));
    fc.assert(
      fc.property(anyRange, anyRange, (a, b) => {
        const start = Temporal.PlainDate.compare(a.from, b.from) > 0 ? a.from : b.from;
        expect(overlaps(a, b)).toBe(contains(a, start) && contains(b, start));
      }),
    );
  });
});
