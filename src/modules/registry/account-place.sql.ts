import type { Queryable } from '#platform/db/queryable.ts';

const counterBits = 32n;

/** Where an account belongs: what locks and postings go by. */
export interface AccountPlace {
  readonly billerId: bigint;
  readonly buildingId: bigint;
}

/** Throws when there is no such account: the caller has already been let in to it. */
export async function getAccountPlace(db: Queryable, accountId: bigint): Promise<AccountPlace> {
  const { rows } = await db.query(
    `select biller_id, building_id from registry.account
     where hromada_id = $1 and account_id = $2`,
    [Number(accountId >> counterBits), accountId],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('no such account');
  return { billerId: row['biller_id'] as bigint, buildingId: row['building_id'] as bigint };
}

/**
 * Whether the subject bills the account or provides one of its services on the day: who provided
 * one before has no business with the people who live there now.
 */
export async function isSubjectOfAccount(
  db: Queryable,
  accountId: bigint,
  { subjectId, on }: { readonly subjectId: bigint; readonly on: Temporal.PlainDate },
): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from registry.account
     where hromada_id = $1 and account_id = $2 and biller_id = $3
     union all
     select 1 from registry.account_service
     where hromada_id = $1 and account_id = $2 and provider_id = $3 and valid @> $4::date
     limit 1`,
    [Number(accountId >> counterBits), accountId, subjectId, on],
  );
  return rows.length > 0;
}

/** Whether a subject bills an account. */
export async function isBillerOfAccount(
  db: Queryable,
  accountId: bigint,
  subjectId: bigint,
): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from registry.account
     where hromada_id = $1 and account_id = $2 and biller_id = $3`,
    [Number(accountId >> counterBits), accountId, subjectId],
  );
  return rows.length > 0;
}

/** Short name of an organisation, for the band that says in whose name somebody acts. */
export async function getSubjectName(db: Queryable, subjectId: bigint): Promise<string> {
  const { rows } = await db.query(`select short_name from registry.subject where subject_id = $1`, [
    subjectId,
  ]);
  const name = rows[0]?.['short_name'];
  if (typeof name !== 'string') throw new Error('no such subject');
  return name;
}

/** Days of the month on which a biller takes readings, as stored; null when any day is good. */
export async function getReadingWindow(db: Queryable, subjectId: bigint): Promise<unknown> {
  const { rows } = await db.query(
    `select reading_window from registry.subject where subject_id = $1`,
    [subjectId],
  );
  return rows[0]?.['reading_window'] ?? null;
}
