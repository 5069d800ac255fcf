import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Principal } from '#platform/principal.ts';
import type { AccessParts } from '../parts.ts';
import { listMemberships } from './list-memberships.ts';
import { keyOf } from './membership.ts';

/**
 * The token of a session that has just been given a name to act in, or undefined when a decision
 * took that away meanwhile: the decision ended the sessions there were, and did not see this one.
 * @law 1039:36
 */
export async function keepIfOpen(
  { db, clock, sessions, secrets }: Pick<AccessParts, 'db' | 'clock' | 'sessions' | 'secrets'>,
  token: string,
  acting: Principal,
): Promise<string | undefined> {
  const { personId, maySign } = acting;
  if (personId === null) return token;
  const reading = { db: queryableOf(db), secrets };
  const held = await listMemberships(reading, personId, dayInKyiv(clock.now()));
  const isOpen = held.some((one) => keyOf(one) === keyOf(acting) && one.maySign === maySign);
  if (isOpen) return token;
  await sessions.end(token);
  return undefined;
}
