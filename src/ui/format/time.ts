import type { DateRange, Period } from '#kernel/period.ts';
import { monthNames, openRangePrefix, yearSuffix } from './texts.uk.ts';
import { nonBreakingSpace } from './unbroken.ts';

const timeZone = 'Europe/Kyiv';
const enDash = '\u2013';

/** "21.11.2026". */
export function formatDate(date: Temporal.PlainDate): string {
  return `${twoDigits(date.day)}.${twoDigits(date.month)}.${date.year}`;
}

/** Day, month in the genitive, year; never broken between the day and its month. */
export function formatDateLong(date: Temporal.PlainDate): string {
  const month = monthName('genitive', date.month);
  return `${date.day}${nonBreakingSpace}${month} ${yearText(date.year)}`;
}

/** Day and month alone, for a date of the year everybody knows. */
export function formatDayAndMonth(date: Temporal.PlainDate): string {
  return `${date.day}${nonBreakingSpace}${monthName('genitive', date.month)}`;
}

/** "01.11.2026–30.11.2026" with both days included, or "from" its first day when still open. */
export function formatDateRange(range: DateRange): string {
  const from = formatDate(range.from);
  return range.to === null
    ? `${openRangePrefix}${nonBreakingSpace}${from}`
    : `${from}${enDash}${formatDate(range.to.subtract({ days: 1 }))}`;
}

/** Month in the nominative and year. */
export function formatPeriod(period: Period): string {
  const { year, month } = Temporal.PlainYearMonth.from(period);
  return `${monthName('nominative', month)} ${yearText(year)}`;
}

/** Month and year in figures, for long lists: 09.2026. */
export function formatPeriodShort(period: Period): string {
  const { year, month } = Temporal.PlainYearMonth.from(period);
  return `${twoDigits(month)}.${year}`;
}

/** The month in the locative, to follow a preposition. */
export function formatMonthLocative(period: Period): string {
  return monthName('locative', Temporal.PlainYearMonth.from(period).month);
}

/** The month in the nominative without its year. */
export function formatMonth(period: Period): string {
  return monthName('nominative', Temporal.PlainYearMonth.from(period).month);
}

/** Three letters of the month, for the axis of a chart. */
export function formatMonthShort(period: Period): string {
  return monthName('short', Temporal.PlainYearMonth.from(period).month);
}

/** "21.11.2026, 14:05" by the clock of Kyiv. */
export function formatInstant(instant: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(timeZone);
  return `${formatDate(local.toPlainDate())}, ${clock(local)}`;
}

/** "14:05" by the clock of Kyiv. */
export function formatTime(instant: Temporal.Instant): string {
  return clock(instant.toZonedDateTimeISO(timeZone));
}

function clock(local: Temporal.ZonedDateTime): string {
  return `${twoDigits(local.hour)}:${twoDigits(local.minute)}`;
}

function monthName(form: keyof typeof monthNames, month: number): string {
  const name = monthNames[form][month - 1];
  if (name === undefined) throw new RangeError(`no month ${month}`);
  return name;
}

function yearText(year: number): string {
  return `${year}${nonBreakingSpace}${yearSuffix}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
