import type { Database } from '#platform/db/database.ts';
import { sql } from 'kysely';
import { pathOf, territoryFrom, type Territory } from './territories.sql.ts';
import type { TerritoryCategory, TerritoryPath } from './territory.ts';

/** Below this share of common trigrams two names are strangers. */
const likenessMin = 0.4;

export interface FoundTerritory extends Territory {
  /** 1: a word of the name begins with what was typed; less: the share of common trigrams. */
  readonly likeness: number;
}

export interface TerritorySearch {
  /** Folded as the stored keys are. */
  readonly key: string;
  /** As typed, in lower case without apostrophes: of equal keys the same spelling goes first. */
  readonly spelling: string;
  /** Beginnings of names of units above, each of which must match one. */
  readonly around: readonly string[];
  /** Of equally good matches these go first. */
  readonly preferred: readonly TerritoryCategory[];
  readonly on: Temporal.PlainDate;
  readonly categories: readonly TerritoryCategory[];
  readonly within: number | null;
  readonly limit: number;
}

/** Larger units first among equally good matches. */
const categoryOrder = ['K', 'O', 'M', 'P', 'H', 'X', 'C', 'B'] satisfies TerritoryCategory[];

export async function searchTerritories(
  db: Database,
  search: TerritorySearch,
): Promise<readonly FoundTerritory[]> {
  const holding = await findHolding(db, search);
  if (holding.length === search.limit) return holding;
  const similar = await findSimilar(db, search);
  return [...holding, ...similar].slice(0, search.limit);
}

/** The name as the kernel's `searchKey` folds it, which shows what the stored key no longer does. */
const spelledName = sql`translate(lower(unit.name collate "uk-x-icu"), '-\u2019', ' ')`;

interface FoundRow {
  path: TerritoryPath;
  likeness: number;
}

export async function findInForceByCode(
  db: Database,
  code: string,
  on: Temporal.PlainDate,
): Promise<readonly FoundTerritory[]> {
  const { rows } = await sql<FoundRow>`
    select ${pathOf(sql.ref('unit.territory_id'))} as path, 1 as likeness
    from registry.territory unit
    where unit.code = ${code} and unit.in_force @> ${on}::date`.execute(db);
  return rows.map(toFound);
}

/** Names that are the key, then names that begin with it or hold a word that does. */
async function findHolding(db: Database, search: TerritorySearch): Promise<FoundTerritory[]> {
  const { key, spelling } = search;
  const { rows } = await sql<FoundRow>`
    with found as (
      select unit.territory_id, row_number() over (order by
          unit.search_key = ${key} desc,
          unit.category = any(${search.preferred}::text[]) desc,
          strpos(${spelledName}, ${spelling}) > 0 desc,
          array_position(${categoryOrder}::text[], unit.category),
          unit.name collate "uk-x-icu", unit.code) as place
      from registry.territory unit
      where ${beginsWith(key)} and ${conditions(search)}
      order by place limit ${search.limit}
    )
    select ${pathOf(sql.ref('found.territory_id'))} as path, 1 as likeness
    from found order by place`.execute(db);
  return rows.map(toFound);
}

/** Whether the name or a word of it begins with the key. */
function beginsWith(key: string) {
  return sql`(unit.search_key like ${`${key}%`} or unit.search_key like ${`% ${key}%`})`;
}

/** Names that share many trigrams with the key or hold it inside a word, most alike first. */
async function findSimilar(db: Database, search: TerritorySearch): Promise<FoundTerritory[]> {
  const { key } = search;
  const likeness = sql`similarity(unit.search_key, ${key})`;
  const { rows } = await sql<FoundRow>`
    with found as (
      select unit.territory_id, ${likeness} as likeness,
             row_number() over (order by ${likeness} desc,
               unit.category = any(${search.preferred}::text[]) desc,
               array_position(${categoryOrder}::text[], unit.category),
               unit.name collate "uk-x-icu", unit.code) as place
      from registry.territory unit
      where (unit.search_key % ${key} and ${likeness} >= ${likenessMin}
          or unit.search_key like ${`%${key}%`})
        and not ${beginsWith(key)} and ${conditions(search)}
      order by place limit ${search.limit}
    )
    select ${pathOf(sql.ref('found.territory_id'))} as path, likeness
    from found order by place`.execute(db);
  return rows.map(toFound);
}

function conditions({ on, categories, within, around }: TerritorySearch) {
  const everyPlace = around.map(
    (key) => sql`and exists (
      select from registry.territory_closure way
      join registry.territory above on above.territory_id = way.ancestor_id
      where way.descendant_id = unit.territory_id and way.depth > 0
        and above.search_key like ${`${key}%`})`,
  );
  return sql`
    unit.in_force @> ${on}::date
    and unit.category = any(${categories}::text[])
    and (${within}::integer is null or exists (
      select from registry.territory_closure way
      where way.ancestor_id = ${within} and way.descendant_id = unit.territory_id))
    ${sql.join(everyPlace, sql` `)}`;
}

function toFound({ path, likeness }: FoundRow): FoundTerritory {
  return { ...territoryFrom(path), likeness };
}
