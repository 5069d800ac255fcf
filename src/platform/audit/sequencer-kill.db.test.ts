import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { append } from './audit.sql.ts';
import { checkTree } from './check-tree.ts';
import { openAuditLog, sealAll, sealedEvent, type AuditLog } from '#test/audit/audit-log.ts';
import { readHeads } from './heads-file.ts';

const killsCount = 20;
/** Every other one is killed before or while it takes the lead, the rest between two heads. */
const aliveMsMax = 300;
const testMsMax = 240_000;

let log: AuditLog;
beforeAll(async () => {
  log = await openAuditLog();
});
afterAll(() => log.close());

async function startSequencer(until: 'begins' | 'head'): Promise<ChildProcess> {
  const program = join(import.meta.dirname, '../../../test/audit/sequencer-process.ts');
  const args = [program, log.database.url, log.keysDirectory, log.headsPath];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (said) => {
      if (String(said).includes(until)) resolve();
    });
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

lawTest(
  ['1039:53.3', '1039:56.2'],
  'a sequencer killed at any moment leaves no gap, nothing twice, and every head published',
  async () => {
    const stop = new AbortController();
    const committed: string[] = [];
    const writer = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        const sealed = sealedEvent();
        await append(log.app, sealed);
        committed.push(sealed.entry.id);
        await delay(Math.random() * 4);
      }
    };
    const writers = Promise.all(Array.from({ length: 4 }, writer));
    const sizes: number[] = [];
    for (let kills = 0; kills < killsCount; kills += 1) {
      const child = await startSequencer(kills % 2 === 0 ? 'begins' : 'head');
      await delay(Math.random() * aliveMsMax);
      await kill(child);
      const { rows } = await log.database.pool.query<{ size: bigint }>(
        'select coalesce(max(size), 0) as size from audit.tree_head',
      );
      sizes.push(Number(rows[0]?.size));
    }
    stop.abort();
    await writers;
    await sealAll(log);

    // The tree must have grown between the kills, or they have proved little.
    expect(new Set(sizes).size).toBeGreaterThan(killsCount / 4);
    const { rows } = await log.database.pool.query<{ entry_id: string; leaf_index: bigint }>(
      'select entry_id, leaf_index from audit.leaf order by leaf_index',
    );
    expect(rows.map(({ leaf_index }) => leaf_index)).toEqual(rows.map((_, at) => BigInt(at)));
    expect(rows.map(({ entry_id }) => entry_id).sort()).toEqual(committed.sort());

    const heads = await Array.fromAsync(readHeads(log.headsPath));
    const { rows: stored } = await log.database.pool.query<{ size: bigint }>(
      'select size from audit.tree_head order by size',
    );
    expect(heads.map(({ size }) => BigInt(size))).toEqual(stored.map(({ size }) => size));
    const trusted = [log.key.verification];
    expect(await checkTree(log.worker, { trusted, published: heads })).toEqual({
      leavesChecked: rows.length,
    });
  },
  testMsMax,
);
