import { addPeriods, period } from '#kernel/period.ts';
import { openDatabase } from '#platform/db/database.ts';
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { countBroken, forgetRuns, makeFloorTables, resultTables } from './billing-data.sql.ts';
import type { BilledOnce } from './billing-child.ts';
import { makeCountry, startRuns } from './billing-country.ts';
import { measurePairs, median, pairsMin, report, type Measured } from './harness.ts';
import { benchDatabase, benchServer } from './server.ts';

const execute = promisify(execFile);
const sizesDefault = [10_000, 100_000, 1_000_000];
const month = period('2026-10');
const suffix = month.replace('-', '_');
/** As the platform's own programs are started. */
const heapMiBMax = 320;
const rowsFolder = join('.data', 'bench-rows');

/**
 * The monthly run against COPY BINARY of the very rows it made into tables with the same keys.
 * Sizes may be given as arguments.
 */
export async function billingBench(args: readonly string[]): Promise<void> {
  const sizes = args.length === 0 ? sizesDefault : args.map(Number);
  const server = await benchServer();
  const measured: Measured[] = [];
  try {
    for (const size of sizes) measured.push(await measureSize(server.url, size));
  } finally {
    await server.stop();
  }
  const [smallest, largest] = [measured[0], measured.at(-1)];
  if (smallest !== undefined && largest !== undefined && smallest !== largest) {
    const seconds = (m: Measured) => Number(m.facts['thing seconds']);
    const exponent =
      Math.log(seconds(largest) / seconds(smallest)) / Math.log(largest.size / smallest.size);
    console.log(`billing: time grows as accounts^${exponent.toFixed(3)}`);
  }
  await report('billing', measured, 'target: at most 8');
}

async function measureSize(serverUrl: string, size: number): Promise<Measured> {
  console.log(`billing ${size} accounts: generating…`);
  const database = await benchDatabase(serverUrl, 'zhkp_bench_billing');
  const worker = openDatabase({ url: database.url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  const root = new pg.Client({ connectionString: database.url });
  await root.connect();
  try {
    const hromadas = await makeCountry(worker, root, { accounts: size, month });
    await bill(database.url, await startRuns(worker, hromadas, addPeriods(month, -1)));
    await root.query('vacuum analyze');
    const memories: number[] = [];
    const processor: number[] = [];
    let exported = false;
    const thing = async () => {
      await forgetRuns(root, suffix);
      const billed = await bill(database.url, await startRuns(worker, hromadas, month));
      memories.push(billed.memoryMiB);
      processor.push(billed.processorSeconds);
      return billed.seconds;
    };
    const floor = async () => {
      if (!exported) await exportRows(root);
      exported = true;
      return copyRows(database.url, root);
    };
    const pairs = await measurePairs(pairsMin, thing, floor);
    // The rows are new to the planner: without their numbers it would look them up one by one.
    await root.query('analyze');
    // The checks join every account with every charge: in memory, or not in reasonable time.
    await root.query(`set work_mem = '512MB'`);
    const broken = await countBroken(root, suffix);
    for (const [what, count] of Object.entries(broken)) {
      if (count !== 0n) throw new Error(`${what}: ${count}`);
      console.log(`  ${what}: 0`);
    }
    const thingSeconds = median(pairs.map((pair) => pair.thingSeconds));
    const facts = {
      'thing seconds': thingSeconds.toFixed(3),
      'accounts a second': Math.round(size / thingSeconds),
      'processor seconds of the process, per 1000 accounts': (
        (median(processor) / size) *
        1000
      ).toFixed(3),
      'process memory, MiB': Math.max(...memories),
      ...(await countRows(root)),
    };
    return { unit: 'accounts', size, pairs, facts };
  } finally {
    await root.end();
    await worker.close();
    await database.drop();
    await rm(rowsFolder, { recursive: true, force: true });
  }
}

/** In a process of its own, whose memory is that of the run and nothing else. */
async function bill(url: string, runs: readonly bigint[]): Promise<BilledOnce> {
  const program = process.argv[1] ?? '';
  const args = [`--max-old-space-size=${heapMiBMax}`, program, 'billing-child', url];
  const { stdout } = await execute(process.execPath, [...args, ...runs.map(String)], {
    maxBuffer: 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as BilledOnce;
}

async function exportRows(root: pg.Client): Promise<void> {
  await mkdir(rowsFolder, { recursive: true });
  for (const table of resultTables) {
    const source = root.query(
      copyTo(`copy settlements.${table}_${suffix} to stdout (format binary)`),
    );
    await pipeline(source, createWriteStream(join(rowsFolder, table)));
  }
}

/** The floor: two connections, as many as the run has lanes. */
async function copyRows(url: string, root: pg.Client): Promise<number> {
  await makeFloorTables(root, suffix);
  await root.query('checkpoint');
  const clients = [
    new pg.Client({ connectionString: url }),
    new pg.Client({ connectionString: url }),
  ];
  await Promise.all(clients.map((client) => client.connect()));
  const load = async (client: pg.Client | undefined, table: string) => {
    if (client === undefined) return;
    const sink = client.query(copyFrom(`copy floor.${table} from stdin (format binary)`));
    await pipeline(createReadStream(join(rowsFolder, table)), sink);
  };
  const began = performance.now();
  await Promise.all([
    load(clients[0], 'charge'),
    load(clients[1], 'transfer').then(() => load(clients[1], 'bill')),
  ]);
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return seconds;
}

async function countRows(root: pg.Client): Promise<Record<string, string>> {
  const counts: Record<string, string> = {};
  for (const table of resultTables) {
    const { rows } = await root.query<{ rows: bigint; size: string }>(
      `select count(*) as rows, pg_size_pretty(pg_total_relation_size('settlements.${table}_${suffix}'))
         as size from settlements.${table}_${suffix}`,
    );
    counts[`${table} rows`] = `${rows[0]?.rows} (${rows[0]?.size})`;
  }
  return counts;
}
