import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  servedAt,
  type WorkingCalendar,
} from './working-calendar.ts';

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

const holidays = [
  '2021-05-01',
  '2021-05-02',
  '2021-05-09',
  '2021-06-28',
  '2021-12-25',
  '2022-01-01',
  '2022-01-07',
  '2022-03-08',
  '2023-06-28',
  '2026-01-01',
  '2027-06-28',
].map(day);

const martialLaw: WorkingCalendar = {
  holidays,
  martialLaw: [{ from: day('2022-03-24'), to: null }],
  overrides: [],
};
const peace: WorkingCalendar = { ...martialLaw, martialLaw: [] };

const anyDay = fc.integer({ min: 0, max: 5_000 }).map((days) => day('2019-01-01').add({ days }));
const anyCalendar = fc.constantFrom(martialLaw, peace);

describe('isWorkingDay', () => {
  test.each([
    ['2026-11-20', true, 'Friday'],
    ['2026-11-21', false, 'Saturday'],
    ['2026-11-22', false, 'Sunday'],
    ['2021-06-28', false, 'a holiday before martial law'],
    ['2022-03-08', false, 'a holiday before martial law reached holidays'],
    ['2023-06-28', true, 'a holiday under martial law'],
    ['2021-05-03', false, 'May day of a Saturday moves to Monday'],
    ['2021-05-04', false, 'Easter of a Sunday moves to Tuesday behind it'],
    ['2021-05-05', true, 'nothing is left to move'],
    ['2021-05-10', false, '9 May of a Sunday moves to Monday'],
    ['2021-12-27', false, 'Christmas of a Saturday moves to Monday'],
    ['2022-01-03', false, 'New Year of a Saturday moves to Monday'],
    ['2022-01-04', true, 'one holiday moves to one day only'],
  ])('%s: %s, %s', (date, expected) => {
    expect(isWorkingDay(day(date), martialLaw)).toBe(expected);
  });

  test('holidays return for days after martial law is lifted', () => {
    const lifted: WorkingCalendar = {
      ...martialLaw,
      martialLaw: [{ from: day('2022-03-24'), to: day('2027-01-01') }],
    };
    expect(isWorkingDay(day('2026-01-01'), lifted)).toBe(true);
    expect(isWorkingDay(day('2027-06-28'), lifted)).toBe(false);
  });

  test('an override decides before the general rule', () => {
    const calendar: WorkingCalendar = {
      ...martialLaw,
      overrides: [
        { date: day('2026-11-21'), kind: 'working', act: 'order 7 of 01.11.2026' },
        { date: day('2026-11-23'), kind: 'day-off', act: 'order 7 of 01.11.2026' },
      ],
    };
    expect(isWorkingDay(day('2026-11-21'), calendar)).toBe(true);
    expect(isWorkingDay(day('2026-11-23'), calendar)).toBe(false);
  });
});

describe('counting', () => {
  test.each([
    ['2026-11-18', 3, '2026-11-23'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 0, '2026-11-21'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-23', -1, '2026-11-20'],
    ['2026-11-22', -5, '2026-11-16'],
  ])('%s and %s working days is %s', (from, count, expected) => {
    expect(addWorkingDays(day(from), count, martialLaw).toString()).toBe(expected);
  });

  test.each([0.5, Number.NaN, 20_261_120])('refuses a term of %s days', (count) => {
    expect(() => addWorkingDays(day('2026-11-20'), count, martialLaw)).toThrow(RangeError);
  });

  test('a calendar without working days is a defect', () => {
    const overrides = Array.from({ length: 100 }, (_, days) => ({
      date: day('2026-11-20').add({ days }),
      kind: 'day-off' as const,
      act: 'a mistake',
    }));
    expect(() => nextWorkingDay(day('2026-11-20'), { ...peace, overrides })).toThrow(RangeError);
  });

  test('the next working day is the first on or after the date', () => {
    fc.assert(
      fc.property(anyDay, anyCalendar, (date, calendar) => {
        const next = nextWorkingDay(date, calendar);
        expect(isWorkingDay(next, calendar)).toBe(true);
        for (let d = date; Temporal.PlainDate.compare(d, next) < 0; d = d.add({ days: 1 })) {
          expect(isWorkingDay(d, calendar)).toBe(false);
        }
      }),
    );
  });

  test('exactly as many working days lie in the term as it has', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), anyCalendar, (date, count, calendar) => {
        const end = addWorkingDays(date, count, calendar);
        let seen = 0;
        for (let d = date; !d.equals(end); d = d.add({ days: 1 })) {
          if (isWorkingDay(d.add({ days: 1 }), calendar)) seen += 1;
        }
        expect(seen).toBe(count);
        expect(isWorkingDay(end, calendar)).toBe(true);
      }),
    );
  });

  test('back and forth from a working day returns to it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -30, max: 30 }), anyCalendar, (d, count, calendar) => {
        const start = nextWorkingDay(d, calendar);
        const moved = addWorkingDays(start, count, calendar);
        expect(addWorkingDays(moved, -count, calendar).equals(start)).toBe(true);
      }),
    );
  });
});

