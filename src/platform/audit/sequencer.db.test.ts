import { setTimeout as delay } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PoolClient } from 'pg';
import { lawTest } from '#test/law-test.ts';
import { EntryAnnouncer } from './announcer.ts';
import { append } from './audit.sql.ts';
import { checkTree } from './check-tree.ts';
import {
  allSealed,
  appendMany,
  openAuditLog,
  sealAll,
  sealedEvent,
  sequencerOptions,
  type AuditLog,
} from '#test/audit/audit-log.ts';
import { readHeads } from './heads-file.ts';
import { runSequencer, type SequencerOptions } from './sequencer.ts';

let log: AuditLog;
beforeAll(async () => {
  log = await openAuditLog();
});
afterAll(() => log.close());

async function sealedIds(): Promise<string[]> {
  const { rows } = await log.database.pool.query<{ entry_id: string; leaf_index: bigint }>(
    'select entry_id, leaf_index from audit.leaf order by leaf_index',
  );
  expect(rows.map(({ leaf_index }) => leaf_index)).toEqual(rows.map((_, index) => BigInt(index)));
  return rows.map(({ entry_id }) => entry_id);
}

async function expectSound(): Promise<void> {
  const trusted = [log.key.verification];
  const report = await checkTree(log.worker, { trusted, published: readHeads(log.headsPath) });
  expect(report.bad).toBeUndefined();
}

async function whileSequencing(
  change: Partial<SequencerOptions>,
  work: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const running = runSequencer({ ...sequencerOptions(log, stop.signal), ...change });
  await work().finally(() => stop.abort());
  await running;
}

async function inTransaction(work: (client: PoolClient) => Promise<'commit' | 'rollback'>) {
  const client = await log.app.connect();
  try {
    await client.query('begin');
    await client.query(await work(client));
  } finally {
    client.release();
  }
}

describe('the sequencer', () => {
  lawTest(
    ['1039:56.2', '1039:75'],
    'places every committed entry exactly once, whatever the order of commits, and no other',
    async () => {
      const committed: string[] = [];
      const writer = async (): Promise<void> => {
        for (let turn = 0; turn < 25; turn += 1) {
          const sealed = sealedEvent();
          const end = Math.random() < 0.3 ? 'rollback' : 'commit';
          await inTransaction(async (client) => {
            await append(client, sealed);
            await delay(Math.random() * 20);
            return end;
          });
          if (end === 'commit') committed.push(sealed.entry.id);
        }
      };
      await whileSequencing({}, async () => {
        await Promise.all(Array.from({ length: 8 }, writer));
        await allSealed(log);
      });
      expect((await sealedIds()).sort()).toEqual(committed.sort());
      await expectSound();
    },
  );

  test('waits for a transaction that began earlier and commits later', async () => {
    const [early, late] = [sealedEvent(), sealedEvent()];
    await whileSequencing({}, async () => {
      await inTransaction(async (client) => {
        await append(client, early);
        await append(log.app, late);
        await delay(300);
        expect(await sealedIds()).not.toContain(late.entry.id);
        return 'commit';
      });
      await allSealed(log);
    });
    expect((await sealedIds()).slice(-2)).toEqual([early.entry.id, late.entry.id]);
  });

  test('is one: a second stands by and takes over when the first stops', async () => {
    const led: string[] = [];
    const leader = (name: string) => ({ onHead: () => void led.push(name) });
    const appendAndSeal = async (): Promise<void> => {
      await appendMany(log.app, 3);
      await allSealed(log);
    };
    let second: Promise<void> | undefined;
    const stopSecond = Promise.withResolvers<void>();
    await whileSequencing(leader('first'), async () => {
      await appendAndSeal();
      second = whileSequencing(leader('second'), () => stopSecond.promise);
      await appendAndSeal();
      expect(new Set(led)).toEqual(new Set(['first']));
    });
    await appendAndSeal().finally(() => stopSecond.resolve());
    await second;
    expect(led.at(-1)).toBe('second');
    await expectSound();
  });

  test('goes on after its connection is cut', async () => {
    const troubles: unknown[] = [];
    await whileSequencing({ onTrouble: (error) => void troubles.push(error) }, async () => {
      await appendMany(log.app, 3);
      await allSealed(log);
      await log.database.pool.query(
        `select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and database =
          (select oid from pg_database where datname = current_database())`,
      );
      await appendMany(log.app, 3);
      await allSealed(log);
    });
    expect(troubles.length).toBeGreaterThan(0);
    await expectSound();
  });

  test('is woken by an announcement long before it would look by itself', async () => {
    const hourMs = 3_600_000;
    const announcer = new EntryAnnouncer(log.app, 1);
    await whileSequencing({ pollMs: hourMs }, async () => {
      const announcing = setInterval(() => announcer.announce(), 50);
      await appendMany(log.app, 1);
      await allSealed(log);
      await appendMany(log.app, 1);
      await allSealed(log).finally(() => clearInterval(announcing));
    });
  });

  test('publishes the heads that were committed but not published', async () => {
    const { pool } = log.database;
    await appendMany(log.app, 2);
    await sealAll(log);
    const published = await readFile(log.headsPath, 'utf8');
    const cut = published.trimEnd().split('\n').slice(0, -2).join('\n');
    await log.write('audit/heads.jsonl', `${cut}\n`);
    await sealAll(log);
    const heads = await Array.fromAsync(readHeads(log.headsPath));
    const { rows } = await pool.query<{ size: bigint }>(
      'select size from audit.tree_head order by size',
    );
    expect(heads.map(({ size }) => BigInt(size))).toEqual(rows.map(({ size }) => size));
  });

  lawTest(
    ['1039:53.3'],
    'refuses a database older than what was published, and one with another history',
    async () => {
      const older = await openAuditLog();
      try {
        await appendMany(older.app, 5);
        await sealAll(older);
        const headsPath = log.headsPath;
        const signal = new AbortController().signal;
        const options = { ...sequencerOptions(older, signal), headsPath };
        await expect(runSequencer(options)).rejects.toThrow('older backup');
        const [fake] = await Array.fromAsync(readHeads(older.headsPath));
        await older.write('audit/heads.jsonl', `${JSON.stringify(fakeHead(fake?.size ?? 1))}\n`);
        await expect(runSequencer({ ...options, headsPath: older.headsPath })).rejects.toThrow(
          'do not give the root',
        );
      } finally {
        await older.close();
      }
    },
  );

  test('refuses transaction ids of another server until a new era is begun', async () => {
    const restored = await openAuditLog();
    try {
      const { pool } = restored.database;
      await appendMany(restored.app, 2);
      await pool.query('alter table audit.entry disable trigger entry_is_append_only');
      await pool.query(`update audit.entry set transaction_id = '999999999999'`);
      await pool.query('alter table audit.entry enable always trigger entry_is_append_only');
      await expect(sealAll(restored)).rejects.toThrow('begin_era');
      await pool.query('select audit.begin_era()');
      await appendMany(restored.app, 2);
      await sealAll(restored);
      const { rows } = await pool.query<{ era: number }>(
        'select era from audit.leaf join audit.entry using (entry_id) order by leaf_index',
      );
      expect(rows.map(({ era }) => era)).toEqual([1, 1, 2, 2]);
    } finally {
      await restored.close();
    }
  });
});

function fakeHead(size: number): unknown {
  const [root, signature] = ['0'.repeat(64), Buffer.alloc(64).toString('base64')];
  return { size, root, at: '2026-01-01T00:00:00.000000Z', keyId: 'zhkp-audit+00000000', signature };
}
