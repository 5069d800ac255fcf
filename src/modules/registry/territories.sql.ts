import type { Database } from '#platform/db/database.ts';
import { sql, type RawBuilder } from 'kysely';
import { fullTerritoryName } from './texts.uk.ts';
import type { HromadaType, TerritoryCategory, TerritoryPath } from './territory.ts';

export interface Territory {
  readonly territoryId: number;
  readonly code: string;
  readonly category: TerritoryCategory;
  readonly name: string;
  readonly hromadaType: HromadaType | null;
  readonly fullName: string;
  readonly path: TerritoryPath;
}

/** The way up from a territory as JSON, itself first; `territoryId` is an SQL expression. */
export function pathOf(territoryId: RawBuilder<unknown>): RawBuilder<TerritoryPath> {
  return sql`(
    select json_agg(json_build_object(
        'territoryId', above.territory_id, 'code', above.code, 'category', above.category,
        'name', above.name, 'hromadaType', above.hromada_type) order by way.depth)
    from registry.territory_closure way
    join registry.territory above on above.territory_id = way.ancestor_id
    where way.descendant_id = ${territoryId})`;
}

export function territoryFrom(path: TerritoryPath): Territory {
  return { ...path[0], fullName: fullTerritoryName(path), path };
}

/** The territory with the id, in force or not. */
export async function findTerritory(
  db: Database,
  territoryId: number,
): Promise<Territory | undefined> {
  return findOne(db, sql`unit.territory_id = ${territoryId}`);
}

/** The territory with the code of the codifier, in force or not. */
export async function findTerritoryByCode(
  db: Database,
  code: string,
): Promise<Territory | undefined> {
  return findOne(db, sql`unit.code = ${code}`);
}

async function findOne(
  db: Database,
  condition: RawBuilder<unknown>,
): Promise<Territory | undefined> {
  const { rows } = await sql<{ path: TerritoryPath }>`
    select ${pathOf(sql.ref('unit.territory_id'))} as path
    from registry.territory unit where ${condition}`.execute(db);
  return rows[0] === undefined ? undefined : territoryFrom(rows[0].path);
}

/**
 * The unit whose id is the key of everything that grows there: the hromada a territory is or lies
 * in. Kyiv and Sevastopol have no hromadas and stand for themselves, as do the two cities directly
 * under an oblast. Undefined above the level of hromadas.
 */
export async function findHromadaOf(
  db: Database,
  territoryId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ territoryId: number }>`
    select above.territory_id as "territoryId"
    from registry.territory_closure way
    join registry.territory above on above.territory_id = way.ancestor_id
    where way.descendant_id = ${territoryId} and above.category in ('H', 'K', 'M')
    order by array_position(array['H', 'K', 'M'], above.category) limit 1`.execute(db);
  return rows[0]?.territoryId;
}

/** Whether a territory is `around` or lies in it. Scope is decided here, never by code prefix. */
export async function isWithin(
  db: Database,
  territoryId: number,
  around: number,
): Promise<boolean> {
  const { rows } = await sql`
    select from registry.territory_closure
    where ancestor_id = ${around} and descendant_id = ${territoryId}`.execute(db);
  return rows.length > 0;
}

/** Whether a territory with the id is in force on the day. */
export async function isInForce(
  db: Database,
  territoryId: number,
  on: Temporal.PlainDate,
): Promise<boolean> {
  const { rows } = await sql`
    select from registry.territory
    where territory_id = ${territoryId} and in_force @> ${on}::date`.execute(db);
  return rows.length > 0;
}

export interface ChildTerritory {
  readonly territoryId: number;
  readonly code: string;
  readonly category: TerritoryCategory;
  readonly name: string;
  readonly hromadaType: HromadaType | null;
  readonly hasChildren: boolean;
}

/** Units directly below `parentId`, or all oblasts and special cities for null; for choosing. */
export async function listChildTerritories(
  db: Database,
  parentId: number | null,
  on: Temporal.PlainDate,
): Promise<readonly ChildTerritory[]> {
  const { rows } = await sql<ChildTerritory>`
    select unit.territory_id as "territoryId", unit.code, unit.category, unit.name,
           unit.hromada_type as "hromadaType",
           exists (
             select from registry.territory child
             where child.parent_id = unit.territory_id and child.in_force @> ${on}::date
           ) as "hasChildren"
    from registry.territory unit
    where unit.parent_id is not distinct from ${parentId}::integer and unit.in_force @> ${on}::date
    order by unit.name collate "uk-x-icu", unit.code`.execute(db);
  return rows;
}
