import type { Database } from '#platform/db/database.ts';
import { sql } from 'kysely';
import { pathOf, territoryFrom, type Territory } from './territories.sql.ts';
import type { TerritoryCategory, TerritoryPath } from './territory.ts';

/** Units whose ids are keys of everything that grows: see `findHromadaOf`. */
const keyCategories = ['H', 'K', 'M'] satisfies TerritoryCategory[];

/**
 * Ids of the key units that lie in a territory: hromadas, and cities that stand for themselves. A
 * hromada's own id is among them when the territory is a hromada.
 */
export async function listKeyUnitsWithin(
  db: Database,
  territoryId: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ territoryId: number }>`
    select unit.territory_id as "territoryId"
    from registry.territory_closure way
    join registry.territory unit on unit.territory_id = way.descendant_id
    where way.ancestor_id = ${territoryId} and unit.category = any(${keyCategories}::text[])
    order by unit.territory_id`.execute(db);
  return rows.map((row) => row.territoryId);
}

/** The levels that sums are grouped to: regions of the country, then hromadas of a region. */
export type GroupLevel = 'regions' | 'hromadas';

const levelCategories: Readonly<Record<GroupLevel, readonly TerritoryCategory[]>> = {
  regions: ['O', 'K'],
  hromadas: ['H', 'K', 'M'],
};

/**
 * Which unit of the level each key unit is or lies in, decided by the closure table. A key unit
 * that lies in none of the level is absent.
 */
export async function groupKeyUnits(
  db: Database,
  keyUnitIds: readonly number[],
  level: GroupLevel,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ keyUnitId: number; groupId: number }>`
    select distinct on (way.descendant_id)
           way.descendant_id as "keyUnitId", way.ancestor_id as "groupId"
    from registry.territory_closure way
    join registry.territory above on above.territory_id = way.ancestor_id
    where way.descendant_id = any(${keyUnitIds}::integer[])
      and above.category = any(${levelCategories[level]}::text[])
    order by way.descendant_id, array_position(${levelCategories[level]}::text[], above.category)
    `.execute(db);
  return new Map(rows.map(({ keyUnitId, groupId }) => [keyUnitId, groupId]));
}

/** Territories by their ids, in force or not. */
export async function readTerritories(
  db: Database,
  territoryIds: readonly number[],
): Promise<ReadonlyMap<number, Territory>> {
  const { rows } = await sql<{ path: TerritoryPath }>`
    select ${pathOf(sql.ref('unit.territory_id'))} as path
    from registry.territory unit where unit.territory_id = any(${territoryIds}::integer[])
    `.execute(db);
  return new Map(rows.map(({ path }) => [path[0].territoryId, territoryFrom(path)]));
}
