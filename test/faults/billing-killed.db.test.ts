import { makeCountry, startRuns, type Place } from '#bench/billing-country.ts';
import { countBroken, forgetRuns } from '#bench/billing-data.sql.ts';
import { period } from '#kernel/period.ts';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { startEmbeddedPostgres, type EmbeddedServer } from '#platform/postgres/embedded.ts';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lawTest } from '../law-test.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const month = period('2026-10');
const suffix = '2026_10';
const accounts = 4_000;
const processKills = 4;
const serverKills = 2;
/** Long enough for the first chunks, short of the last ones. */
const killAfterMs = { from: 350, to: 1_600 } as const;

let dataDirectory: string;
let server: EmbeddedServer;
let root: pg.Client;
let places: readonly Place[];
let undisturbed: string;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(projectRoot, '.data', 'faults-'));
  server = await startEmbeddedPostgres({ projectRoot, dataDirectory });
  await migrate(server.url, join(projectRoot, 'db'));
  root = await connect();
  places = await withWorker((worker) => makeCountry(worker, root, { accounts, month }));
  await billWhole(await newRuns());
  undisturbed = await fingerprint();
}, 240_000);

afterAll(async () => {
  await root.end();
  await server.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

test('durability is on, or the kills would prove nothing', async () => {
  const { rows } = await root.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`,
  );
  expect(rows.map(({ setting }) => setting)).toEqual(['on', 'on', 'on']);
});

lawTest(
  ['1039:15.1', '1039:53.3'],
  'a run whose process is killed goes on: no bill twice, none missing, the same sums',
  async () => {
    let interrupted = 0;
    for (let round = 0; round < processKills; round += 1) {
      const runs = await newRuns();
      const killed = startBilling(runs);
      await delay(pause(round, processKills));
      killed.child.kill('SIGKILL');
      await killed.ended;
      interrupted += (await isDone(runs)) ? 0 : 1;
      await billWhole(runs);
      await expectWhole();
    }
    expect(interrupted).toBeGreaterThan(0);
  },
  240_000,
);

lawTest(
  ['1039:15.1', '1039:52.12'],
  'a run whose database is killed goes on after the restart with nothing lost',
  async () => {
    let interrupted = 0;
    for (let round = 0; round < serverKills; round += 1) {
      const runs = await newRuns();
      const cut = startBilling(runs);
      await delay(pause(round, serverKills));
      await killServer();
      await cut.ended;
      server = await startEmbeddedPostgres({ projectRoot, dataDirectory });
      root = await connect();
      interrupted += (await isDone(runs)) ? 0 : 1;
      await billWhole(runs);
      await expectWhole();
    }
    expect(interrupted).toBeGreaterThan(0);
  },
  240_000,
);

lawTest(
  ['1039:15.1'],
  'two processes at one run share its chunks and bill each account once',
  async () => {
    const runs = await newRuns();
    const first = startBilling(runs);
    const second = startBilling(runs);
    await Promise.all([first.ended, second.ended]);
    await expectWhole();
  },
  240_000,
);

function pause(round: number, rounds: number): number {
  return killAfterMs.from + ((killAfterMs.to - killAfterMs.from) * round) / rounds;
}

async function expectWhole(): Promise<void> {
  for (const [what, count] of Object.entries(await countBroken(root, suffix))) {
    expect(count, what).toBe(0n);
  }
  expect(await fingerprint()).toBe(undisturbed);
}

/** A hash over every result of the month, less what belongs to the run itself. */
async function fingerprint(): Promise<string> {
  const { rows } = await root.query<{ hash: string }>(
    `select md5(string_agg(part, '' order by part)) as hash from (
       select md5(string_agg(concat_ws('|', account_id, line, service, tariff_id, volume, amount,
                vat, trace), ';' order by account_id, line)) as part
       from settlements.charge_${suffix}
       union all
       select md5(string_agg(concat_ws('|', account_id, opening, charged, paid, due, services),
                ';' order by account_id))
       from settlements.bill_${suffix}
       union all
       select md5(string_agg(concat_ws('|', account_id, line, service, debit, credit, amount),
                ';' order by account_id, line))
       from settlements.transfer_${suffix}
       union all
       select md5(string_agg(concat_ws('|', hromada_id, provider_id, service, accounts, charged),
                ';' order by hromada_id, provider_id, service))
       from settlements.month_total where period = '${month}-01') p`,
  );
  return rows[0]?.hash ?? '';
}

async function newRuns(): Promise<readonly bigint[]> {
  await forgetRuns(root, suffix);
  return withWorker((worker) => startRuns(worker, places, month));
}

/** The run as a process of its own, which can really be killed. */
function startBilling(runs: readonly bigint[]) {
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'dist', 'bench.js'), 'billing-child', server.url, ...runs.map(String)],
    { stdio: 'ignore' },
  );
  const ended = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? -1)));
  return { child, ended };
}

async function billWhole(runs: readonly bigint[]): Promise<void> {
  expect(await startBilling(runs).ended).toBe(0);
  expect(await isDone(runs)).toBe(true);
}

async function isDone(runs: readonly bigint[]): Promise<boolean> {
  const { rows } = await root.query<{ open: bigint }>(
    `select count(*) as open from settlements.billing_run
     where run_id = any($1::bigint[]) and state <> 'done'`,
    [runs],
  );
  return rows[0]?.open === 0n;
}

/** Kills the postmaster; its backends see it gone and end by themselves. */
async function killServer(): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await root.end().catch(() => undefined);
  await delay(1_000);
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function withWorker<T>(work: (worker: DatabaseHandle) => Promise<T>): Promise<T> {
  const worker = openDatabase({ url: server.url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  try {
    return await work(worker);
  } finally {
    await worker.close();
  }
}
