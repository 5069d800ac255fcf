import { getSubjectName } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { readMandatesOfTrustee } from '../mandates/mandates.sql.ts';
import { inPerson, type Membership } from './membership.ts';
import { readMemberships } from './memberships.sql.ts';

/**
 * All in whose name a person may act today: bodies first, then themselves, then those who trust
 * them (1039:20).
 */
export async function listMemberships(
  db: Queryable,
  personId: bigint,
  today: Temporal.PlainDate,
): Promise<readonly Membership[]> {
  const rows = await readMemberships(db, personId, today);
  const names = await Promise.all(rows.map(({ subjectId }) => getSubjectName(db, subjectId)));
  const official = rows.map((row, at) => ({
    ...row,
    subjectName: names[at] ?? null,
    mandate: null,
  }));
  const mandates = await readMandatesOfTrustee(db, personId, today);
  const trusted = mandates.map(({ until, ...mandate }): Membership => ({
    ...{ ...inPerson, role: 'trusted-consumer', mandate, until },
  }));
  return [...official, inPerson, ...trusted];
}
