import type { Tx } from '#platform/db/database.ts';
import { sql } from 'kysely';

/**
 * Brings the closure to what the parents say: every unit with each unit above it and itself. It is
 * computed whole and only the rows that differ are touched, so it is right whatever came before.
 */
export async function rebuildClosure(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.true_closure`.execute(tx);
  await sql`
    create temporary table true_closure on commit drop as
    with recursive step as (
      select territory_id as ancestor_id, territory_id as descendant_id, 0 as depth
      from registry.territory
      union all
      select unit.parent_id, step.descendant_id, step.depth + 1
      from step join registry.territory unit on unit.territory_id = step.ancestor_id
      where unit.parent_id is not null
    )
    select ancestor_id, descendant_id, depth::smallint as depth from step`.execute(tx);
  await sql`analyze true_closure`.execute(tx);
  await sql`
    delete from registry.territory_closure known
    where not exists (
      select from true_closure true_row
      where (true_row.ancestor_id, true_row.descendant_id, true_row.depth)
          = (known.ancestor_id, known.descendant_id, known.depth))`.execute(tx);
  await sql`
    insert into registry.territory_closure (ancestor_id, descendant_id, depth)
    select ancestor_id, descendant_id, depth from true_closure
    on conflict do nothing`.execute(tx);
}
