import type { Queryable } from '../db/queryable.ts';

/** Ends sessions of a person: one, all but one, or all; other processes forget within seconds. */
export async function endSessionsOf(
  db: Queryable,
  personId: bigint,
  which: { readonly sessionId: string } | { readonly allBut: string } | 'all',
): Promise<void> {
  const only = typeof which === 'object' && 'sessionId' in which ? which.sessionId : null;
  const kept = typeof which === 'object' && 'allBut' in which ? which.allBut : null;
  await db.query(
    `delete from platform.session
     where person_id = $1 and ($2::uuid is null or session_id = $2)
       and ($3::uuid is null or session_id <> $3)`,
    [personId, only, kept],
  );
}

/** Ends all sessions in which somebody acts by a mandate. */
export async function endMandateSessions(db: Queryable, mandateId: bigint): Promise<void> {
  await db.query(`delete from platform.session where principal -> 'mandate' ->> 'mandateId' = $1`, [
    String(mandateId),
  ]);
}

/** The person has done what their sessions waited for. */
export async function endAwaiting(db: Queryable, personId: bigint): Promise<void> {
  await db.query('update platform.session set awaits = null where person_id = $1', [personId]);
}
