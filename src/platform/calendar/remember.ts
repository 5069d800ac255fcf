import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import type { Clock } from '../clock.ts';
import type { Connection } from '../db/queryable-of.ts';
import { readWorkingCalendar } from './store.sql.ts';

/** Holidays are written down days ahead; a new one is known everywhere in this time. */
const keptSeconds = 60;

/** The calendar for those who ask many times a second: read anew once a minute. */
export function rememberCalendar(db: Connection, clock: Clock): () => Promise<WorkingCalendar> {
  let known: { readonly until: Temporal.Instant; readonly calendar: WorkingCalendar } | undefined;
  return async () => {
    const now = clock.now();
    if (known !== undefined && Temporal.Instant.compare(now, known.until) < 0) {
      return known.calendar;
    }
    const calendar = await readWorkingCalendar(db);
    known = { until: now.add({ seconds: keptSeconds }), calendar };
    return calendar;
  };
}
