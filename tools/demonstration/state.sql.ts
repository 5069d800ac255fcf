import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** Identifiers that the database gave to what the demonstration names by key. */
export async function readSubjectIds(
  db: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await selectRows<{ edrpou: string; subject_id: bigint }>(
    db,
    'select edrpou, subject_id from registry.subject where edrpou = any($1)',
    [codes],
  );
  return new Map(rows.map(({ edrpou, subject_id }) => [edrpou, subject_id]));
}

export async function readTerritoryIds(
  db: Queryable,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await selectRows<{ code: string; territory_id: number }>(
    db,
    'select code, territory_id from registry.territory where code = any($1)',
    [codes],
  );
  return new Map(rows.map(({ code, territory_id }) => [code, territory_id]));
}

/** Rights on record, each as provider, service and territory. */
export async function readGrantedRights(db: Queryable): Promise<ReadonlySet<string>> {
  const rows = await selectRows<{ right: string }>(
    db,
    `select provider_id || ':' || service || ':' || territory_id as "right"
     from registry.provision_right`,
  );
  return new Set(rows.map(({ right }) => right));
}

/** Whether the houses and accounts of a hromada have been loaded: they come in one transaction. */
export async function hasAccounts(db: Queryable, hromadaId: number): Promise<boolean> {
  const rows = await selectRows(
    db,
    'select 1 from registry.account where hromada_id = $1 limit 1',
    [hromadaId],
  );
  return rows.length > 0;
}

export async function hasTariffs(db: Queryable): Promise<boolean> {
  return (await selectRows(db, 'select 1 from settlements.tariff limit 1')).length > 0;
}

/** Months that each hromada has been billed for, whole. */
export async function readBilledMonths(db: Queryable): Promise<ReadonlySet<string>> {
  const rows = await selectRows<{ hromada_id: number; period: Temporal.PlainDate }>(
    db,
    `select hromada_id, period from settlements.billing_run where state = 'done'`,
  );
  return new Set(rows.map(({ hromada_id, period }) => `${hromada_id}:${period.toString()}`));
}

/** The bulk loads leave the planner without an idea of the tables' sizes. */
export async function analyse(db: Queryable): Promise<void> {
  await db.query('analyze');
}

/** A house of the demonstration stands without the document that connects real ones. */
export async function markHouseConnected(
  db: Queryable,
  houseId: bigint,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update access.house set state = 'connected', connected_at = $2 where house_id = $1`,
    [houseId, now],
  );
}
