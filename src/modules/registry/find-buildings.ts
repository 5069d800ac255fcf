import type { Database } from '#platform/db/database.ts';
import { z } from 'zod';
import { searchBuildings } from './buildings.sql.ts';
import type { Building } from './dwelling.ts';
import { optional, pageBounds, pageField, territoryIdField, toPage, type Page } from './fields.ts';
import { addressKey } from './search-key.ts';
import { findHromadaOf } from './territories.sql.ts';

const queryLengthMax = 200;

export const buildingSearchInput = z.object({
  settlementId: territoryIdField,
  /** Street, and the number of the house after it. */
  text: optional(z.string().max(queryLengthMax)),
  page: pageField,
});

export type BuildingSearchInput = z.infer<typeof buildingSearchInput>;

/** Finds houses of a settlement by street and number; all of them when nothing is typed. */
export async function findBuildings(
  db: Database,
  { settlementId, text = '', page }: BuildingSearchInput,
): Promise<Page<Building>> {
  const hromadaId = await findHromadaOf(db, settlementId);
  if (hromadaId === undefined) return toPage([], page);
  const key = addressKey(text);
  return toPage(
    await searchBuildings(db, { hromadaId, settlementId, key, ...pageBounds(page) }),
    page,
  );
}
