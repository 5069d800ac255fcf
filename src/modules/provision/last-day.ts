import { lastDayOf as dayOf } from '#platform/parameters/working-term.ts';
import { formatDate } from '#ui/format/time.ts';

/** The last day of a term, in words. */
export function lastDayOf(dueAt: Temporal.Instant): string {
  return formatDate(dayOf(dueAt));
}
