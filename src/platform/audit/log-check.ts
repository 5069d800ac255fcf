import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import type { Clock } from '../clock.ts';
import type { Queryable } from '../db/queryable.ts';
import { defineJob, type Job } from '../jobs/worker.ts';
import type { Execution } from '../operations.ts';
import { checkOpenings, checkTree } from './check-tree.ts';
import { readHeads } from './heads-file.ts';
import type { VerificationKey } from './keys.ts';

const checkTask = 'check-audit-log';
/** When the fewest people work. */
const nightly = '17 2 * * *';

const logCheck = z.object({
  at: z.string().transform((text) => Temporal.Instant.from(text)),
  leavesChecked: z.number().int(),
  openingsChecked: z.number().int(),
  /** What was found first, in words of the code; null when everything holds. */
  damage: z.string().nullable(),
});

/** What a look through the whole log came to. */
export type LogCheck = Readonly<z.infer<typeof logCheck>>;

export interface LogCheckParts {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly keys: () => Promise<readonly VerificationKey[]>;
  readonly headsPath: string;
  /** Where results are kept: a file outside the database that they are about. */
  readonly checksPath: string;
  readonly onDamage: (damage: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Recomputes the whole log from its entries, compares it with what was published and keeps the
 * result (1039:53.3).
 */
export async function checkLog(parts: LogCheckParts): Promise<LogCheck> {
  const { db, keys, headsPath, signal } = parts;
  const at = parts.clock.now();
  // A log that was never sealed has published nothing yet.
  const published = existsSync(headsPath) ? readHeads(headsPath) : [];
  const tree = await checkTree(db, { trusted: await keys(), published, signal });
  const openings = await checkOpenings(db);
  const { bad } = tree;
  const badTree = bad && `${bad.damage} ${bad.firstLeaf}–${bad.lastLeaf}`;
  const badOpening = openings.badEntry && `opening-does-not-fit ${openings.badEntry}`;
  const check: LogCheck = {
    at,
    leavesChecked: tree.leavesChecked,
    openingsChecked: openings.openingsChecked,
    damage: badTree ?? badOpening ?? null,
  };
  await keepCheck(parts.checksPath, check);
  if (check.damage !== null) parts.onDamage(check.damage);
  return check;
}

/** The newest result; undefined before the first check. */
export async function readLastCheck(checksPath: string): Promise<LogCheck | undefined> {
  if (!existsSync(checksPath)) return undefined;
  const lines = (await readFile(checksPath, 'utf8')).trimEnd().split('\n');
  return logCheck.parse(JSON.parse(lines.at(-1) ?? ''));
}

/** The check every night, and whenever the administrator asks for it. */
export function logCheckJobs(parts: LogCheckParts): readonly Job<unknown>[] {
  return [
    defineJob({
      task: checkTask,
      payload: z.unknown(),
      cron: nightly,
      handle: async () => {
        await checkLog(parts);
      },
    }),
  ];
}

/** Asks for a look through the whole log now; the worker makes it (1039:53.3). */
export const startLogCheck = defineCommand({
  id: 'platform.check-audit-log',
  law: ['1039:53.3', '1039:56.1'],
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'audit' },
  input: z.object({}),
  async handle(execution: Execution): Promise<Readonly<Record<string, never>>> {
    await execution.enqueue(checkTask, {}, { key: checkTask });
    return {};
  },
});

async function keepCheck(path: string, check: LogCheck): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'a');
  try {
    await handle.appendFile(`${JSON.stringify({ ...check, at: check.at.toString() })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
