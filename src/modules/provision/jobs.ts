import type { Effects } from '#engine/index.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { z } from 'zod';
import { fileChange } from './file-change.ts';
import { settleChange } from './settle-change.ts';
import { tellOverdueChanges } from './tell-overdue.ts';

const everyFiveMinutes = '*/5 * * * *';

/** What documents about changes of rights do once they stand. */
export function provisionEffects(operations: Operations): Effects {
  return {
    async 'provision-change'(documentId) {
      const filed = await operations.carryOut(fileChange, system, { documentId });
      if (filed.kind !== 'done') throw new Error(`not filed: ${filed.kind}`);
    },
    async 'provision-answer'(documentId) {
      const settled = await operations.carryOut(settleChange, system, { documentId });
      if (settled.kind !== 'done') throw new Error(`not settled: ${settled.kind}`);
    },
  };
}

/** Terms that passed. */
export function provisionJobs(operations: Operations): readonly Job<unknown>[] {
  return [
    defineJob({
      task: 'tell-overdue-provision-changes',
      payload: z.unknown(),
      cron: everyFiveMinutes,
      handle: async () => {
        const outcome = await operations.carryOut(tellOverdueChanges, system, {});
        if (outcome.kind !== 'done') throw new Error(`nobody was told: ${outcome.kind}`);
      },
    }),
  ];
}
