import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { TestRunner, type RunnerTestCase } from 'vitest';

/** What a run found out, a line each. */
export interface Said {
  /**
   * Reached by a test, or while its file is set up; noticed by a test; or left by what it did so
   * that a test fails without it too, which proves nothing.
   */
  readonly kind: 'reached' | 'killed' | 'spoilt';
  readonly id: number;
  readonly file: string;
  readonly test: string;
}

/** Of the mutants, one is awake at a time, or none. */
interface Turn {
  awake: number | undefined;
  reached: Set<number>;
}

const logFile = process.env['MUTATION_LOG'] ?? '';
const fixed = process.env['MUTANT'];
const turn: Turn = { awake: fixed === undefined ? undefined : Number(fixed), reached: new Set() };

Object.assign(globalThis, {
  mutation(id: number): boolean {
    turn.reached.add(id);
    return turn.awake === id;
  },
});

/** A test that takes so much longer with a mutant than without fails. */
const timesLongerMax = 10;
const waitMsMin = 2_000;
/** A test that takes longer is tried without mutants only when all have had their turn. */
const quickMsMax = 500;

/**
 * Carries out each test once with no mutant awake, and once more for each mutant that it reached
 * and that nobody has noticed yet; a test that fails then has killed it. With `MUTANT` set it is awake
 * from the start, and tests run as ever.
 */
export default class MutationRunner extends TestRunner {
  #isSpoilt = false;

  async runTask(test: RunnerTestCase): Promise<void> {
    const once = TestRunner.getTestFn(test);
    if (fixed !== undefined) return once();
    if (this.#isSpoilt) return;
    tell(test, 'reached', turn.reached);
    turn.reached = new Set();
    const began = performance.now();
    await once();
    const tookMs = performance.now() - began;
    const reached = Array.from(turn.reached);
    tell(test, 'reached', reached);
    await this.#repeat(test, reached, tookMs);
    turn.reached = new Set();
  }

  async #repeat(test: RunnerTestCase, reached: readonly number[], tookMs: number): Promise<void> {
    const isQuick = tookMs < quickMsMax;
    const waitMs = Math.max(tookMs * timesLongerMax, waitMsMin);
    const failsWith = async (id: number | undefined) => {
      turn.awake = id;
      const isFailing = await fails(test, waitMs);
      turn.awake = undefined;
      return isFailing;
    };
    const done = alreadyDone();
    const left = reached.filter((one) => !done.has(one));
    // One that leaves a trace itself is begun anew for each mutant instead.
    if (left.length === 0 || (await failsWith(undefined))) return;
    const killed: number[] = [];
    for (const id of left) {
      if (!(await failsWith(id))) continue;
      this.#isSpoilt = isQuick && (await failsWith(undefined));
      if (this.#isSpoilt) tell(test, 'spoilt', [id]);
      if (this.#isSpoilt) break;
      killed.push(id);
    }
    // What mutants left behind must not be what the test fails by.
    if (!isQuick && killed.length > 0) this.#isSpoilt = await failsWith(undefined);
    tell(test, this.#isSpoilt && !isQuick ? 'spoilt' : 'killed', killed);
  }
}

function tell(test: RunnerTestCase, kind: Said['kind'], ids: Iterable<number>): void {
  const { file, name } = test;
  const lines = Array.from(ids, (id) => {
    const said: Said = { kind, id, file: relative(process.cwd(), file.filepath), test: name };
    return `${JSON.stringify(said)}\n`;
  });
  appendFileSync(logFile, lines.join(''));
}

/** Mutants that were noticed, and those that are not to be tried so again. */
function alreadyDone(): ReadonlySet<number> {
  const lines = readFileSync(logFile, 'utf8').split('\n').filter(Boolean);
  const said = lines.map((line) => JSON.parse(line) as Said);
  return new Set(said.filter(({ kind }) => kind !== 'reached').map(({ id }) => id));
}

async function fails(test: RunnerTestCase, waitMs: number): Promise<boolean> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('it takes too long')), waitMs);
  try {
    const once = async () => {
      for (const hook of hooksOf(test)) await hook();
      await TestRunner.getTestFn(test)();
    };
    await Promise.race([once(), late]);
    return false;
  } catch {
    return true;
  } finally {
    clearTimeout(timer);
  }
}

/** What is done before each test, from the file's own on. */
function hooksOf(test: RunnerTestCase): readonly (() => unknown)[] {
  const suites = [];
  for (let suite = test.suite; suite !== undefined; suite = suite.suite) suites.unshift(suite);
  return [test.file, ...suites].flatMap((suite) =>
    TestRunner.getSuiteHooks(suite).beforeEach.map((hook) => () => hook(test.context, suite)),
  );
}
