import type { Queryable } from '#platform/db/queryable.ts';

/** What is counted, or looked for, before it is done. */
type Counted =
  | 'factor'
  | 'account'
  | 'contact'
  | 'mandate'
  | 'person-search'
  | 'restricted'
  | 'error';

/**
 * Of what one person, or one place, does at once of a kind, each waits for the one before it to be
 * over, so that none escapes the count.
 */
export async function oneAtATime(
  db: Queryable,
  what: Counted,
  who: bigint | string,
): Promise<void> {
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${what}:${who}`]);
}
