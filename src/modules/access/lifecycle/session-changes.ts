import type { Queryable } from '#platform/db/queryable.ts';
import {
  endMandateSessions,
  endMembershipSessions,
  endPersonalSessions,
  setPersonalSigning,
  setSessionsSigning,
} from '#platform/sessions/sessions.sql.ts';
import { readMandatesGiven } from '../mandates/mandates.sql.ts';
import type { Standing } from './acts.ts';
import type { HeldMembership } from './decisions.sql.ts';

/**
 * What a decision takes from sessions: all of those in the name that it is about, or the right to
 * sign in them. Whoever may not act for themselves is trusted by nobody and trusts nobody: sessions
 * of their deputies end too.
 * @law 1039:34 1039:36
 */
export async function takeFromSessions(
  every: Queryable,
  held: HeldMembership,
  { state, maySign }: Standing,
): Promise<void> {
  const { personId, subjectId } = held;
  const ends = state !== 'active';
  if (!ends && maySign === held.maySign) return;
  if (subjectId !== null) {
    if (ends) await endMembershipSessions(every, held);
    else await setSessionsSigning(every, held, maySign);
    return;
  }
  const mandateIds = await readMandatesGiven(every, personId);
  if (!ends) return setPersonalSigning(every, { personId, mandateIds }, maySign);
  await endPersonalSessions(every, personId);
  for (const mandateId of mandateIds) await endMandateSessions(every, mandateId);
}
