import { queryableOf } from '#platform/db/queryable-of.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import { z } from 'zod';
import { phoneCodeJob, type CodeMessageParts } from './contacts/code-messages.ts';
import type { PhoneMessages } from './ports.ts';
import { sweepSignIns } from './sweep.sql.ts';

/** Longer than anything that is swept may be used, and than tries are counted. */
const sweptAfter = Temporal.Duration.from({ hours: 2 });

export interface AccessJobParts extends CodeMessageParts {
  /** Undefined where nobody sends messages to phones. */
  readonly phones: PhoneMessages | undefined;
}

/** The worker sends codes and sweeps what is over. */
export function contactJobs(parts: AccessJobParts): readonly Job<unknown>[] {
  const { db, clock, phones } = parts;
  return [
    ...(phones === undefined ? [] : [phoneCodeJob(parts, phones)]),
    defineJob({
      task: 'sweep-sign-ins',
      payload: z.unknown(),
      cron: '17 * * * *',
      handle: () => sweepSignIns(queryableOf(db), clock.now().subtract(sweptAfter)),
    }),
  ];
}
