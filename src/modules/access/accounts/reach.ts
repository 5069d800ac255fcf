import type { Queryable } from '#platform/db/queryable.ts';
import type { Principal } from '#platform/principal.ts';
import { readMandatedAccounts } from '../mandates/mandates.sql.ts';
import { readLinkedAccounts, readSubjectAccounts } from './account-links.sql.ts';

/**
 * The accounts that a consumer sees: proved to be theirs, of the house they act for, or named in
 * the mandate they act by. Nobody else has accounts of their own.
 * @law 1039:20.9 1039:20.10 1039:20.11
 */
export async function readReachedAccounts(
  db: Queryable,
  { role, personId, subjectId, mandate }: Principal,
  today: Temporal.PlainDate,
): Promise<readonly bigint[]> {
  if (role === 'individual-consumer' && personId !== null) return readLinkedAccounts(db, personId);
  if (role === 'collective-consumer' && subjectId !== null) {
    return readSubjectAccounts(db, subjectId, today);
  }
  if (role === 'trusted-consumer' && mandate !== null && personId !== null) {
    const accounts = await readMandatedAccounts(db, { ...mandate, trusteeId: personId, on: today });
    return accounts.map(({ accountId }) => accountId);
  }
  return [];
}
