import type { DateRange } from '#kernel/period.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { sql } from 'kysely';
import type { TerritoryCategory } from './territory.ts';

export const territoryStatuses = [
  'possible-hostilities',
  'active-hostilities',
  'active-hostilities-registers-working',
  'occupied',
] as const;

export type TerritoryStatus = (typeof territoryStatuses)[number];

export interface StatusOfTerritory {
  readonly status: TerritoryStatus;
  /** The unit the act names: the territory asked for, or one above it. */
  readonly holder: {
    readonly territoryId: number;
    readonly category: TerritoryCategory;
    readonly name: string;
  };
  readonly valid: DateRange;
  readonly act: string;
}

interface StatusRow {
  status: TerritoryStatus;
  territoryId: number;
  category: TerritoryCategory;
  name: string;
  validFrom: Temporal.PlainDate;
  validTo: Temporal.PlainDate | null;
  act: string;
}

/**
 * Hostilities and occupation on a territory at a date, nearest holder first. A status holds for the
 * unit the act names and for everything below it (376:1).
 */
export async function statusesOn(
  db: Database,
  territoryId: number,
  date: Temporal.PlainDate,
): Promise<readonly StatusOfTerritory[]> {
  const { rows } = await sql<StatusRow>`
    select status.status, holder.territory_id as "territoryId", holder.category, holder.name,
           lower(status.valid) as "validFrom", upper(status.valid) as "validTo", status.act
    from registry.territory_closure way
    join registry.territory_status status on status.territory_id = way.ancestor_id
    join registry.territory holder on holder.territory_id = way.ancestor_id
    where way.descendant_id = ${territoryId} and status.valid @> ${date}::date
    order by way.depth, status.status`.execute(db);
  return rows.map(({ status, territoryId, category, name, validFrom, validTo, act }) => ({
    status,
    holder: { territoryId, category, name },
    valid: { from: validFrom, to: validTo },
    act,
  }));
}

export interface StatusPeriod {
  readonly code: string;
  readonly status: TerritoryStatus;
  readonly from: Temporal.PlainDate;
  /** Last day, included; null while the status lasts. */
  readonly through: Temporal.PlainDate | null;
}

/** Which of the codes the register knows, in force or not. */
export async function findKnownCodes(
  tx: Tx,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ code: string }>`
    select code from registry.territory where code = any(${codes}::text[])`.execute(tx);
  return new Set(rows.map(({ code }) => code));
}

/** Makes the register hold exactly these periods under the act. Returns what had to change. */
export async function replaceStatuses(
  tx: Tx,
  act: string,
  periods: readonly StatusPeriod[],
): Promise<{ readonly added: number; readonly removed: number }> {
  await sql`drop table if exists pg_temp.staged_status`.execute(tx);
  await sql`
    create temporary table staged_status on commit drop as
    select distinct unit.territory_id, staged.status,
           daterange(staged.first_day, staged.last_day, '[]') as valid
    from unnest(
      ${periods.map(({ code }) => code)}::text[],
      ${periods.map(({ status }) => status)}::text[],
      ${periods.map(({ from }) => from.toString())}::date[],
      ${periods.map(({ through }) => through?.toString() ?? null)}::date[]
    ) as staged (code, status, first_day, last_day)
    join registry.territory unit on unit.code = staged.code`.execute(tx);
  const removed = await sql`
    delete from registry.territory_status known
    where act = ${act} and not exists (
      select from staged_status staged
      where (staged.territory_id, staged.status, staged.valid)
          = (known.territory_id, known.status, known.valid))`.execute(tx);
  const added = await sql`
    insert into registry.territory_status (territory_id, status, valid, act)
    select territory_id, status, valid, ${act} from staged_status
    on conflict do nothing`.execute(tx);
  return {
    added: Number(added.numAffectedRows ?? 0n),
    removed: Number(removed.numAffectedRows ?? 0n),
  };
}
