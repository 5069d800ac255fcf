import { lastDay, type Period } from '#kernel/period.ts';

/**
 * The month a reading counts for, as 'YYYY-MM'. Where readings are taken from the 20th to the 5th, one
 * sent on the 3rd of December is November's.
 */
export function readingMonth(takenOn: string, readingDaysAfter: number): string {
  if (readingDaysAfter === 0) return takenOn.slice(0, 7);
  const day = Temporal.PlainDate.from(takenOn).subtract({ days: readingDaysAfter });
  return day.toString().slice(0, 7);
}

/** The last day on which readings of the month are taken. */
export function lastReadingDay(month: Period, readingDaysAfter: number): Temporal.PlainDate {
  return lastDay(month).add({ days: readingDaysAfter });
}
