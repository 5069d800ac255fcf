import { mutantsOf } from '#exchange/signature/own/cms/mutants.ts';
import { toHex } from '#exchange/signature/own/der/bytes.ts';
import { openTrial, trials, type Trial } from '#test/signature/mutant-trial.ts';
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';

const countUsual = 10_000_000;
const progressEveryMs = 10_000;
const tellEvery = 500;
/** What every verification of what others send must end within. */
const goalMs = 100;
const percent = 100;
const microsecondsOfMs = 1_000;

/** What a worker has found since it last told. */
interface Findings {
  examined: number;
  /** Valid, and saying the same as the original. */
  accepted: number;
  /** Hexadecimal, with how they were made: there must be none. */
  readonly forged: string[];
  readonly crashed: string[];
  /** Of the worker's own time on a core: others may be at work beside it. */
  slowestMs: number;
  slowest: string;
}

function nothingFound(): Findings {
  return { examined: 0, accepted: 0, forged: [], crashed: [], slowestMs: 0, slowest: '' };
}

/**
 * Any number of mutants of valid signatures, on every core: a script for nights, not a test. Ends
 * with a fault when one is taken for what it is not or crashes the verifier.
 */
export async function mutantsBench([count, seed]: readonly string[]): Promise<void> {
  const total = Number(count ?? countUsual);
  const firstSeed = Number(seed ?? 1);
  if (!Number.isSafeInteger(total) || total <= 0 || !Number.isSafeInteger(firstSeed)) {
    throw new RangeError('mutants [COUNT] [SEED]: whole numbers');
  }
  const workers = Math.min(availableParallelism(), total);
  const all = nothingFound();
  const began = performance.now();
  const timer = setInterval(() => say(all, total, began), progressEveryMs);
  await Promise.all(
    Array.from({ length: workers }, (_, at) => {
      const share = Math.floor(total / workers) + (at < total % workers ? 1 : 0);
      return startWorker([String(share), String(firstSeed + at)], (found) => add(all, found));
    }),
  );
  clearInterval(timer);
  say(all, total, began);
  console.log(
    `mutants: ${all.examined} examined, ${all.accepted} accepted as the same, ` +
      `${all.forged.length} accepted wrongly, ${all.crashed.length} crashed; ` +
      `slowest ${all.slowestMs.toFixed(1)} ms (${all.slowest}; goal ${goalMs} ms)`,
  );
  for (const one of [...all.forged, ...all.crashed]) console.log(one);
  if (all.forged.length + all.crashed.length > 0) process.exitCode = 1;
}

function say({ examined, slowestMs }: Findings, total: number, began: number): void {
  const seconds = (performance.now() - began) / 1_000;
  const done = ((examined / total) * percent).toFixed(1);
  const rate = Math.round(examined / seconds);
  console.log(
    `  ${examined} of ${total} (${done} %), ${rate} a second, slowest ${slowestMs.toFixed(1)} ms`,
  );
}

function add(all: Findings, found: Findings): void {
  all.examined += found.examined;
  all.accepted += found.accepted;
  all.forged.push(...found.forged);
  all.crashed.push(...found.crashed);
  if (found.slowestMs <= all.slowestMs) return;
  all.slowestMs = found.slowestMs;
  all.slowest = found.slowest;
}

function startWorker(args: readonly string[], tell: (found: Findings) => void): Promise<void> {
  const worker = new Worker(process.argv[1] ?? '', { argv: ['mutants-child', ...args] });
  worker.on('message', tell);
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
    );
  });
}

/** In a worker: its share of the mutants of every trial. */
export async function examineMutants([count = '', seed = '']: readonly string[]): Promise<void> {
  const wholes = trials.reduce((sum, trial) => sum + trial.count, 0);
  let left = Number(count);
  for (const [at, trial] of trials.entries()) {
    const isLast = at === trials.length - 1;
    const share = isLast ? left : Math.floor((Number(count) * trial.count) / wholes);
    left -= share;
    await examine(trial, share, Number(seed));
  }
}

async function examine(trial: Trial, count: number, seed: number): Promise<void> {
  const { original, judge } = await openTrial(trial);
  let found = nothingFound();
  for (const mutant of mutantsOf(original, { count, seed })) {
    const name = `${trial.name}, ${mutant.mutation}`;
    const began = process.threadCpuUsage();
    try {
      const judged = await judge(mutant);
      if (judged === 'same') found.accepted += 1;
      if (judged === 'forged') found.forged.push(`${name} ${toHex(mutant.bytes)}`);
    } catch (error) {
      found.crashed.push(`${name} ${toHex(mutant.bytes)} ${String(error)}`);
    }
    const { user, system } = process.threadCpuUsage(began);
    const tookMs = (user + system) / microsecondsOfMs;
    if (tookMs > found.slowestMs) Object.assign(found, { slowestMs: tookMs, slowest: name });
    found.examined += 1;
    if (found.examined < tellEvery) continue;
    parentPort?.postMessage(found, []);
    found = nothingFound();
  }
  parentPort?.postMessage(found, []);
}
