import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Principal } from '#platform/principal.ts';
import type { AccessParts } from '../parts.ts';
import { readMemberships } from './memberships.sql.ts';

/**
 * The token of a session that has just been given a membership, or undefined when a decision took
 * that away meanwhile: the decision ended the sessions there were, and did not see this one.
 * @law 1039:36
 */
export async function keepIfOpen(
  { db, clock, sessions }: Pick<AccessParts, 'db' | 'clock' | 'sessions'>,
  token: string,
  { personId, membershipId, maySign }: Principal,
): Promise<string | undefined> {
  if (personId === null || membershipId === null) return token;
  const held = await readMemberships(queryableOf(db), personId, dayInKyiv(clock.now()));
  const isOpen = held.some((one) => one.membershipId === membershipId && one.maySign === maySign);
  if (isOpen) return token;
  await sessions.end(token);
  return undefined;
}
