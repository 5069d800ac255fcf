import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#tools/source/source-files.ts';
import type { PolicyMutant } from './policy.ts';
import type { Said } from './runner.ts';

const config = ['--config', 'tools/mutation/vitest.config.ts'];
/** A run that takes longer hangs. */
const hangsMs = 600_000;
/** The awake one when none is to be: all mutants are there, and asleep. */
const none = -1;

/** Whether tests go well when all mutants sleep, or one of them is awake from the start. */
export async function passes(tests: readonly string[], mutant = none): Promise<boolean> {
  return vitest(['--bail=1', ...tests], { MUTANT: String(mutant) });
}

/**
 * Ids of the mutants that tests notice when carried out again and again in one process, a test at a
 * time. A mutant that leaves a trace by which tests fail without it is left out of the next turn.
 */
export async function killedByRepeating(
  tests: readonly string[],
  logFile: string,
): Promise<ReadonlySet<number>> {
  await writeFile(logFile, '');
  for (let spoilt = -1, now = 0; now > spoilt;) {
    spoilt = now;
    await vitest(tests, { MUTATION_LOG: logFile });
    now = (await saidIn(logFile)).filter(({ kind }) => kind === 'spoilt').length;
  }
  const said = await saidIn(logFile);
  return new Set(said.filter(({ kind }) => kind === 'killed').map(({ id }) => id));
}

async function saidIn(logFile: string): Promise<readonly Said[]> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Said);
}

/** Asks of each mutant in a process of its own, some at once; ids of those that were noticed. */
export async function killedAlone(
  mutants: readonly PolicyMutant[],
  testsOf: (mutant: PolicyMutant) => readonly string[],
  { atOnce, onDone }: { readonly atOnce: number; readonly onDone: (line: string) => void },
): Promise<ReadonlySet<number>> {
  const killed = new Set<number>();
  const waiting = [...mutants];
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const { id } = one;
      if (!(await passes(testsOf(one), id))) killed.add(id);
      onDone(`${killed.has(id) ? 'killed' : 'ALIVE '} ${told(one)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return killed;
}

/** A mutant in one line. */
export function told({ path, line, original, text }: PolicyMutant): string {
  const short = (of: string) => of.replaceAll(/\s+/g, ' ');
  return `${path}:${line}: ${short(original)} → ${short(text)}`;
}

function vitest(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const program = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [program, 'run', ...config, ...args], {
    ...{
      cwd: projectRoot,
      env: { ...process.env, ...environment },
      stdio: 'ignore',
      timeout: hangsMs,
    },
  });
  return new Promise<boolean>((resolve) => child.on('exit', (code) => resolve(code === 0)));
}
