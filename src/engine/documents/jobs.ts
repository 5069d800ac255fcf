import { z } from 'zod';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import { sealRecords, type RecordParts } from './seal-records.ts';
import type { SigningDesk } from './signing-desk.ts';

const everyMinute = '* * * * *';

/** What goes on with signatures without anybody asking: waiting ones, and keeping. */
export function documentJobs(
  { signing, ...records }: RecordParts & { readonly signing: SigningDesk },
  signal: AbortSignal,
): readonly Job<unknown>[] {
  const job = (task: string, cron: string, handle: () => Promise<unknown>) =>
    defineJob({
      ...{ task, cron, payload: z.unknown() },
      handle: async () => {
        await handle();
      },
    });
  return [
    job('settle-signatures', everyMinute, () => signing.settlePending(signal)),
    job('prolong-signatures', everyMinute, async () => {
      await signing.prolong(signal);
      await sealRecords(records, signal);
    }),
  ];
}
