import { defineJob, type Job } from '#platform/jobs/worker.ts';
import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { z } from 'zod';
import { tellOverdueReports } from './tell-overdue.ts';

const everyFiveMinutes = '*/5 * * * *';

/** Terms that passed. */
export function supportJobs(operations: Operations): readonly Job<unknown>[] {
  return [
    defineJob({
      task: 'tell-overdue-error-reports',
      payload: z.unknown(),
      cron: everyFiveMinutes,
      handle: async () => {
        const outcome = await operations.carryOut(tellOverdueReports, system, {});
        if (outcome.kind !== 'done') throw new Error(`nobody was told: ${outcome.kind}`);
      },
    }),
  ];
}
