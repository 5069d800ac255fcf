import { getSubjectName } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { readMandatesOfTrustee } from '../mandates/mandates.sql.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { readPersonNames } from '../people/people.ts';
import { inPerson, type Membership } from './membership.ts';
import { readInPerson, readMemberships } from './memberships.sql.ts';

/**
 * All in whose name a person may act today: bodies first, then themselves, then those who trust
 * them (1039:20). Nobody in whose person access is blocked acts for themselves or by a mandate.
 * @law 1039:32.1 1039:33.2
 */
export async function listMemberships(
  { db, secrets }: { readonly db: Queryable; readonly secrets: FieldCipher },
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
  const grantors = await readPersonNames(
    db,
    secrets,
    mandates.map(({ grantorId }) => grantorId),
  );
  const trusted = mandates.map(({ mandateId, grantorId, acts, until, maySign }): Membership => ({
    ...{ ...inPerson, role: 'trusted-consumer', until, maySign },
    mandate: { mandateId, acts, grantorName: grantors.get(grantorId) ?? '' },
  }));
  const own = await readInPerson(db, personId);
  return [...official, ...(own.acts ? [{ ...inPerson, maySign: own.signs }] : []), ...trusted];
}
