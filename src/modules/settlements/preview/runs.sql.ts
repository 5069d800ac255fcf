import type { Database } from '#platform/db/database.ts';
import { sql } from 'kysely';
import type { RunRow } from '../billing/run.sql.ts';

export interface BilledRun extends RunRow {
  readonly accounts: bigint;
}

/** Finished runs of the newest month in which any was finished. */
export async function listNewestRuns(db: Database): Promise<readonly BilledRun[]> {
  const { rows } = await sql<BilledRun>`
    select run_id, hromada_id, biller_id, period, state, started_at, accounts
    from settlements.billing_run
    where state = 'done'
      and period = (select max(period) from settlements.billing_run where state = 'done')
    order by hromada_id, run_id`.execute(db);
  return rows;
}
