import { lookUp } from '#kernel/parameters.ts';
import { addWorkingDays } from '#kernel/working-calendar.ts';
import { readWorkingCalendar } from '#platform/calendar/store.sql.ts';
import { dayInKyiv, midnightInKyiv } from '#platform/clock.ts';
import type { Connection } from '#platform/db/queryable-of.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';
import type { Ground } from './kind.ts';

const decideDays = 'access.restricted_decide_working_days';
const windowDays = 'access.restricted_window_days';
const toldCode = (ground: Ground) => `access.restricted_told_${ground}`;

/** Throws RangeError when a number is not set: a term that nobody knows cannot be kept. */
async function numberOf(db: Connection, code: string, date: Temporal.PlainDate): Promise<number> {
  const found = lookUp(await readApprovedParameters(db, [code]), { code, date });
  if (!found.ok) throw new RangeError(`no ${code} on ${date.toString()}: ${found.error.refusal}`);
  return Number(found.value.value);
}

/**
 * Until when a request is to be decided: the end of a working day.
 * @law 1039:95
 */
export async function decideBy(
  db: Connection,
  receivedAt: Temporal.Instant,
): Promise<Temporal.Instant> {
  const day = dayInKyiv(receivedAt);
  const days = await numberOf(db, decideDays, day);
  const lastDay = addWorkingDays(day, days, await readWorkingCalendar(db));
  return midnightInKyiv(lastDay.add({ days: 1 }));
}

/** The last day on which an account may still be open when it opens on a day. */
export async function lastWindowDay(
  db: Connection,
  from: Temporal.PlainDate,
): Promise<Temporal.PlainDate> {
  return from.add({ days: (await numberOf(db, windowDays, from)) - 1 });
}

/** Whether consumers are told when the account opens, or see it once it is over. */
export async function areTold(
  db: Connection,
  ground: Ground,
  on: Temporal.PlainDate,
): Promise<boolean> {
  return (await numberOf(db, toldCode(ground), on)) === 1;
}
