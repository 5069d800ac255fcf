import type { Brand } from './brand.ts';

/** A calendar month of charging, 'YYYY-MM'. Periods sort and compare as text. */
export type Period = Brand<string, 'Period'>;

/** Days from `from` up to but without `to`; `to: null` means still open. */
export interface DateRange {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate | null;
}

const periodPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** Makes a period from 'YYYY-MM'. Throws RangeError when the text is anything else. */
export function period(text: string): Period {
  if (!periodPattern.test(text)) throw new RangeError(`not a period: "${text}"`);
  return text as Period;
}

/** The period a date falls into. */
export function periodOf(date: Temporal.PlainDate): Period {
  return period(date.toPlainYearMonth().toString());
}

export function firstDay(p: Period): Temporal.PlainDate {
  return yearMonth(p).toPlainDate({ day: 1 });
}

export function lastDay(p: Period): Temporal.PlainDate {
  return yearMonth(p).toPlainDate({ day: daysIn(p) });
}

/** Calendar days in the period, 28 to 31. */
export function daysIn(p: Period): number {
  return yearMonth(p).daysInMonth;
}

export function nextPeriod(p: Period): Period {
  return addPeriods(p, 1);
}

export function previousPeriod(p: Period): Period {
  return addPeriods(p, -1);
}

/** The period `count` months later, or earlier when `count` is negative. */
export function addPeriods(p: Period, count: number): Period {
  return period(yearMonth(p).add({ months: count }).toString());
}

/** −1, 0 or 1, as a sort expects. */
export function comparePeriods(a: Period, b: Period): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** All periods from `from` to `to`, both included; none when `to` is earlier. */
export function periodsBetween(from: Period, to: Period): Period[] {
  const periods: Period[] = [];
  for (let p = from; comparePeriods(p, to) <= 0; p = nextPeriod(p)) periods.push(p);
  return periods;
}

/** Whether the date lies in the half-open range. */
export function contains(range: DateRange, date: Temporal.PlainDate): boolean {
  return isNotAfter(range.from, date) && (range.to === null || isBefore(date, range.to));
}

/** Whether the ranges share at least one day. Ranges that only touch do not. */
export function overlaps(a: DateRange, b: DateRange): boolean {
  const from = later(a.from, b.from);
  const to = earlierEnd(a.to, b.to);
  return to === null || isBefore(from, to);
}

/** How many days of the period lie inside the range. */
export function daysInside(p: Period, range: DateRange): number {
  const from = later(firstDay(p), range.from);
  const to = earlierEnd(firstDay(p).add({ months: 1 }), range.to);
  return to === null ? 0 : Math.max(0, from.until(to, { largestUnit: 'days' }).days);
}

function yearMonth(p: Period): Temporal.PlainYearMonth {
  return Temporal.PlainYearMonth.from(p);
}

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

function isNotAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) <= 0;
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isBefore(a, b) ? b : a;
}

function earlierEnd(
  a: Temporal.PlainDate | null,
  b: Temporal.PlainDate | null,
): Temporal.PlainDate | null {
  if (a === null) return b;
  return b === null || isBefore(a, b) ? a : b;
}
