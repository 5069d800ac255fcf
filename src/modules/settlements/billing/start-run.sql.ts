import type { Queryable } from '#platform/db/queryable.ts';

export interface ChunkPlan {
  readonly firstBuilding: bigint;
  readonly lastBuilding: bigint;
  readonly accounts: number;
}

/**
 * Payments take this lock shared and a starting run takes it alone: no payment lands in a month
 * whose bills are being counted without it.
 */
export async function lockGate(db: Queryable, billerId: bigint, hromadaId: number): Promise<void> {
  await db.query(`select pg_advisory_xact_lock($1, $2)`, [Number(billerId), hromadaId]);
}

export async function findLastRun(
  db: Queryable,
  billerId: bigint,
  hromadaId: number,
): Promise<{ readonly period: Temporal.PlainDate; readonly state: string } | undefined> {
  const { rows } = await db.query(
    `select period, state from settlements.billing_run
     where biller_id = $1 and hromada_id = $2 order by period desc limit 1`,
    [billerId, hromadaId],
  );
  return rows[0] as unknown as { period: Temporal.PlainDate; state: string } | undefined;
}

/**
 * Writes the run and its chunks. Partitions are made ready for the month and for the next one, to
 * which payments of these bills will belong.
 */
export async function insertRun(
  db: Queryable,
  run: {
    readonly hromadaId: number;
    readonly billerId: bigint;
    readonly month: Temporal.PlainDate;
    readonly accounts: number;
    readonly startedBy: string;
    readonly now: Temporal.Instant;
    readonly chunks: readonly ChunkPlan[];
  },
): Promise<bigint> {
  for (const month of [run.month, run.month.add({ months: 1 })]) {
    await db.query('select settlements.ensure_month($1)', [month]);
  }
  const { rows } = await db.query(
    `insert into settlements.billing_run
       (hromada_id, biller_id, period, state, accounts, started_by, started_at)
     values ($1, $2, $3, 'running', $4, $5, $6) returning run_id`,
    [run.hromadaId, run.billerId, run.month, run.accounts, run.startedBy, run.now],
  );
  const runId = rows[0]?.['run_id'] as bigint;
  await db.query(
    `insert into settlements.billing_chunk
       (run_id, chunk_number, first_building, last_building, accounts, state)
     select $1, row_number() over (), u.first_building, u.last_building, u.accounts, 'open'
     from unnest($2::bigint[], $3::bigint[], $4::int[])
       as u (first_building, last_building, accounts)`,
    [
      runId,
      run.chunks.map(({ firstBuilding }) => firstBuilding),
      run.chunks.map(({ lastBuilding }) => lastBuilding),
      run.chunks.map(({ accounts }) => accounts),
    ],
  );
  return runId;
}
