import { z } from 'zod';
import { defineJob, type Job } from '../jobs/worker.ts';
import type { FieldKeys } from './field-keys.ts';

/** A new key for fields each quarter; what is sealed already goes under it in the nights after. */
export function fieldKeyJobs(keys: FieldKeys): readonly Job<unknown>[] {
  return [
    defineJob({
      task: 'renew-field-key',
      payload: z.unknown(),
      cron: '17 2 1 1,4,7,10 *',
      async handle() {
        await keys.make();
      },
    }),
  ];
}
