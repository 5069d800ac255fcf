import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { BuildingKey } from './dwelling.ts';

/** Open accounts of a house that a biller forms bills for, by their ids. */
export async function readHouseAccounts(
  db: Queryable,
  { hromadaId, buildingId }: BuildingKey,
  billerId: bigint,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ accountId: bigint }>(
    db,
    `select account_id as "accountId" from registry.account
     where hromada_id = $1 and building_id = $2 and biller_id = $3 and closed_on is null
     order by account_id`,
    [hromadaId, buildingId, billerId],
  );
  return rows.map(({ accountId }) => accountId);
}
