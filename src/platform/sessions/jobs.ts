import { z } from 'zod';
import { defineJob, type Job } from '../jobs/worker.ts';
import type { Sessions } from './sessions.ts';

/** Expired sessions go once an hour. */
export function sessionJobs(sessions: Sessions): readonly Job<unknown>[] {
  return [
    defineJob({
      task: 'sweep-sessions',
      payload: z.unknown(),
      cron: '7 * * * *',
      handle: () => sessions.sweep(),
    }),
  ];
}
