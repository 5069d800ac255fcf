import type { Queryable } from '#platform/db/queryable.ts';

/** What is over: none of it may be used any more, and none of it is needed. */
const over = [
  `delete from access.sign_in_attempt where created_at < $1`,
  `delete from access.pending_sign_in where began_at < $1`,
  `delete from access.passkey_challenge where made_at < $1`,
  `delete from access.key_challenge where made_at < $1`,
  `delete from access.kept_form where kept_at < $1`,
  `delete from access.contact_code where made_at < $1`,
  `delete from access.person_search where searched_at < $1`,
  `delete from access.factor_attempt where attempted_at < $1`,
  `delete from access.code_generator where confirmed_at is null and added_at < $1`,
];

export async function sweepSignIns(db: Queryable, before: Temporal.Instant): Promise<void> {
  for (const statement of over) await db.query(statement, [before]);
}
