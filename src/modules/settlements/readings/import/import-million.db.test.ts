import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import {
  inBulk,
  plantAccounts,
  plantSmallTown,
  seedNumbers,
  smallTown,
} from '../fixtures/small-town.ts';
import { importInProcess } from '../fixtures/import-process.ts';
import { findImport, insertImport } from './import.sql.ts';
import { listedLinesMax } from './take-batch.ts';

const lines = 1_000_000;
const linesPerPiece = 10_000;
const everyBad = 100;
/** The heap is capped at 128 MiB; the rest is buffers and the runtime itself. */
const kilobytesMax = 400 * 1024;
const setUpTimeoutMs = 180_000;
const readTimeoutMs = 300_000;
const importId = '00000000-0000-4000-8000-00000000000a';
const now = Temporal.Instant.from('2026-10-31T20:00:00Z');

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await freshDatabase();
  directory = await mkdtemp(join(tmpdir(), 'readings-'));
  await plantSmallTown(database.pool);
  await seedNumbers(database.web());
  await plantAccounts(database.pool, lines);
  await plantHistory();
  await pipeline(Readable.from(pieces()), createWriteStream(join(directory, importId)));
}, setUpTimeoutMs);

afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

/** Each meter was read a year ago and a month ago. */
async function plantHistory(): Promise<void> {
  for (const [month, value] of [
    ['2025-10-01', 40],
    ['2026-09-01', 150],
  ] as const) {
    await inBulk(database.pool, async (client) => {
      await client.query('select settlements.ensure_month($1)', [month]);
      await client.query(
        `insert into settlements.reading
         select $1, $2::bigint + n, 0, $3::date + 28, 1, $4::bigint * 1000000, 'provider', 'test',
                $5, null
         from generate_series(0, $6::int - 1) as n`,
        [smallTown.hromada, smallTown.firstOfMany, month, value, now, lines],
      );
    });
  }
  await database.pool.query('analyze settlements.reading');
}

/** A file of a million lines; in each hundredth the value is lower than the last. */
function* pieces(): Generator<string> {
  yield 'Особовий рахунок;Послуга;Дата;Показання\r\n';
  for (let first = 0; first < lines; first += linesPerPiece) {
    let piece = '';
    for (let line = first; line < first + linesPerPiece; line += 1) {
      const value = line % everyBad === 0 ? '12,5' : `16${line % 10},${line % 1000}`;
      piece += `${10_000_000 + line};Холодна вода;31.10.2026;${value}\r\n`;
    }
    yield piece;
  }
}

async function enter(id: string): Promise<void> {
  await insertImport(database.pool, {
    importId: id,
    providerId: smallTown.waterUtility,
    fileName: 'million.csv',
    fileFormat: 'csv',
    sha256: '0'.repeat(64),
    period: '2026-10',
    createdBy: 'person:1:provider:1',
    createdAt: now,
  });
}

test(
  'a million lines are read with flat memory, each bad one counted',
  async () => {
    await enter(importId);
    const started = performance.now();
    const read = importInProcess({ url: database.url, directory, importId, now });
    const kilobytes = await read.peakKilobytes;
    const seconds = (performance.now() - started) / 1000;
    const perSecond = Math.round(lines / seconds);
    process.stdout.write(
      `${lines} lines in ${seconds.toFixed(1)} s: ${perSecond} lines/s, ` +
        `${Math.round(kilobytes / 1024)} MB\n`,
    );
    expect(await findImport(database.pool, importId)).toMatchObject({
      state: 'done',
      lines: BigInt(lines),
      accepted: BigInt(lines - lines / everyBad),
      refused: BigInt(lines / everyBad),
    });
    const { rows } = await database.pool.query(
      `select (select count(*)::int from settlements.reading where source = 'file') as stored,
              (select count(*)::int from settlements.reading_import_line) as listed`,
    );
    expect(rows).toEqual([
      { stored: lines - lines / everyBad, listed: Math.min(lines / everyBad, listedLinesMax) },
    ]);
    expect(kilobytes).toBeLessThan(kilobytesMax);
  },
  readTimeoutMs,
);
