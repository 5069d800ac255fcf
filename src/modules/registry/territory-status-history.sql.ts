import type { Database } from '#platform/db/database.ts';
import { sql } from 'kysely';
import type { StatusOfTerritory } from './territory-status.sql.ts';

interface StatusRow extends Omit<StatusOfTerritory, 'valid'> {
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | null;
}

/** Everything on record of hostilities and occupation on a territory, newest first (376:1). */
export async function listStatuses(
  db: Database,
  territoryId: number,
): Promise<readonly StatusOfTerritory[]> {
  const { rows } = await sql<StatusRow>`
    select status.status, status.act,
           json_build_object('territoryId', holder.territory_id, 'category', holder.category,
                             'name', holder.name) as holder,
           lower(status.valid) as "validFrom", upper(status.valid) as "validTo"
    from registry.territory_closure way
    join registry.territory_status status on status.territory_id = way.ancestor_id
    join registry.territory holder on holder.territory_id = way.ancestor_id
    where way.descendant_id = ${territoryId}
    order by lower(status.valid) desc, way.depth, status.status`.execute(db);
  return rows.map(statusFrom);
}

function statusFrom({ validFrom, validTo, ...status }: StatusRow): StatusOfTerritory {
  return { ...status, valid: { from: validFrom, to: validTo } };
}
