import type { Connection } from '#platform/db/queryable-of.ts';
import { endOfWorkingTerm } from '#platform/parameters/working-term.ts';

const answerDays = 'provision.answer_working_days';

/**
 * Until when a change is to be answered: the end of a working day, counted from the day after its
 * receipt.
 * @law 1039:19.2
 */
export function answerDueAt(db: Connection, receivedAt: Temporal.Instant) {
  return endOfWorkingTerm(db, answerDays, receivedAt);
}
