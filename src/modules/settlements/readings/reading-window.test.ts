import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { closingDay, isWindowOpen, nextOpening, readWindowSetting } from './reading-window.ts';

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

const wrapping = { from: 20, to: 5 };
const inside = { from: 1, to: 5 };
const late = { from: 30, to: 3 };

describe('the days on which readings are taken', () => {
  test.each([
    [wrapping, '2026-11-19', false],
    [wrapping, '2026-11-20', true],
    [wrapping, '2026-11-30', true],
    [wrapping, '2026-12-05', true],
    [wrapping, '2026-12-06', false],
    [inside, '2026-11-01', true],
    [inside, '2026-11-05', true],
    [inside, '2026-11-06', false],
    [inside, '2026-11-30', false],
    [late, '2026-02-27', false],
    [late, '2026-02-28', true],
    [late, '2026-03-03', true],
    [late, '2026-11-29', false],
    [late, '2026-11-30', true],
    [{ from: 5, to: 5 }, '2026-11-05', true],
    [{ from: 25, to: 31 }, '2026-02-28', true],
    [null, '2026-11-19', true],
  ])('%o on %s: %s', (window, date, open) => {
    expect(isWindowOpen(window, day(date))).toBe(open);
  });

  lawTest(['1039:19.7'], 'outside of them it is said when readings are taken again', () => {
    expect(nextOpening(wrapping, day('2026-11-06')).toString()).toBe('2026-11-20');
    expect(nextOpening(wrapping, day('2026-11-25')).toString()).toBe('2026-11-25');
    expect(nextOpening(inside, day('2026-11-06')).toString()).toBe('2026-12-01');
    expect(nextOpening(inside, day('2026-12-31')).toString()).toBe('2027-01-01');
    expect(nextOpening(late, day('2026-02-04')).toString()).toBe('2026-02-28');
    expect(nextOpening({ from: 10, to: 12 }, day('2026-01-31')).toString()).toBe('2026-02-10');
    expect(nextOpening({ from: 31, to: 31 }, day('2026-03-31')).toString()).toBe('2026-03-31');
    expect(nextOpening(null, day('2026-11-06')).toString()).toBe('2026-11-06');
  });

  test.each([
    [wrapping, '2026-11-25', '2026-12-05'],
    [wrapping, '2026-12-02', '2026-12-05'],
    [inside, '2026-11-01', '2026-11-05'],
    [{ from: 25, to: 31 }, '2026-02-28', '2026-02-28'],
    [{ from: 25, to: 31 }, '2026-11-26', '2026-11-30'],
  ])('%o open on %s closes after %s', (window, date, last) => {
    expect(closingDay(window, day(date))?.toString()).toBe(last);
  });

  test('a window that never closes has no last day', () => {
    expect(closingDay(null, day('2026-11-25'))).toBeNull();
  });
});

test('whatever the window, the next opening is open, soon and not in the past', () => {
  const number = fc.integer({ min: 1, max: 31 });
  const days = fc.integer({ min: 0, max: 3_000 });
  fc.assert(
    fc.property(number, number, days, (from, to, later) => {
      const window = { from, to };
      const today = day('2024-01-01').add({ days: later });
      const opening = nextOpening(window, today);
      const wait = today.until(opening).days;
      expect(isWindowOpen(window, opening)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(62);
      for (let skipped = 0; skipped < wait; skipped += 1) {
        expect(isWindowOpen(window, today.add({ days: skipped }))).toBe(false);
      }
      const last = closingDay(window, opening) ?? opening;
      expect(isWindowOpen(window, last)).toBe(true);
      expect(Temporal.PlainDate.compare(last, opening)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a setting is read or refused', () => {
  expect(readWindowSetting({ from: 20, to: 5 })).toEqual(wrapping);
  expect(readWindowSetting(null)).toBeNull();
  expect(readWindowSetting(undefined)).toBeNull();
  expect(() => readWindowSetting({ from: 0, to: 5 })).toThrow();
  expect(() => readWindowSetting({ from: 20 })).toThrow();
});
