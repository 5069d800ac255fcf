import type { Tx } from '#platform/db/database.ts';
import { sql } from 'kysely';
import { storedKey } from './search-key.ts';
import type { TerritoryUnit } from './territory.ts';

/** Editions are loaded one after another: each is compared with what the one before left. */
const editionLock = 1039_0376;
const unitsPerInsertMax = 10_000;
/** A first load on a busy machine takes longer than a statement of a page may. */
const bulkTimeoutMs = 600_000;

export type TerritoryOrigin = 'codifier' | 'demonstration';

export interface EditionDifference {
  readonly added: number;
  /** Other name or other category. */
  readonly renamed: number;
  /** Other parent. */
  readonly moved: number;
  readonly retired: number;
}

export type TerritoryChangeKind = keyof EditionDifference;

export interface TerritoryChange {
  readonly kind: TerritoryChangeKind;
  readonly code: string;
  readonly name: string;
  /** The name before, or of a unit that moved that of the unit it lay in. */
  readonly was: string | null;
}

export interface EditionChanges {
  readonly difference: EditionDifference;
  readonly changes: readonly TerritoryChange[];
  /** Units of the edition that differ from the register, each once. */
  readonly changedUnits: number;
}

/** Puts units into a temporary table, matched with the units that the register already has. */
export async function stageUnits(
  tx: Tx,
  units: readonly TerritoryUnit[],
  originOf: (unit: TerritoryUnit) => TerritoryOrigin = () => 'codifier',
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${editionLock})`.execute(tx);
  await sql`set local statement_timeout = ${sql.lit(bulkTimeoutMs)}`.execute(tx);
  await sql`drop table if exists pg_temp.staged_territory`.execute(tx);
  await sql`
    create temporary table staged_territory (
      code text primary key,
      parent_code text,
      category text not null,
      name text not null,
      hromada_type text,
      search_key text not null,
      origin text not null,
      territory_id integer,
      is_new boolean not null default false
    ) on commit drop`.execute(tx);
  for (let first = 0; first < units.length; first += unitsPerInsertMax) {
    await insertStaged(tx, units.slice(first, first + unitsPerInsertMax), originOf);
  }
  await matchStaged(tx);
}

async function insertStaged(
  tx: Tx,
  units: readonly TerritoryUnit[],
  originOf: (unit: TerritoryUnit) => TerritoryOrigin,
): Promise<void> {
  await sql`
    insert into staged_territory
      (code, parent_code, category, name, hromada_type, search_key, origin)
    select * from unnest(
      ${units.map(({ code }) => code)}::text[],
      ${units.map(({ parentCode }) => parentCode)}::text[],
      ${units.map(({ category }) => category)}::text[],
      ${units.map(({ name }) => name)}::text[],
      ${units.map(({ hromadaType }) => hromadaType)}::text[],
      ${units.map(({ name }) => storedKey(name))}::text[],
      ${units.map(originOf)}::text[])`.execute(tx);
}

/**
 * A unit is the same when its code is; failing that, when its own number (the last five digits) is,
 * since a unit that moves to another hromada or raion gets a new code around the same number.
 */
async function matchStaged(tx: Tx): Promise<void> {
  await sql`
    update staged_territory staged set territory_id = unit.territory_id
    from registry.territory unit where unit.code = staged.code`.execute(tx);
  await sql`
    update staged_territory staged set territory_id = unit.territory_id
    from registry.territory unit
    where staged.territory_id is null
      and unit.origin = staged.origin
      and right(unit.code, 5) = right(staged.code, 5)
      and ${levelOf('unit')} = ${levelOf('staged')}
      and not exists (select from staged_territory same where same.code = unit.code)`.execute(tx);
  await sql`analyze staged_territory`.execute(tx);
}

function levelOf(table: string) {
  const category = sql.ref(`${table}.category`);
  return sql`case when ${category} in ('M', 'T', 'X', 'C') then 'settlement' else ${category} end`;
}

const parentIsAnother = sql`
  unit.parent_id is distinct from parent.territory_id
  and (staged.parent_code is not null or unit.parent_id is not null)`;

/** What the staged edition changes, named one by one; the list is cut at `limit`. */
export async function readChanges(tx: Tx, limit: number): Promise<EditionChanges> {
  const { rows } = await sql<TerritoryChange & { total: bigint; changedUnits: bigint }>`
    with change as (
      select 'added' as kind, staged.code, staged.name, null as was
      from staged_territory staged left join registry.territory unit using (territory_id)
      where unit.territory_id is null or not upper_inf(unit.in_force)
      union all
      select 'renamed', staged.code, staged.name, unit.name
      from staged_territory staged join registry.territory unit using (territory_id)
      where (unit.name, unit.category) <> (staged.name, staged.category)
      union all
      select 'moved', staged.code, staged.name, above.name
      from staged_territory staged join registry.territory unit using (territory_id)
      left join staged_territory parent on parent.code = staged.parent_code
      left join registry.territory above on above.territory_id = unit.parent_id
      where ${parentIsAnother}
      union all
      select 'retired', unit.code, unit.name, null from registry.territory unit where ${isMissing}
    ), placed as (
      select kind, code, name, was, count(*) over (partition by kind) as total,
             row_number() over (partition by kind order by code) as place
      from change
    )
    select kind, code, name, was, total,
           (select count(distinct code) from change where kind <> 'retired') as "changedUnits"
    from placed
    where place <= ${limit} order by kind, code`.execute(tx);
  const count = (kind: TerritoryChangeKind) =>
    Number(rows.find((row) => row.kind === kind)?.total ?? 0n);
  return {
    difference: {
      added: count('added'),
      renamed: count('renamed'),
      moved: count('moved'),
      retired: count('retired'),
    },
    changes: rows.map(({ kind, code, name, was }) => ({ kind, code, name, was })),
    changedUnits: Number(rows[0]?.changedUnits ?? 0n),
  };
}

/** In the codifier until now and not in the staged edition. */
const isMissing = sql`
  unit.origin = 'codifier' and upper_inf(unit.in_force)
  and not exists (
    select from staged_territory staged where staged.territory_id = unit.territory_id)`;

/** Adds the staged units that the register lacks. `since: null`: in force for as long as known. */
export async function insertNewUnits(tx: Tx, since: Temporal.PlainDate | null): Promise<number> {
  const { numAffectedRows } = await sql`
    with inserted as (
      insert into registry.territory
        (code, category, name, hromada_type, search_key, origin, in_force)
      select code, category, name, hromada_type, search_key, origin,
             daterange(${since}::date, null)
      from staged_territory where territory_id is null
      returning territory_id, code
    )
    update staged_territory staged set territory_id = inserted.territory_id, is_new = true
    from inserted where inserted.code = staged.code`.execute(tx);
  await sql`
    update registry.territory unit set parent_id = parent.territory_id
    from staged_territory staged join staged_territory parent on parent.code = staged.parent_code
    where staged.is_new and staged.territory_id = unit.territory_id`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Brings units known before to what the staged edition says of them. */
export async function updateKnownUnits(tx: Tx, editionOn: Temporal.PlainDate): Promise<void> {
  await sql`
    update registry.territory unit set
      code = staged.code,
      parent_id = parent.territory_id,
      category = staged.category,
      name = staged.name,
      search_key = staged.search_key,
      hromada_type = coalesce(staged.hromada_type, unit.hromada_type),
      in_force = case
        when upper_inf(unit.in_force) then unit.in_force
        when isempty(unit.in_force) then daterange(${editionOn}::date, null)
        -- A unit that comes back was left out of an edition by mistake.
        else daterange(lower(unit.in_force), null) end
    from staged_territory staged
    left join staged_territory parent on parent.code = staged.parent_code
    where staged.territory_id = unit.territory_id and not staged.is_new
      and (not upper_inf(unit.in_force)
        or (unit.code, unit.category, unit.name, unit.search_key)
           <> (staged.code, staged.category, staged.name, staged.search_key)
        or unit.hromada_type is distinct from coalesce(staged.hromada_type, unit.hromada_type)
        or (${parentIsAnother}))`.execute(tx);
}

/** Ends units that are missing from the staged edition; they stay for whatever refers to them. */
export async function retireMissingUnits(tx: Tx, editionOn: Temporal.PlainDate): Promise<void> {
  await sql`
    update registry.territory unit
    set in_force = daterange(lower(unit.in_force), ${editionOn}::date)
    where ${isMissing}`.execute(tx);
}

/** Date of the newest edition loaded, if any was. */
export async function findNewestEdition(tx: Tx): Promise<Temporal.PlainDate | undefined> {
  const { rows } = await sql<{ editionOn: Temporal.PlainDate }>`
    select edition_on as "editionOn" from registry.territory_edition
    order by edition_on desc limit 1`.execute(tx);
  return rows[0]?.editionOn;
}

export interface LoadedEdition extends EditionDifference {
  readonly editionOn: Temporal.PlainDate;
  readonly source: string;
  readonly units: number;
  readonly loadedAt: Temporal.Instant;
}

/** Records an edition; a corrected file of the same date adds to what its first load changed. */
export async function recordEdition(tx: Tx, edition: LoadedEdition): Promise<void> {
  await sql`
    insert into registry.territory_edition as known
      (edition_on, source, units, added, renamed, moved, retired, loaded_at)
    values (${edition.editionOn}, ${edition.source}, ${edition.units}, ${edition.added},
            ${edition.renamed}, ${edition.moved}, ${edition.retired}, ${edition.loadedAt})
    on conflict (edition_on) do update set
      source = excluded.source,
      units = excluded.units,
      added = known.added + excluded.added,
      renamed = known.renamed + excluded.renamed,
      moved = known.moved + excluded.moved,
      retired = known.retired + excluded.retired,
      loaded_at = excluded.loaded_at
    where excluded.added + excluded.renamed + excluded.moved + excluded.retired > 0`.execute(tx);
}
