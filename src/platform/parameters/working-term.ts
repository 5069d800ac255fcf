import { lookUp } from '#kernel/parameters.ts';
import { addWorkingDays } from '#kernel/working-calendar.ts';
import { readWorkingCalendar } from '../calendar/store.sql.ts';
import { dayInKyiv, midnightInKyiv } from '../clock.ts';
import type { Connection } from '../db/queryable-of.ts';
import { readApprovedParameters } from './store.sql.ts';

/**
 * When a term of working days is over that runs from the day after a moment: the midnight after its
 * last day. Throws RangeError when the number of days, a parameter, is not set.
 */
export async function endOfWorkingTerm(
  db: Connection,
  code: string,
  from: Temporal.Instant,
): Promise<Temporal.Instant> {
  const date = dayInKyiv(from);
  const days = lookUp(await readApprovedParameters(db, [code]), { code, date });
  if (!days.ok) throw new RangeError(`no ${code} on ${date.toString()}: ${days.error.refusal}`);
  const calendar = await readWorkingCalendar(db);
  const last = addWorkingDays(date, Number(days.value.value), calendar);
  return midnightInKyiv(last.add({ days: 1 }));
}

/** The last day of a term that ends at midnight. */
export function lastDayOf(dueAt: Temporal.Instant): Temporal.PlainDate {
  return dayInKyiv(dueAt.subtract({ seconds: 1 }));
}
