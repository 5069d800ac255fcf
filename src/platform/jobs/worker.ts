import { Logger, run, type Runner, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { z } from 'zod';

const pollMs = 1_000;

/** A job: its name in the queue, what it is given, what it does. */
export interface Job<Payload> {
  readonly task: string;
  readonly payload: z.ZodType<Payload>;
  /** A cron line when it also runs by itself. */
  readonly cron?: string;
  handle(payload: Payload): Promise<void>;
}

/** Binds a job's payload to its handler, so that jobs of any payload fit one list. */
export function defineJob<Payload>(job: Job<Payload>): Job<unknown> {
  return {
    ...job,
    payload: job.payload,
    handle: (payload) => job.handle(job.payload.parse(payload ?? {})),
  };
}

export interface WorkerOptions {
  readonly pool: pg.Pool;
  readonly jobs: readonly Job<unknown>[];
  readonly concurrency: number;
  readonly onTrouble: (task: string, error: unknown) => void;
}

/** Runs jobs until stopped; stopping waits for those that have begun. */
export async function startWorker(options: WorkerOptions): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    options.jobs.map((job) => [
      job.task,
      async (payload: unknown) => {
        try {
          await job.handle(payload);
        } catch (error) {
          options.onTrouble(job.task, error);
          throw error;
        }
      },
    ]),
  );
  const crontab = options.jobs
    .filter((job) => job.cron !== undefined)
    .map((job) => `${job.cron} ${job.task}`)
    .join('\n');
  return run({
    pgPool: options.pool,
    taskList,
    crontab,
    concurrency: options.concurrency,
    pollInterval: pollMs,
    noHandleSignals: true,
    // Its own log would name every job; failures reach `onTrouble`.
    logger: new Logger(() => () => undefined),
    noPreparedStatements: false,
  });
}
