import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import type { Config } from '../config/config.ts';
import { defineJob, type Job } from '../jobs/worker.ts';
import type { Execution } from '../operations.ts';
import { forgetRetiredKeys, rewrapKeys, rotateKey } from './rotate.ts';
import { scrub, type CareParts } from './scrub.ts';
import { sweep } from './sweep.ts';

const rotateTask = 'rotate-file-key';
const hourly = '23 * * * *';
/** When the fewest people work, one after the other. */
const nightlySweep = '41 2 * * *';
const nightlyKeys = '11 3 * * *';

const namesPerNightMax = 1_000_000;
const hoursADay = 24;
const bytesPerMegabyte = 1024 * 1024;

export interface FileJobsParts extends CareParts {
  readonly config: Pick<Config, 'STORE_SCRUB_MB' | 'STORE_RETIRED_KEY_DAYS'>;
  readonly signal: AbortSignal;
}

/** What keeps the store healthy: reading back, comparing with the catalogue, changing keys. */
export function fileJobs(parts: FileJobsParts): readonly Job<unknown>[] {
  const { signal } = parts;
  const bytesMax = parts.config.STORE_SCRUB_MB * bytesPerMegabyte;
  const job = (task: string, handle: () => Promise<unknown>, cron?: string) =>
    defineJob({
      task,
      payload: z.unknown(),
      ...(cron !== undefined && { cron }),
      handle: async () => {
        await handle();
      },
    });
  return [
    job('scrub-files', () => scrub(parts, { bytesMax, signal }), hourly),
    job('sweep-files', () => sweep(parts, { namesMax: namesPerNightMax, signal }), nightlySweep),
    job('rewrap-file-keys', () => rewrapAndForget(parts), nightlyKeys),
    job(rotateTask, async () => {
      await rotateKey(parts);
      await rewrapAndForget(parts);
    }),
  ];
}

/** Puts a new key in the place of the one that documents are encrypted under (1039:53.3). */
export const startKeyRotation = defineCommand({
  id: 'platform.rotate-file-key',
  law: ['1039:10.22', '1039:53.3'],
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'files' },
  input: z.object({}),
  async handle(execution: Execution): Promise<Readonly<Record<string, never>>> {
    await execution.enqueue(rotateTask, {}, { key: rotateTask });
    return {};
  },
});

async function rewrapAndForget(parts: FileJobsParts): Promise<void> {
  await rewrapKeys(parts, parts.signal);
  const kept = { hours: parts.config.STORE_RETIRED_KEY_DAYS * hoursADay };
  await forgetRetiredKeys(parts, parts.clock.now().subtract(kept));
}
