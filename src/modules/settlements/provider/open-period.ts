import { nextPeriod, periodOf, previousPeriod, type Period } from '#kernel/period.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { findLastRun } from '../billing/start-run.sql.ts';

/**
 * The month that a biller is to bill next in a hromada. One that is being billed, or whose run has
 * stopped, stays open; a biller without runs begins with the last month that is over.
 */
export async function readOpenPeriod(
  db: Queryable,
  at: {
    readonly subjectId: bigint;
    readonly hromadaId: number;
    readonly today: Temporal.PlainDate;
  },
): Promise<Period> {
  const last = await findLastRun(db, at.subjectId, at.hromadaId);
  if (last === undefined) return previousPeriod(periodOf(at.today));
  const period = periodOf(last.period);
  return last.state === 'done' ? nextPeriod(period) : period;
}
