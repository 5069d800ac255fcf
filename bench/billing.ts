import { addPeriods, firstDay, period, periodsBetween, type Period } from '#kernel/period.ts';
import { services } from '#kernel/service.ts';
import { scopeChecks } from '#modules/access/index.ts';
import { seedSettlements, startBillingRun } from '#modules/settlements/index.ts';
import { systemClock } from '#platform/clock.ts';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { planCountry } from '#tools/generator/country.ts';
import { loadCountry, loadTariffs } from '#tools/generator/load.ts';
import { demonstrationTariffs } from '#tools/generator/tariffs.ts';
import {
  countBroken,
  forgetRuns,
  insertProvider,
  insertTerritories,
  makeFloorTables,
  resultTables,
} from './billing-data.sql.ts';
import type { BilledOnce } from './billing-child.ts';
import { measurePairs, pairsMin, report, type Measured } from './harness.ts';
import { benchDatabase, benchServer } from './server.ts';

const execute = promisify(execFile);
const sizesDefault = [10_000, 100_000, 1_000_000];
const accountsPerHromada = 20_000;
const seed = 1039;
const month = period('2026-10');
const suffix = month.replace('-', '_');
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
    const hromadas = await generate(worker, root, size);
    await bill(database.url, await start(worker, hromadas, addPeriods(month, -1)));
    await root.query('vacuum analyze');
    const memories: number[] = [];
    const thing = async () => {
      await forgetRuns(root, suffix);
      const billed = await bill(database.url, await start(worker, hromadas, month));
      memories.push(billed.memoryMiB);
      return billed.seconds;
    };
    await thing();
    await exportRows(root);
    const pairs = await measurePairs(pairsMin, thing, () => copyRows(database.url, root));
    const broken = await countBroken(root, suffix);
    for (const [what, count] of Object.entries(broken)) {
      if (count !== 0n) throw new Error(`${what}: ${count}`);
      console.log(`  ${what}: 0`);
    }
    const seconds = pairs.map(({ thingSeconds }) => thingSeconds).sort((a, b) => a - b);
    const thingSeconds = seconds[Math.floor(seconds.length / 2)] ?? Number.NaN;
    const facts = {
      'thing seconds': thingSeconds.toFixed(3),
      'accounts a second': Math.round(size / thingSeconds),
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

interface Place {
  readonly hromadaId: number;
  readonly billerId: bigint;
}

/** A country of whole hromadas with the month before and the month to bill. */
async function generate(
  worker: DatabaseHandle,
  root: pg.Client,
  size: number,
): Promise<readonly Place[]> {
  const count = Math.max(1, Math.round(size / accountsPerHromada));
  const territories = await insertTerritories(root, count);
  const billerId = await insertProvider(root);
  const providers = Object.fromEntries(
    services.filter((service) => service !== 'hot-water').map((service) => [service, billerId]),
  );
  for (const needed of periodsBetween(addPeriods(month, -2), addPeriods(month, 1))) {
    await root.query('select settlements.ensure_month($1)', [firstDay(needed).toString()]);
  }
  const country = planCountry({
    seed,
    from: addPeriods(month, -1),
    months: 2,
    hromadas: territories.map((hromadaId, index) => ({
      hromadaId,
      settlementId: hromadaId,
      code: `UA99${String(index).padStart(15, '0')}`,
      accounts: Math.round(size / count),
      billerId,
      providers,
    })),
  });
  await loadCountry(worker.pool, country);
  await loadTariffs(
    worker.pool,
    territories.flatMap((territoryId, index) =>
      demonstrationTariffs({
        seed,
        from: addPeriods(month, -1),
        code: `UA99${String(index).padStart(15, '0')}`,
        territoryId,
        localAuthority: 'Bench',
        providers,
        heat: 'one-part',
      }),
    ),
  );
  await seedSettlements(worker.db, systemClock.now());
  await root.query('vacuum analyze');
  return territories.map((hromadaId) => ({ hromadaId, billerId }));
}

async function start(
  worker: DatabaseHandle,
  places: readonly Place[],
  billed: Period,
): Promise<readonly bigint[]> {
  const operations = new Operations({
    db: worker.db,
    clock: systemClock,
    scopes: scopeChecks,
    audit: () => Promise.resolve(),
  });
  const runs: bigint[] = [];
  for (const { hromadaId, billerId } of places) {
    const started = await operations.carryOut(startBillingRun, system, {
      billerId: String(billerId),
      hromadaId,
      period: billed,
    });
    if (started.kind !== 'done') throw new Error(JSON.stringify(started));
    runs.push(started.value.runId);
  }
  return runs;
}

/** In a process of its own, whose memory is that of the run and nothing else. */
async function bill(url: string, runs: readonly bigint[]): Promise<BilledOnce> {
  const program = process.argv[1] ?? '';
  const args = [program, 'billing-child', url, ...runs.map(String)];
  const { stdout } = await execute(process.execPath, args, { maxBuffer: 1024 * 1024 });
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
