import type { Period } from '#kernel/period.ts';
import type pg from 'pg';
import type { BilledAccount, RunContext } from './model.ts';
import type { ChunkResult } from './write-chunk.ts';

export interface RunRow {
  readonly run_id: bigint;
  readonly hromada_id: number;
  readonly biller_id: bigint;
  /** First day of the month. */
  readonly period: Temporal.PlainDate;
  readonly state: 'running' | 'done' | 'blocked';
  readonly started_at: Temporal.Instant;
}

export interface ChunkRow {
  readonly chunk_number: number;
  readonly first_building: bigint;
  readonly last_building: bigint;
}

export async function findRun(client: pg.ClientBase, runId: bigint): Promise<RunRow | undefined> {
  const { rows } = await client.query<RunRow>(
    `select run_id, hromada_id, biller_id, period, state, started_at
     from settlements.billing_run where run_id = $1`,
    [runId],
  );
  return rows[0];
}

/**
 * Locks an open chunk of the run; undefined when none is open any more. Chunks that others hold are
 * left to the end and then waited for: a payment of that building holds one for a moment, another
 * worker until it is done.
 */
export async function takeChunk(
  client: pg.ClientBase,
  runId: bigint,
): Promise<ChunkRow | undefined> {
  const lockNext = async (wait: 'skip locked' | '') => {
    const { rows } = await client.query<ChunkRow>(
      `select chunk_number, first_building, last_building
       from settlements.billing_chunk
       where run_id = $1 and state = 'open'
       order by chunk_number limit 1 for update ${wait}`,
      [runId],
    );
    return rows[0];
  };
  return (await lockNext('skip locked')) ?? lockNext('');
}

export async function finishChunk(
  client: pg.ClientBase,
  runId: bigint,
  chunkNumber: number,
  result: ChunkResult,
): Promise<void> {
  await client.query(
    `update settlements.billing_chunk
     set state = 'done', done_at = now(), charged = $3, due = $4, questions = $5
     where run_id = $1 and chunk_number = $2`,
    [runId, chunkNumber, result.charged, result.due, result.questions],
  );
}

/**
 * Adds the chunk to the month's totals; last before the commit, since chunks share these rows. What
 * was paid and corrected stands there already: each posting added itself.
 */
export async function addToMonthTotals(
  client: pg.ClientBase,
  hromadaId: number,
  period: Period,
  result: ChunkResult,
): Promise<void> {
  const column = <T>(of: (total: ChunkResult['totals'][number]) => T) => result.totals.map(of);
  await client.query(
    `insert into settlements.month_total as t
       (hromada_id, period, provider_id, service, accounts, opening, charged, corrected, paid)
     select $1, $2::date, u.provider_id, u.service, u.accounts, u.opening, u.charged, 0, 0
     from unnest($3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
       as u (provider_id, service, accounts, opening, charged)
     order by u.provider_id, u.service
     on conflict (hromada_id, period, provider_id, service) do update
     set accounts = t.accounts + excluded.accounts, opening = t.opening + excluded.opening,
         charged = t.charged + excluded.charged`,
    [
      hromadaId,
      `${period}-01`,
      column(({ providerId }) => providerId),
      column(({ service }) => service),
      column(({ accounts }) => accounts),
      column(({ opening }) => opening),
      column(({ charged }) => charged),
    ],
  );
}

/** Adds the use of a chunk's households to that of their kind in the month. */
export async function addToPeerUse(
  client: pg.ClientBase,
  hromadaId: number,
  period: Period,
  { peers }: Pick<ChunkResult, 'peers'>,
): Promise<void> {
  const column = <T>(of: (group: ChunkResult['peers'][number]) => T) => peers.map(of);
  await client.query(
    `insert into settlements.peer_use as t
       (hromada_id, period, premises_kind, heating, service, basis, accounts, weight, volume,
        amount)
     select $1, $2::date, u.*
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                 $9::bigint[], $10::bigint[])
       as u (premises_kind, heating, service, basis, accounts, weight, volume, amount)
     order by u.premises_kind, u.heating, u.service, u.basis
     on conflict (hromada_id, period, premises_kind, heating, service, basis) do update
     set accounts = t.accounts + excluded.accounts, weight = t.weight + excluded.weight,
         volume = t.volume + excluded.volume, amount = t.amount + excluded.amount`,
    [
      hromadaId,
      `${period}-01`,
      column(({ premisesKind }) => premisesKind),
      column(({ heating }) => heating),
      column(({ service }) => service),
      column(({ basis }) => basis),
      column(({ accounts }) => accounts),
      column(({ weight }) => weight),
      column(({ volume }) => volume),
      column(({ amount }) => amount),
    ],
  );
}

/** Of several questions of a kind about a service of an account, the first stays. */
export async function insertQuestions(
  client: pg.ClientBase,
  { runId, hromadaId }: Pick<RunContext, 'runId' | 'hromadaId'>,
  accounts: readonly BilledAccount[],
): Promise<void> {
  const asked = accounts.flatMap(({ account: { accountId }, questions }) =>
    questions.map((question) => ({ accountId, ...question })),
  );
  await client.query(
    `insert into settlements.billing_question
       (run_id, hromada_id, account_id, service, kind, details)
     select $1, $2, u.account_id, u.service, u.kind, u.details::jsonb
     from unnest($3::bigint[], $4::text[], $5::text[], $6::text[])
       as u (account_id, service, kind, details)
     on conflict do nothing`,
    [
      runId,
      hromadaId,
      asked.map(({ accountId }) => accountId),
      asked.map(({ service }) => service),
      asked.map(({ kind }) => kind),
      asked.map(({ details }) => JSON.stringify(details)),
    ],
  );
}

/** Closes the run when its last chunk is done; false while any is open. */
export async function closeRun(client: pg.ClientBase, runId: bigint): Promise<boolean> {
  const { rowCount } = await client.query(
    `update settlements.billing_run r set state = 'done', finished_at = now()
     where r.run_id = $1 and r.state = 'running'
       and not exists (select from settlements.billing_chunk c
                       where c.run_id = r.run_id and c.state = 'open')`,
    [runId],
  );
  return rowCount === 1;
}

export async function blockRun(
  client: pg.ClientBase,
  runId: bigint,
  problem: string,
): Promise<void> {
  await client.query(
    `update settlements.billing_run set state = 'blocked', problem = $2 where run_id = $1`,
    [runId, problem],
  );
}

/** Runs that were under way when the worker stopped. */
export async function findRunningRuns(client: pg.ClientBase): Promise<readonly bigint[]> {
  const { rows } = await client.query<{ run_id: bigint }>(
    `select run_id from settlements.billing_run where state = 'running' order by run_id`,
  );
  return rows.map(({ run_id }) => run_id);
}
