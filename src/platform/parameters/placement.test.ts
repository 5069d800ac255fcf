import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookUp, type ParameterValue } from '#kernel/parameters.ts';
import { contains, overlaps, type DateRange } from '#kernel/period.ts';
import { isRefusal } from '#kernel/result.ts';
import { rangeText } from './proposals.sql.ts';
import { giveWay } from './placement.ts';

function value(validity: string, status: ParameterValue['status'] = 'enacted'): ParameterValue {
  const [from = '', to = ''] = validity.split('..');
  return {
    code: 'water.norm',
    value: validity,
    unit: 'm3',
    valid: { from: Temporal.PlainDate.from(from), to: to === '' ? null : day(to) },
    act: '2119:9.2',
    status,
  };
}

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

function outcome(older: ParameterValue, newer: ParameterValue): string {
  const way = giveWay(older, newer);
  return isRefusal(way) ? way.refusal : way.keeps.map(rangeText).join(' ');
}

describe('giveWay', () => {
  test.each([
    ['2024-01-01..', '2026-01-01..', '[2024-01-01,2026-01-01)'],
    ['2024-01-01..', '2026-01-01..2026-07-01', '[2024-01-01,2026-01-01) [2026-07-01,)'],
    ['2024-01-01..2027-01-01', '2026-01-01..', '[2024-01-01,2026-01-01)'],
    ['2024-01-01..2027-01-01', '2026-01-01..2027-01-01', '[2024-01-01,2026-01-01)'],
    [
      '2024-01-01..2027-01-01',
      '2026-01-01..2026-07-01',
      '[2024-01-01,2026-01-01) [2026-07-01,2027-01-01)',
    ],
    ['2026-06-01..', '2026-01-01..', 'overlaps-dated-value'],
    ['2026-01-01..', '2026-01-01..', 'overlaps-dated-value'],
  ])('%s before %s keeps %s', (older, newer, kept) => {
    expect(outcome(value(older), value(newer))).toBe(kept);
  });

  test.each([
    ['2026-01-01..', '2026-01-01..', ''],
    ['2026-01-01..', '2026-01-01..2026-07-01', '[2026-07-01,)'],
    ['2026-01-01..2026-07-01', '2026-01-01..', ''],
    ['2026-01-01..2026-07-01', '2026-01-01..2026-03-01', '[2026-03-01,2026-07-01)'],
  ])('unverified %s, verified as %s, keeps "%s"', (older, newer, kept) => {
    expect(outcome(value(older, 'unverified'), value(newer))).toBe(kept);
  });

  test('a draft gives way whole and takes the place of nothing', () => {
    expect(outcome(value('2026-01-01..', 'draft'), value('2025-01-01..'))).toBe('');
    expect(outcome(value('2024-01-01..'), value('2026-01-01..', 'draft'))).toBe(
      'draft-replaces-nothing',
    );
  });
});

test('no date before the new value, or after its end, changes what it gives', () => {
  const days = fc.nat({ max: 1_000 });
  const range = fc
    .tuple(days, fc.option(fc.integer({ min: 1, max: 500 })))
    .map(([start, length]): DateRange => {
      const from = day('2024-01-01').add({ days: start });
      return { from, to: length === null ? null : from.add({ days: length }) };
    });
  fc.assert(
    fc.property(range, range, fc.nat({ max: 2_000 }), (olderRange, newerRange, after) => {
      fc.pre(overlaps(olderRange, newerRange));
      const older = { ...value('2024-01-01..'), value: 'older', valid: olderRange };
      const newer = { ...value('2024-01-01..'), value: 'newer', valid: newerRange };
      const way = giveWay(older, newer);
      if (isRefusal(way)) return;
      const kept = way.keeps.map((valid) => Object.assign({}, older, { valid }));
      const date = day('2024-01-01').add({ days: after });
      expect(valueOn(date, [...kept, newer])).toBe(
        contains(newerRange, date) ? 'newer' : valueOn(date, [older]),
      );
    }),
  );
});

function valueOn(date: Temporal.PlainDate, list: readonly ParameterValue[]): string {
  const found = lookUp(list, { code: 'water.norm', date });
  return found.ok ? found.value.value : found.error.refusal;
}
