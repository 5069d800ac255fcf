import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import type { Clock } from '../clock.ts';
import type { Connection } from '../db/queryable-of.ts';
import { readWorkingCalendar } from './store.sql.ts';

/** Holidays are written down days ahead; a new one is known everywhere in this time. */
const keptSeconds = 60;

/**
 * The calendar for those who ask many times a second: read anew once a minute, beside the work of
 * those who ask. Ask once outside of a transaction before asking in one: inside, nobody may wait
 * for a second connection.
 */
export function rememberCalendar(db: Connection, clock: Clock): () => Promise<WorkingCalendar> {
  let known: { readonly calendar: WorkingCalendar; readonly readAt: Temporal.Instant } | undefined;
  let reading: Promise<WorkingCalendar> | undefined;
  const read = async (): Promise<WorkingCalendar> => {
    try {
      const readAt = clock.now();
      const calendar = await readWorkingCalendar(db);
      known = { calendar, readAt };
      return calendar;
    } finally {
      reading = undefined;
    }
  };
  return async () => {
    const now = clock.now();
    const isFresh =
      known !== undefined &&
      Temporal.Instant.compare(now, known.readAt.add({ seconds: keptSeconds })) < 0;
    if (!isFresh) reading ??= read();
    if (known === undefined) return reading ?? read();
    // The next who asks gets what is being read; should that fail, it is tried again then.
    reading?.catch(() => undefined);
    return known.calendar;
  };
}
