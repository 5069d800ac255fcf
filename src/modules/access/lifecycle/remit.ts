import { consumers, type Role } from '#kernel/role.ts';
import { isSubjectWithin, isWithin } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Principal } from '#platform/principal.ts';
import { bodyRoles } from './acts.ts';

/** Whom a temporary administrator lets neither in nor out: consumers, administrators, the owner. */
const beyondTemporary: ReadonlySet<Role> = new Set<Role>([
  ...consumers,
  'temporary-administrator',
  'technical-administrator',
  'owner',
]);

/**
 * Roles that somebody who decides may let people into at all; where is another question.
 * @law 1039:54.2 1039:55
 */
export function rolesInRemit({ role }: Principal): readonly Role[] {
  if (role === 'technical-administrator') return bodyRoles;
  return bodyRoles.filter((one) => !beyondTemporary.has(one));
}

/** What a decision is about. */
export interface Matter {
  readonly role: Role;
  /** Null for a consumer in person. */
  readonly subjectId: bigint | null;
  readonly territoryId: number | null;
}

/**
 * Whether somebody may decide on a matter: the technical administrator on any; a temporary one on
 * users of the body they were appointed for, or of bodies whose power or work lies wholly in their
 * territory, and never on consumers.
 * @law 1039:54.2 1039:55
 */
export async function isInRemit(
  db: Database | Tx,
  principal: Principal,
  { role, subjectId, territoryId }: Matter,
  now: Temporal.Instant,
): Promise<boolean> {
  if (principal.role === 'technical-administrator') return true;
  if (principal.role !== 'temporary-administrator' || beyondTemporary.has(role)) return false;
  if (principal.territoryId === null) return subjectId === principal.subjectId;
  if (subjectId === null) return false;
  if (territoryId !== null) return isWithin(db, territoryId, principal.territoryId);
  const where = { territoryId: principal.territoryId, on: dayInKyiv(now) };
  return isSubjectWithin(db, subjectId, where);
}
