import { findAccountsOfBiller, hromadaOfId, isWithin } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { RestrictedRow } from './restricted.sql.ts';

/**
 * The account that a request names, within the territory where the official has power; undefined
 * when there is none, or when a biller has several of the number there.
 * @law 1039:21.7 1039:95
 */
export async function findAskedAccount(
  db: Database,
  asked: Pick<RestrictedRow, 'accountNumber' | 'billerEdrpou' | 'territoryId'>,
): Promise<bigint | undefined> {
  const { accountNumber: number, billerEdrpou: edrpou, territoryId } = asked;
  const found = await findAccountsOfBiller(queryableOf(db), { number, edrpou });
  const ids = found.map(({ accountId }) => accountId);
  const within =
    territoryId === null
      ? ids.map(() => true)
      : await Promise.all(ids.map((id) => isWithin(db, hromadaOfId(id), territoryId)));
  const [accountId, ...others] = ids.filter((_, at) => within[at]);
  return others.length === 0 ? accountId : undefined;
}
