import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { suppliers } from '#kernel/role.ts';
import { findBuilding, getSubjectName, readHouseAccounts } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { readHousesOf, type House } from './houses.sql.ts';

/** A house as one of its sides sees it. */
export interface ShownHouse extends House {
  readonly address: string;
  readonly associationName: string;
  readonly billerName: string;
  readonly accounts: number;
}

/**
 * Houses that an association acts for, or those of a biller's that associations act for.
 * @law 1039:20.9
 */
export const listHouses = defineQuery({
  id: 'access.list-houses',
  law: [law('1039:20.9'), law('1039:25')],
  audience: ['collective-consumer', ...suppliers],
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ db, principal }: Reading): Promise<readonly ShownHouse[]> {
    const { subjectId } = principal;
    if (subjectId === null) return [];
    const queryable = queryableOf(db);
    const houses = await readHousesOf(queryable, subjectId);
    return Promise.all(
      houses.map(async (house) => {
        const building = await findBuilding(db, house);
        const accounts = await beyondReach(db, 'how many accounts a house has', (every) =>
          readHouseAccounts(every, house, house.billerId),
        );
        return {
          ...house,
          address: building === undefined ? '' : `${building.street}, ${building.houseNumber}`,
          associationName: await getSubjectName(queryable, house.subjectId),
          billerName: await getSubjectName(queryable, house.billerId),
          accounts: accounts.length,
        };
      }),
    );
  },
});
