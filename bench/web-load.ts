import autocannon from 'autocannon';
import { sql } from 'kysely';
import { spawn, type ChildProcess } from 'node:child_process';
import { addPeriods, period } from '#kernel/period.ts';
import { systemClock } from '#platform/clock.ts';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { freePort } from '#platform/postgres/embedded.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { benchSecrets } from './secrets.ts';
import { makeDemonstration } from '#tools/demonstration/make.ts';
import { demonstrationSeed } from '#tools/demonstration/seed.ts';
import { timeOfChildren, timeOfThreads } from './processor-time.ts';
import { benchDatabase, benchServer } from './server.ts';

const secondsEach = 5;
const connections = 16;
export const perThousand = 1_000;
const months = 13;
const accounts = 120;
const lastMonth = period('2026-10');

export interface DemonstrationWeb {
  /** Of its database. */
  readonly url: string;
  /** Where the web server answers. */
  readonly web: string;
  /** The database behind it. */
  readonly worker: DatabaseHandle;
  /** A session of a consumer, and the path of the newest bill of their account. */
  readonly cookie: string;
  readonly billPath: string;
  /** A session of an official of whoever bills that account. */
  readonly billerCookie: string;
  /** Processes that end with the bench. */
  readonly children: ChildProcess[];
  /** Milliseconds of a processor that the web server and its database have used until now. */
  readonly processorMs: () => Promise<number>;
}

/** Runs a bench against the web server on a demonstration of its own. */
export async function withDemonstration(
  bench: (demonstration: DemonstrationWeb) => Promise<void>,
): Promise<void> {
  const server = await benchServer();
  const database = await benchDatabase(server.url, 'zhkp_bench_web');
  const worker = openDatabase({ url: database.url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  const children: ChildProcess[] = [];
  try {
    await makeDemonstration(worker, {
      secrets: await benchSecrets(),
      seed: demonstrationSeed,
      accounts,
      from: addPeriods(lastMonth, 1 - months),
      months,
      now: systemClock.now(),
      say: (text) => console.log(text),
    });
    const session = await consumerSession(worker);
    const billerCookie = await billerSession(worker);
    const web = await startChild(children, 'web-child', [database.url]);
    const processorMs = async () => {
      const threads = await timeOfThreads(children[0]?.pid ?? 0);
      const ofWeb = threads.values().reduce((sum, ms) => sum + ms, 0);
      return ofWeb + (await timeOfChildren(server.pid ?? 0));
    };
    const made = { url: database.url, web, worker, ...session, billerCookie };
    await bench({ ...made, children, processorMs });
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await worker.close();
    await database.drop();
    await server.stop();
  }
}

/** A session of a demonstration consumer, and the newest bill of their account. */
async function consumerSession(worker: DatabaseHandle) {
  const { rows } = await sql<{ person_id: bigint; account_id: bigint }>`
    select person_id, account_id from access.account_link order by account_id limit 1
  `.execute(worker.db);
  const [link] = rows;
  if (link === undefined) throw new Error('the demonstration has no consumer');
  const principal: Principal = {
    ...anonymous,
    role: 'individual-consumer',
    personId: link.person_id,
    personName: 'Bench',
  };
  return {
    cookie: await cookieOf(worker, principal),
    billPath: `/cabinet/bills/${link.account_id}/${lastMonth}`,
  };
}

async function billerSession(worker: DatabaseHandle): Promise<string> {
  const { rows } = await sql<{ person_id: bigint; subject_id: bigint }>`
    select person_id, subject_id from access.membership
    where subject_id = (select biller_id from registry.account order by account_id limit 1) limit 1
  `.execute(worker.db);
  const [official] = rows;
  if (official === undefined) throw new Error('the demonstration has no biller');
  return cookieOf(worker, {
    ...{ ...anonymous, role: 'billing-centre', personId: official.person_id, personName: 'Bench' },
    ...{ subjectId: official.subject_id, subjectName: 'Bench' },
  });
}

async function cookieOf(worker: DatabaseHandle, principal: Principal): Promise<string> {
  const start = { principal, method: 'bank_id', device: 'Bench' };
  return `zhkp=${await new Sessions(worker.db, systemClock, await benchSecrets()).begin(start)}`;
}

export async function load(url: string, headers: Record<string, string>) {
  const result = await autocannon({ url, headers, connections, duration: secondsEach });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  }
  return result;
}

/** Of a processor, the web server's and the database's together, for a thousand pages. */
export async function processorSeconds(
  { web, processorMs }: DemonstrationWeb,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const before = await processorMs();
  const { requests } = await load(`${web}${path}`, headers);
  return ((await processorMs()) - before) / requests.total;
}

export function secondsPerThousand(result: { requests: { average: number } }): number {
  return perThousand / result.requests.average;
}

export async function startChild(
  children: ChildProcess[],
  name: string,
  args: readonly string[],
): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [process.argv[1] ?? '', name, String(port), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('READY')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return `http://127.0.0.1:${port}`;
}
