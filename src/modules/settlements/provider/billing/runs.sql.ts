import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface Run {
  readonly runId: bigint;
  readonly hromadaId: number;
  readonly billerId: bigint;
  /** First day of the month. */
  readonly month: Temporal.PlainDate;
  readonly state: 'running' | 'done' | 'blocked';
  readonly accounts: bigint;
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  /** A refusal as JSON; of a blocked run only. */
  readonly problem: string | null;
}

const columns = `run_id as "runId", hromada_id as "hromadaId", biller_id as "billerId",
  period as month, state, accounts, started_at as "startedAt", finished_at as "finishedAt", problem`;

/** Undefined also when the run is another biller's. */
export async function findOwnRun(
  db: Queryable,
  billerId: bigint,
  runId: bigint,
): Promise<Run | undefined> {
  const [run] = await selectRows<Run>(
    db,
    `select ${columns} from settlements.billing_run where run_id = $1 and biller_id = $2`,
    [runId, billerId],
  );
  return run;
}

/** The newest run of each hromada of the biller. */
export async function listLastRuns(db: Queryable, billerId: bigint): Promise<readonly Run[]> {
  return selectRows(
    db,
    `select distinct on (hromada_id) ${columns} from settlements.billing_run
     where biller_id = $1 order by hromada_id, period desc`,
    [billerId],
  );
}

/** Runs of the biller in a hromada, newest first. */
export async function listRuns(
  db: Queryable,
  place: Pick<Run, 'billerId' | 'hromadaId'>,
  limit: number,
): Promise<readonly Run[]> {
  return selectRows(
    db,
    `select ${columns} from settlements.billing_run
     where biller_id = $1 and hromada_id = $2 order by period desc limit $3`,
    [place.billerId, place.hromadaId, limit],
  );
}

export async function findRunBefore(db: Queryable, run: Run): Promise<Run | undefined> {
  const [before] = await selectRows<Run>(
    db,
    `select ${columns} from settlements.billing_run
     where biller_id = $1 and hromada_id = $2 and period < $3::date and state = 'done'
     order by period desc limit 1`,
    [run.billerId, run.hromadaId, run.month],
  );
  return before;
}

export interface RunProgress {
  readonly chunks: number;
  readonly chunksDone: number;
  readonly accountsDone: number;
  readonly charged: bigint;
  readonly questions: number;
  readonly lastDoneAt: Temporal.Instant | null;
}

export async function readProgress(db: Queryable, runId: bigint): Promise<RunProgress> {
  const [progress] = await selectRows<RunProgress>(
    db,
    `select count(*)::int as chunks,
            (count(*) filter (where state = 'done'))::int as "chunksDone",
            coalesce(sum(accounts) filter (where state = 'done'), 0)::int as "accountsDone",
            coalesce(sum(charged), 0)::bigint as charged,
            coalesce(sum(questions), 0)::int as questions, max(done_at) as "lastDoneAt"
     from settlements.billing_chunk where run_id = $1`,
    [runId],
  );
  if (progress === undefined) throw new Error('an aggregate without its row');
  return progress;
}

export interface RunSums {
  readonly bills: number;
  readonly opening: bigint;
  readonly charged: bigint;
  readonly corrected: bigint;
  readonly paid: bigint;
  readonly due: bigint;
}

/** What the bills of a run come to. */
export async function readRunSums(db: Queryable, run: Run): Promise<RunSums> {
  const [sums] = await selectRows<RunSums>(
    db,
    `select count(*)::int as bills, coalesce(sum(opening), 0)::bigint as opening,
            coalesce(sum(charged), 0)::bigint as charged,
            coalesce(sum(corrected), 0)::bigint as corrected,
            coalesce(sum(paid), 0)::bigint as paid, coalesce(sum(due), 0)::bigint as due
     from settlements.bill where hromada_id = $1 and period = $2::date and run_id = $3`,
    [run.hromadaId, run.month, run.runId],
  );
  if (sums === undefined) throw new Error('an aggregate without its row');
  return sums;
}

export interface ServiceVolume {
  readonly service: Service;
  /** Millionths of the unit of the service. */
  readonly volume: bigint;
  readonly charged: bigint;
}

/** What a run charged by service: the volume, and the sum with fixed parts and fees. */
export async function readRunVolumes(db: Queryable, run: Run): Promise<readonly ServiceVolume[]> {
  return selectRows(
    db,
    `select c.service, coalesce(sum(c.volume) filter (where c.component = 'volume'), 0)::bigint
              as volume,
            sum(c.amount)::bigint as charged
     from settlements.bill b
     join settlements.charge c
       on c.hromada_id = b.hromada_id and c.account_id = b.account_id and c.period = b.period
     where b.hromada_id = $1 and b.period = $2::date and b.run_id = $3
       and c.hromada_id = $1 and c.period = $2::date
     group by c.service`,
    [run.hromadaId, run.month, run.runId],
  );
}

/**
 * What the run shared out to its flats of the heat of their buildings less what they were charged,
 * and in how many buildings: anything but zero would be heat lost or made in sharing it out
 * (2119:10.2).
 */
export async function readDistributionCheck(
  db: Queryable,
  run: Run,
): Promise<{ readonly buildings: number; readonly difference: bigint }> {
  const [check] = await selectRows<{ readonly buildings: number; readonly difference: bigint }>(
    db,
    `select measured.buildings, measured.own - charged.volume as difference
     from (
       select count(*)::int as buildings, coalesce(sum(own), 0)::bigint as own
       from settlements.building_volume
       where hromada_id = $1 and period = $2::date and service = 'heat' and biller_id = $3
     ) measured, (
       select coalesce(sum(c.volume), 0)::bigint as volume
       from settlements.charge c
       join settlements.bill b
         on b.hromada_id = c.hromada_id and b.account_id = c.account_id and b.period = c.period
       where c.hromada_id = $1 and c.period = $2::date and c.basis = 'building-heat-share'
         and c.component = 'volume' and b.period = $2::date and b.run_id = $4
     ) charged`,
    [run.hromadaId, run.month, run.billerId, run.runId],
  );
  if (check === undefined) throw new Error('an aggregate without its row');
  return check;
}

/** Puts a run that had been stopped back to work; false when it was not stopped. */
export async function reopenRun(db: Queryable, run: Run): Promise<boolean> {
  const { rows } = await db.query(
    `update settlements.billing_run set state = 'running', problem = null
     where run_id = $1 and biller_id = $2 and state = 'blocked' returning run_id`,
    [run.runId, run.billerId],
  );
  return rows.length > 0;
}