describe('servedAt', () => {
  function served(kyivTime: string, emergency = false, calendar = martialLaw): string {
    const deliveredAt = Temporal.PlainDateTime.from(kyivTime)
      .toZonedDateTime('Europe/Kyiv')
      .toInstant();
    return servedAt({ deliveredAt, emergency }, calendar).toPlainDateTime().toString();
  }

  lawTest(['1039:86.1'], 'after working hours counts as the next working day', () => {
    expect(served('2026-11-19T18:00:00')).toBe('2026-11-19T18:00:00');
    expect(served('2026-11-19T18:00:01')).toBe('2026-11-20T09:00:00');
    expect(served('2026-11-20T16:45:00')).toBe('2026-11-20T16:45:00');
    expect(served('2026-11-20T17:30:00')).toBe('2026-11-23T09:00:00');
    expect(served('2026-11-20T23:59:59')).toBe('2026-11-23T09:00:00');
  });

  lawTest(['1039:86.2'], 'on a day off counts as the first working day after it', () => {
    expect(served('2026-11-21T10:00:00')).toBe('2026-11-23T09:00:00');
    expect(served('2026-11-22T23:00:00')).toBe('2026-11-23T09:00:00');
  });

  lawTest(['1039:86.2', '2136:6.6'], 'a holiday is a day off only without martial law', () => {
    expect(served('2023-06-28T11:00:00', false, martialLaw)).toBe('2023-06-28T11:00:00');
    expect(served('2023-06-28T11:00:00', false, peace)).toBe('2023-06-29T09:00:00');
  });

  lawTest(['1039:86.3'], 'an emergency is served at the moment of delivery, on any day', () => {
    expect(served('2026-11-21T10:00:00', true)).toBe('2026-11-21T10:00:00');
    expect(served('2026-11-20T23:59:00', true)).toBe('2026-11-20T23:59:00');
  });

  test('before opening on a working day the document is served that day', () => {
    expect(served('2026-11-20T06:30:00')).toBe('2026-11-20T06:30:00');
  });

  test('days are those of Kyiv, not of Greenwich', () => {
    const fridayNight = Temporal.Instant.from('2026-11-19T22:30:00Z');
    const at = servedAt({ deliveredAt: fridayNight, emergency: false }, martialLaw);
    expect(at.toPlainDate().toString()).toBe('2026-11-20');
  });

  test('another regime closes at its own time', () => {
    const hours = {
      opensAt: Temporal.PlainTime.from('08:00'),
      closesAt: Temporal.PlainTime.from('17:00'),
      closesAtOn: {},
    };
    const deliveredAt = Temporal.Instant.from('2026-11-19T15:30:00Z');
    const at = servedAt({ deliveredAt, emergency: false }, martialLaw, hours);
    expect(at.toPlainDateTime().toString()).toBe('2026-11-20T08:00:00');
  });

  test('service never comes before delivery, and falls on a working day', () => {
    const instant = fc
      .integer({ min: 1_560_000_000, max: 1_900_000_000 })
      .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1_000));
    fc.assert(
      fc.property(instant, anyCalendar, (deliveredAt, calendar) => {
        const at = servedAt({ deliveredAt, emergency: false }, calendar);
        expect(Temporal.Instant.compare(at.toInstant(), deliveredAt)).toBeGreaterThanOrEqual(0);
        expect(isWorkingDay(at.toPlainDate(), calendar)).toBe(true);
      }),
    );
  });
});
