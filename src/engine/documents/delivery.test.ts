import { describe, expect } from 'vitest';
import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import { lawTest } from '#test/law-test.ts';
import { serviceOf } from './delivery.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const kyiv = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Kyiv');

const martialLaw: WorkingCalendar = {
  holidays: [day('2028-06-28')],
  martialLaw: [{ from: day('2022-03-24'), to: null }],
  overrides: [],
};
const peace: WorkingCalendar = { ...martialLaw, martialLaw: [] };

const cases = [
  [
    'a Friday after closing',
    '2026-11-27T17:30',
    false,
    peace,
    '2026-11-30T09:00',
    'after-working-time',
  ],
  ['a Friday in time', '2026-11-27T16:45', false, peace, '2026-11-27T16:45', 'in-working-time'],
  [
    'a weekday before opening',
    '2026-11-26T07:10',
    false,
    peace,
    '2026-11-26T07:10',
    'in-working-time',
  ],
  ['a Saturday', '2026-11-28T10:00', false, peace, '2026-11-30T09:00', 'day-off'],
  ['an accident on a Saturday', '2026-11-28T10:00', true, peace, '2026-11-28T10:00', 'emergency'],
  [
    'Constitution Day under martial law',
    '2028-06-28T11:00',
    false,
    martialLaw,
    '2028-06-28T11:00',
    'in-working-time',
  ],
  ['Constitution Day in peace', '2028-06-28T11:00', false, peace, '2028-06-29T09:00', 'day-off'],
] as const;

describe('a document is served', () => {
  for (const [name, delivered, emergency, calendar, served, rule] of cases) {
    lawTest(['1039:86.1', '1039:86.2', '1039:86.3'], `when delivered on ${name}`, () => {
      const found = serviceOf(kyiv(delivered).toInstant(), emergency, calendar);
      expect(found).toEqual({ servedAt: kyiv(served).toInstant(), rule });
    });
  }
});
