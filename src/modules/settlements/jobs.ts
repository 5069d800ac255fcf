import { dayInKyiv, type Clock } from '#platform/clock.ts';
import { append } from '#platform/audit/audit.sql.ts';
import { sealEntry } from '#platform/audit/entry.ts';
import { withClient } from '#platform/db/client.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import type { Operations } from '#platform/operations.ts';
import { law } from '#kernel/law.ts';
import type pg from 'pg';
import { z } from 'zod';
import {
  findAccountMeters,
  findNamedMeters,
  listNumberingPlaces,
} from '#modules/registry/index.ts';
import { runBilling, type ChunkSeal } from './billing/run-billing.ts';
import { findRunningRuns } from './billing/run.sql.ts';
import { runBillingTask } from './billing/start-billing-run.ts';
import { pollPayments, pollPaymentsCron, pollPaymentsTask } from './payments/poll-payments.ts';
import type { PaymentGateway } from './ports.ts';
import { readImportTask } from './readings/import/import-readings.ts';
import { readImport } from './readings/import/read-import.ts';

export interface SettlementsJobParts {
  readonly pool: pg.Pool;
  readonly operations: Operations;
  readonly clock: Clock;
  readonly gateway: PaymentGateway;
  readonly uploadsDirectory: string;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** Each chunk is sealed by one audit entry over the digest of its bills (1039:75). */
export function chunkSeal(clock: Clock): ChunkSeal {
  return async (client, run, chunkNumber, result) => {
    await append(
      client,
      sealEntry({
        at: clock.now(),
        command: 'bill-chunk',
        clauses: [law('1039:15.1'), law('1039:75')],
        actor: 'system',
        subject: `run:${run.runId}:${chunkNumber}`,
        payload: result.digest,
        outcome: 'done',
      }),
    );
  };
}

const meters = { findAccountMeters, findNamedMeters, listNumberingPlaces };

export function settlementsJobs(parts: SettlementsJobParts): readonly Job<unknown>[] {
  return [
    defineJob({
      task: runBillingTask,
      payload: z.object({ runId: z.coerce.bigint() }),
      async handle({ runId }) {
        const { pool, concurrency, signal, clock } = parts;
        await runBilling({ pool, concurrency, signal, seal: chunkSeal(clock) }, runId);
      },
    }),
    defineJob({
      task: readImportTask,
      payload: z.object({ importId: z.uuid() }),
      async handle({ importId }) {
        const { pool, clock, uploadsDirectory: directory } = parts;
        await readImport({ pool, meters, directory, clock, importId });
      },
    }),
    defineJob({
      task: pollPaymentsTask,
      payload: z.unknown(),
      cron: pollPaymentsCron,
      handle: () => pollPayments({ ...parts, db: parts.pool }),
    }),
  ];
}

/**
 * Makes this month and the next ready for readings and payments, and takes up the runs that a
 * killed process left open; their whole chunks stay as they are.
 */
export async function resumeRuns(pool: pg.Pool, clock: Clock): Promise<void> {
  const month = dayInKyiv(clock.now()).with({ day: 1 });
  await withClient(pool, async (client) => {
    for (const needed of [month, month.add({ months: 1 })]) {
      await client.query('select settlements.ensure_month($1)', [needed]);
    }
    for (const runId of await findRunningRuns(client)) {
      await client.query('select graphile_worker.add_job($1, $2::json)', [
        runBillingTask,
        JSON.stringify({ runId: String(runId) }),
      ]);
    }
  });
}
