import type { BuildingRange } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { billBuilding } from './bill-building.ts';
import { giveBackAsCharged } from './give-backs.ts';
import type { BilledBuilding, RunContext } from './model.ts';
import { readChunk } from './read-chunk.ts';

/** Charges a range of buildings for the month; writes nothing. */
export async function billChunk(
  db: Queryable,
  range: BuildingRange,
  run: RunContext,
): Promise<readonly BilledBuilding[]> {
  const buildings = await readChunk(db, range, run);
  const billed = buildings.map((building) => billBuilding(building, run));
  return giveBackAsCharged(db, billed, run);
}
