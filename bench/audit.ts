import { law } from '#kernel/law.ts';
import { sealEntry, type SealedEntry } from '#platform/audit/entry.ts';
import { GroupAppender } from '#platform/audit/group-append.ts';
import { loadSigningKey } from '#platform/audit/keys.ts';
import { runSequencer } from '#platform/audit/sequencer.ts';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/db/database.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { measurePairs, median, pairsMin, report } from './harness.ts';
import { benchDatabase, benchServer } from './server.ts';

const entries = 20_000;
const writers = 32;
const payloadChars = 200;
const pollMs = 20;
/** As many bytes as three commitments and three salts have. */
const commitments = Buffer.alloc(96);
const salts = Buffer.alloc(48);

/**
 * Appending to the audit log, until every entry is sealed in the tree under a signed head, against
 * plain single-row inserts of the same contents by as many writers.
 */
export async function auditBench(): Promise<void> {
  const server = await benchServer();
  const database = await benchDatabase(server.url, 'zhkp_bench_audit');
  const folder = await mkdtemp(join(tmpdir(), 'zhkp-audit-'));
  const app = openDatabase({ url: database.url, role: 'zhkp_app', connectionsMax: writers });
  const worker = openDatabase({ url: database.url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  const root = new pg.Pool({ connectionString: database.url, max: writers });
  const stopping = new AbortController();
  const sequencer = runSequencer({
    connect: () => worker.pool.connect(),
    key: await loadSigningKey(folder),
    headsPath: join(folder, 'heads.jsonl'),
    clock: systemClock,
    signal: stopping.signal,
    pollMs,
  });
  try {
    await root.query('create schema floor');
    await root.query(
      `create table floor.plain (
         id uuid primary key, at timestamptz not null, command text not null,
         clauses text not null, outcome text not null, commitments bytea not null,
         salts bytea not null, actor text not null, subject text not null, payload text not null)`,
    );
    let sealed = 0;
    const append = async () => {
      const appender = new GroupAppender(app.pool);
      const began = performance.now();
      await inParallel(() => appender.append(entry()));
      const acknowledged = (performance.now() - began) / 1000;
      sealed += entries;
      await untilSealed(root, sealed);
      sealedAfter.push((performance.now() - began) / 1000);
      return acknowledged;
    };
    const sealedAfter: number[] = [];
    const insert = async () => {
      const began = performance.now();
      await inParallel(() =>
        root.query({
          name: 'plain-insert',
          text: 'insert into floor.plain values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
          values: [
            crypto.randomUUID(),
            systemClock.now().toString(),
            'bench',
            '1039:75',
            'done',
            commitments,
            salts,
            'person:1:provider:2',
            'account:3',
            'x'.repeat(payloadChars),
          ],
        }),
      );
      return (performance.now() - began) / 1000;
    };
    await append();
    await insert();
    sealedAfter.length = 0;
    const pairs = await measurePairs(pairsMin, append, insert);
    const seconds = median(pairs.map(({ thingSeconds }) => thingSeconds));
    const facts = {
      'appends a second, acknowledged': Math.round(entries / seconds),
      'appends a second, sealed under a signed head': Math.round(entries / median(sealedAfter)),
      'ratio counted until all are sealed': (
        median(sealedAfter) / median(pairs.map(({ floorSeconds }) => floorSeconds))
      ).toFixed(2),
    };
    await report(
      'audit',
      [{ unit: 'entries', size: entries, pairs, facts }],
      'target: at most 1.0 of the time of plain inserts',
    );
  } finally {
    stopping.abort();
    await sequencer;
    await Promise.all([app.close(), worker.close(), root.end()]);
    await database.drop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function entry(): SealedEntry {
  return sealEntry({
    at: systemClock.now(),
    command: 'bench',
    clauses: [law('1039:75')],
    actor: 'person:1:provider:2',
    subject: 'account:3',
    payload: 'x'.repeat(payloadChars),
    outcome: 'done',
  });
}

async function inParallel(one: () => Promise<unknown>): Promise<void> {
  let left = entries;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: writers }, lane));
}

async function untilSealed(root: pg.Pool, count: number): Promise<void> {
  for (;;) {
    const { rows } = await root.query<{ size: string }>(
      'select coalesce(max(size), 0) as size from audit.tree_head',
    );
    if (Number(rows[0]?.size) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
