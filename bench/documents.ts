import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { freePort } from '#platform/postgres/embedded.ts';
import type { Order } from './documents-child.ts';
import { measurePairs, median, pairsMin, ratioOf, report, type Measured } from './harness.ts';
import { timeOfChildren, timeOfThreads } from './processor-time.ts';
import { benchDatabase, benchServer } from './server.ts';

const lettersEach = 300;
/** Pages asked for at even intervals, whatever became of those before. */
const pagesPerSecond = 100;
const pagesEach = 400;
/** Longer than the pages of one measurement take. */
const lettersBeside = 800;
const percentile = 0.99;
const hierarchies = ['ecdsa', 'dstu'] as const satisfies readonly HierarchyKind[];

/**
 * Registration of letters signed by their author, with everything that is done in life: the
 * signature kept, verified in threads with its status asked over HTTP, the document numbered,
 * delivered, written into the log. Its floor is the slower of the driver alone, with the same
 * signatures and threads, and of one synced insert for each document; the pages of the portal are
 * asked for meanwhile. The argument is the number of threads; without it they are as many as the
 * platform takes by itself.
 */
export async function documentsBench([threads = '']: readonly string[]): Promise<void> {
  const server = await benchServer();
  const children: ChildProcess[] = [];
  try {
    const authority = await startChild(children, 'authority-child', []);
    const measured: Measured[] = [];
    for (const hierarchy of hierarchies) {
      const database = await benchDatabase(server.url, 'zhkp_bench_documents');
      await addPlainTable(database.url);
      const args = [database.url, authority.url, hierarchy, threads];
      const web = await startChild(children, 'documents-child', args);
      measured.push(await measure({ web, hierarchy, postmaster: server.pid }));
      web.process.kill('SIGTERM');
      await once(web.process, 'exit');
      await database.drop();
    }
    for (const one of measured) {
      console.log(`  ${one.unit}: ${(1 / ratioOf(one)).toFixed(2)} of the slower floor's speed`);
    }
    await report('documents', measured, 'target: at most 1.43, that is 0.7 of the slower floor');
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await server.stop();
  }
}

async function addPlainTable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create schema floor');
  await client.query(
    `create table floor.plain (id uuid primary key default gen_random_uuid(), said text not null)`,
  );
  await client.end();
}

interface Bench {
  readonly web: Child;
  readonly hierarchy: HierarchyKind;
  /** Process id of the server; undefined where it runs elsewhere. */
  readonly postmaster: number | undefined;
}

async function measure({ web, hierarchy, postmaster }: Bench): Promise<Measured> {
  const seconds = { register: [] as number[], verify: [] as number[], insert: [] as number[] };
  const used: Used[] = [];
  const timed = async (order: keyof typeof seconds) => {
    const took = await ask(web, { order });
    seconds[order].push(took);
    return took;
  };
  // Threads, plans and connections are warm before anything is counted.
  await ask(web, { order: 'prepare', count: lettersEach });
  await ask(web, { order: 'register' });
  await ask(web, { order: 'verify' });
  const pairs = await measurePairs(
    pairsMin,
    async () => {
      await ask(web, { order: 'prepare', count: lettersEach });
      const before = await timeUsed(web, postmaster);
      const took = await timed('register');
      used.push(difference(before, await timeUsed(web, postmaster)));
      return took;
    },
    async () => Math.max(await timed('verify'), await timed('insert')),
  );
  const rate = (order: keyof typeof seconds) => (lettersEach / median(seconds[order])).toFixed(0);
  return {
    unit: `letters signed by ${hierarchy} keys`,
    size: lettersEach,
    pairs,
    facts: {
      'documents a second': rate('register'),
      'verifications a second, the driver alone': rate('verify'),
      'synced inserts a second': rate('insert'),
      'processor time of a document, ms': tellUsed(used),
      ...(await measurePages(web)),
    },
  };
}

/** Milliseconds of a processor. */
interface Used {
  readonly verifying: number;
  readonly web: number;
  readonly files: number;
  readonly database: number;
}

async function timeUsed(web: Child, postmaster: number | undefined): Promise<Used> {
  const threads = new Map(await timeOfThreads(web.process.pid ?? 0));
  const take = (name: string) => {
    const ms = threads.get(name) ?? 0;
    threads.delete(name);
    return ms;
  };
  return {
    verifying: take('WorkerThread'),
    files: take('libuv-worker'),
    // Its own thread, and those that collect garbage and translate for all.
    web: Array.from(threads.values()).reduce((sum, ms) => sum + ms, 0),
    database: postmaster === undefined ? Number.NaN : await timeOfChildren(postmaster),
  };
}

function difference(before: Used, after: Used): Used {
  const of = (part: keyof Used) => after[part] - before[part];
  const [verifying, web, files] = [of('verifying'), of('web'), of('files')];
  return { verifying, web, files, database: of('database') };
}

function tellUsed(used: readonly Used[]): string {
  return (['verifying', 'web', 'files', 'database'] as const)
    .map((part) => `${part} ${(median(used.map((one) => one[part])) / lettersEach).toFixed(1)}`)
    .join(', ');
}

/** p99 of the portal's home, with registrations and without, in turn. */
async function measurePages(web: Child): Promise<Measured['facts']> {
  await askForPages(web.url);
  const alone: number[] = [];
  const beside: number[] = [];
  for (let pair = 0; pair < pairsMin; pair += 1) {
    await ask(web, { order: 'prepare', count: lettersBeside });
    alone.push(await askForPages(web.url));
    const registered = ask(web, { order: 'register' });
    beside.push(await askForPages(web.url));
    await registered;
  }
  const rises = beside.map((ms, at) => ms / (alone[at] ?? Number.NaN) - 1);
  return {
    'p99 of a page alone, ms': median(alone).toFixed(2),
    'p99 of a page beside registrations, ms': median(beside).toFixed(2),
    'rise of p99, median of the pairs, target at most 20 %': `${(median(rises) * 100).toFixed(0)} %`,
  };
}

/** Milliseconds of the slow end, each page counted from when it was due. */
async function askForPages(url: string): Promise<number> {
  const began = performance.now();
  const waited = await Promise.all(
    Array.from({ length: pagesEach }, async (_, at) => {
      const due = began + (at * 1_000) / pagesPerSecond;
      await pause(Math.max(0, due - performance.now()));
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`a page answered ${answer.status}`);
      await answer.text();
      return performance.now() - due;
    }),
  );
  const sorted = waited.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * percentile)] ?? Number.NaN;
}

interface Child {
  readonly url: string;
  readonly process: ChildProcess;
}

async function ask({ process: child }: Child, order: Order): Promise<number> {
  const answered = once(child, 'message');
  child.send(order);
  const [{ seconds }] = (await answered) as [{ seconds: number }];
  return seconds;
}

async function startChild(
  children: ChildProcess[],
  name: string,
  args: readonly string[],
): Promise<Child> {
  const port = await freePort();
  const child = fork(process.argv[1] ?? '', [name, String(port), ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes('READY')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}`, process: child };
}
