import type { Service } from '#kernel/service.ts';
import type { Database } from '#platform/db/database.ts';
import { sql, type RawBuilder } from 'kysely';
import type { ProvisionState } from './provision-right.ts';

type Expression = RawBuilder<unknown>;

/**
 * State on a day of a `provision_right right_row` on a territory, as an SQL expression. Of the
 * events up to the day that concern the territory the last decides: widen and narrow, whether the
 * right reaches there; start, stop and restore, whether the service is provided. Without such
 * events a right holds on its own territory and below it from the first day of its term, unless a
 * start is recorded for later.
 */
export function stateOfRight(territoryId: Expression, on: Expression): RawBuilder<ProvisionState> {
  const concerned = eventsOn(territoryId, on);
  return sql<ProvisionState>`(
    select case
      when not right_row.term @> ${on} then 'out-of-term'
      when extent.kind = 'narrow' then 'not-covered'
      when extent.kind is null and not exists (
        select from registry.territory_closure own
        where own.ancestor_id = right_row.territory_id and own.descendant_id = ${territoryId}
      ) then 'not-covered'
      when switch.kind = 'stop' then 'stopped'
      when switch.kind is null and exists (
        select from registry.provision_event later
        where later.right_id = right_row.right_id and later.kind = 'start'
      ) then 'not-started'
      else 'provided' end
    from (select) as one
    left join lateral (
      ${concerned} and event.kind in ('widen', 'narrow')
      order by event.occurred_on desc, way.depth, event.kind desc limit 1) extent on true
    left join lateral (
      ${concerned} and event.kind in ('start', 'stop', 'restore')
      order by event.occurred_on desc,
               array_position(array['restore', 'stop', 'start'], event.kind) limit 1
    ) switch on true)`;
}

function eventsOn(territoryId: Expression, on: Expression): Expression {
  return sql`
    select event.kind
    from registry.provision_event event
    left join registry.territory_closure way
      on way.ancestor_id = event.territory_id and way.descendant_id = ${territoryId}
    where event.right_id = right_row.right_id and event.occurred_on <= ${on}
      and (event.territory_id is null or way.depth is not null)`;
}

/** Rights that may reach a territory: those for it or above, and those ever widened to there. */
export function rightReaches(territoryId: Expression): Expression {
  return sql`exists (
    select from registry.territory_closure reached
    where reached.descendant_id = ${territoryId}
      and (reached.ancestor_id = right_row.territory_id
        or reached.ancestor_id in (
          select event.territory_id from registry.provision_event event
          where event.right_id = right_row.right_id and event.kind = 'widen')))`;
}

export interface RightOnTerritory {
  readonly rightId: bigint;
  readonly providerId: bigint;
  readonly service: Service;
}

/**
 * Who may provide which service on a territory on a day: rights in term that reach it and are not
 * stopped (1039:23.3.b.2, 1039:23.3.b.3).
 */
export async function rightsOnTerritory(
  db: Database,
  where: {
    readonly territoryId: number;
    readonly on: Temporal.PlainDate;
    readonly service?: Service;
  },
): Promise<readonly RightOnTerritory[]> {
  const { service = null } = where;
  const territoryId = sql`${where.territoryId}::integer`;
  const on = sql`${where.on}::date`;
  const { rows } = await sql<RightOnTerritory>`
    select right_row.right_id as "rightId", right_row.provider_id as "providerId",
           right_row.service
    from registry.provision_right right_row
    where ${rightReaches(territoryId)}
      and (${service}::text is null or right_row.service = ${service})
      and ${stateOfRight(territoryId, on)} = 'provided'
    order by right_row.service, right_row.provider_id, right_row.right_id`.execute(db);
  return rows;
}
