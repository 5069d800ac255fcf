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

/** Whose membership it is, and which. */
export interface ActingBy {
  readonly personId: bigint;
  readonly membershipId: bigint;
}

/** Ends all sessions in which somebody acts by a membership. */
export async function endMembershipSessions(
  db: Queryable,
  { personId, membershipId }: ActingBy,
): Promise<void> {
  await db.query(
    `delete from platform.session
     where person_id = $1 and principal ->> 'membershipId' = $2`,
    [personId, String(membershipId)],
  );
}

/** Ends all sessions in which somebody acts for themselves or for whoever trusts them. */
export async function endPersonalSessions(db: Queryable, personId: bigint): Promise<void> {
  await db.query(
    `delete from platform.session
     where person_id = $1 and principal ->> 'membershipId' is null`,
    [personId],
  );
}

/**
 * Gives or takes the right to sign in the sessions in which somebody acts for themselves. Sessions
 * by a mandate lose it too; they get it back when the name is chosen anew, as it takes both sides.
 */
export async function setPersonalSigning(
  db: Queryable,
  { personId, mandateIds }: { readonly personId: bigint; readonly mandateIds: readonly bigint[] },
  maySign: boolean,
): Promise<void> {
  await db.query(
    `update platform.session
     set principal = jsonb_set(principal, '{maySign}', to_jsonb($3::boolean))
     where person_id = $1 and principal ->> 'membershipId' is null
         and (not $3 or principal ->> 'role' = 'individual-consumer')
       or not $3 and principal -> 'mandate' ->> 'mandateId' = any ($2::text[])`,
    [personId, mandateIds.map(String), maySign],
  );
}

/** Gives or takes the right to sign in all sessions of a membership, which go on. */
export async function setSessionsSigning(
  db: Queryable,
  { personId, membershipId }: ActingBy,
  maySign: boolean,
): Promise<void> {
  await db.query(
    `update platform.session
     set principal = jsonb_set(principal, '{maySign}', to_jsonb($3::boolean))
     where person_id = $1 and principal ->> 'membershipId' = $2`,
    [personId, String(membershipId), maySign],
  );
}

/** The person has done what their sessions waited for. */
export async function endAwaiting(db: Queryable, personId: bigint): Promise<void> {
  await db.query('update platform.session set awaits = null where person_id = $1', [personId]);
}
