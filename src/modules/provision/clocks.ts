import { lookUp } from '#kernel/parameters.ts';
import { addWorkingDays } from '#kernel/working-calendar.ts';
import { readWorkingCalendar } from '#platform/calendar/store.sql.ts';
import { dayInKyiv, midnightInKyiv } from '#platform/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';

const answerDays = 'provision.answer_working_days';

/**
 * Until when a change is to be answered: the end of a working day, counted from the day after its
 * receipt. Throws RangeError when the number of days is not set.
 * @law 1039:19.2
 */
export async function answerDueAt(tx: Tx, receivedAt: Temporal.Instant): Promise<Temporal.Instant> {
  const date = dayInKyiv(receivedAt);
  const days = lookUp(await readApprovedParameters(tx, [answerDays]), { code: answerDays, date });
  if (!days.ok) throw new RangeError(`no ${answerDays}: ${days.error.refusal}`);
  const calendar = await readWorkingCalendar(tx);
  const last = addWorkingDays(date, Number(days.value.value), calendar);
  return midnightInKyiv(last.add({ days: 1 }));
}
