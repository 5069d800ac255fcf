import { runSequencer } from '#platform/audit/sequencer.ts';
import type { SigningKey } from '#platform/audit/keys.ts';
import { systemClock } from '#platform/clock.ts';
import { runVerifier } from '#test/audit/run-verifier.ts';
import type { TestDatabase } from '#test/database.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const pollMs = 20;

/** Runs the sequencer until everything that is now in the log is under a published head. */
export async function sealEntries(
  database: TestDatabase,
  key: SigningKey,
  headsPath: string,
): Promise<void> {
  const { pool } = database;
  const { rows } = await pool.query<{ entries: bigint }>(
    'select count(*) as entries from audit.entry',
  );
  const entries = Number(rows[0]?.entries ?? 0n);
  const stop = new AbortController();
  await runSequencer({
    connect: () => database.as('zhkp_worker').pool.connect(),
    key,
    headsPath,
    clock: systemClock,
    signal: stop.signal,
    pollMs,
    headEveryMs: 0,
    onHead: ({ size }) => {
      if (size >= entries) stop.abort();
    },
  });
}

/** Checks a proof as somebody at home would, with what the portal gave; the exit code. */
export async function verify(
  proof: string,
  published: { readonly key: string; readonly heads: string },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'proof-'));
  const [proofPath, headsPath] = [join(folder, 'proof.json'), join(folder, 'heads.jsonl')];
  await writeFile(proofPath, proof);
  await writeFile(headsPath, published.heads);
  const { exitCode } = await runVerifier(proofPath, '--key', published.key, '--head', headsPath);
  await rm(folder, { recursive: true });
  return exitCode;
}
