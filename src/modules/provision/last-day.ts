import { dayInKyiv } from '#platform/clock.ts';
import { formatDate } from '#ui/format/time.ts';

/** The last day of a term that ends at midnight. */
export function lastDayOf(dueAt: Temporal.Instant): string {
  return formatDate(dayInKyiv(dueAt.subtract({ seconds: 1 })));
}
