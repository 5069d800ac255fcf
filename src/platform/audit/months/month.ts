import { z } from 'zod';

/** A month of UTC, by its first day: what the log is cut into. */
export type LogMonth = Temporal.PlainDate;

export function logMonthOf(at: Temporal.Instant): LogMonth {
  return at.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 });
}

export function beginningOf(month: LogMonth): Temporal.Instant {
  return month.toZonedDateTime('UTC').toInstant();
}

/** Ids of entries begin with their millisecond: below all ids of that instant and later. */
export function lowestIdAt({ epochMilliseconds }: Temporal.Instant): string {
  return epochMilliseconds.toString(16).padStart(12, '0').padEnd(32, '0');
}

/** `2026-11`, as it names files and stands in them. */
export function nameOfMonth(month: LogMonth): string {
  return month.toPlainYearMonth().toString();
}

/** Reads `2026-11`. */
export const monthField = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
  .transform((text) => Temporal.PlainDate.from(`${text}-01`));
