import { connectAccounts, insertHouse, readHousesOf } from '#modules/access/index.ts';
import { findAccount, readHouseAccounts } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { houseBasis } from '../generator/bodies.seed.uk.ts';
import { markHouseConnected } from './state.sql.ts';

export interface HouseWish {
  /** The association. */
  readonly subjectId: bigint;
  /** One account of the house. */
  readonly accountId: bigint;
  readonly now: Temporal.Instant;
}

/** An association acts for all accounts of a house; done already, it is left alone. */
export async function connectHouse(
  db: Database,
  { subjectId, accountId, now }: HouseWish,
): Promise<void> {
  const queryable = queryableOf(db);
  const account = await findAccount(db, accountId);
  const houses = await readHousesOf(queryable, subjectId);
  if (account === undefined || houses.length > 0) return;
  const { hromadaId, building, biller } = account;
  const { buildingId } = building;
  const billerId = biller.subjectId;
  const houseId = await insertHouse(queryable, {
    ...{ subjectId, hromadaId, buildingId, billerId, basis: houseBasis, askedAt: now },
  });
  await markHouseConnected(queryable, houseId, now);
  const accounts = await readHouseAccounts(queryable, building, billerId);
  await connectAccounts(queryable, subjectId, accounts, dayInKyiv(now));
}
