/**
 * Everything that can be said of the sources without running the platform, in under a minute on two
 * cores: `npm run check`. Each step has to say how much it saw; one that saw nothing has failed.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { projectRoot } from './source/source-files.ts';

interface CheckStep {
  readonly name: string;
  /** A program of node_modules/.bin, or a tool of ours run by this Node. */
  readonly program: string;
  readonly args: readonly string[];
  /** Takes from the output how much was seen. */
  readonly saw: (output: string) => number;
  readonly what: string;
}

const stepsAtOnce = 2;
const stepTimeoutMs = 120_000;
const secondDecimals = 1;

const count =
  (pattern: RegExp) =>
  (output: string): number =>
    Number(pattern.exec(output)?.[1] ?? 0);

/** The longest come first, so that the short ones fill the gaps. */
const steps: readonly CheckStep[] = [
  {
    name: 'lint',
    program: 'oxlint',
    args: ['--type-aware', '--deny-warnings'],
    saw: count(/on (\d+) files/),
    what: 'files',
  },
  {
    name: 'types',
    program: 'tsc',
    args: ['-p', '.', '--listFiles'],
    saw: (output) => output.split('\n').filter(isOwnFile).length,
    what: 'files',
  },
  {
    name: 'schema',
    program: 'tools/db/dump-schema.ts',
    args: ['--check'],
    saw: count(/(\d+) tables seen/),
    what: 'tables',
  },
  {
    name: 'architecture and sources',
    program: 'vitest',
    args: 'run --project unit test/architecture test/sources test/migrations tools/law'.split(' '),
    saw: count(/Tests .*?(\d+) passed/),
    what: 'tests',
  },
  {
    name: 'unused code',
    program: 'knip',
    args: ['--no-progress', '--performance'],
    saw: count(/^parseFile\s+(\d+)/m),
    what: 'files',
  },
  {
    name: 'code that only tests use',
    program: 'knip',
    args: '--production --config knip.production.jsonc --no-progress --performance'.split(' '),
    saw: count(/^parseFile\s+(\d+)/m),
    what: 'files',
  },
  {
    name: 'format',
    program: 'oxfmt',
    args: ['--check', '.'],
    saw: count(/on (\d+) files/),
    what: 'files',
  },
  {
    name: 'clauses',
    program: 'tools/law/generate-clauses.ts',
    args: ['--check'],
    saw: count(/(\d+) clauses seen/),
    what: 'clauses',
  },
  {
    name: 'law map',
    program: 'tools/law/map.ts',
    args: ['--check'],
    saw: count(/(\d+) files seen/),
    what: 'files',
  },
];

if (import.meta.main) process.exitCode = (await check()) ? 0 : 1;

/** Runs all steps, prints a line for each, and returns whether all went well. */
export async function check(): Promise<boolean> {
  const startedMs = performance.now();
  const waiting = [...steps];
  const results: boolean[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      results.push(await runStep(step));
    }
  };
  await Promise.all(Array.from({ length: stepsAtOnce }, work));
  const failed = results.filter((wentWell) => !wentWell).length;
  const verdict = failed === 0 ? 'all well' : `${failed} failed`;
  console.log(`${results.length} steps in ${secondsSince(startedMs)} s: ${verdict}`);
  return failed === 0 && results.length === steps.length;
}

async function runStep(step: CheckStep): Promise<boolean> {
  const startedMs = performance.now();
  const { code, output } = await run(step);
  const seen = step.saw(output);
  const wentWell = code === 0 && seen > 0;
  const mark = wentWell ? 'ok  ' : 'FAIL';
  console.log(`${mark} ${step.name}: ${seen} ${step.what}, ${secondsSince(startedMs)} s`);
  if (!wentWell) console.log(withoutOwnFiles(output).trim());
  return wentWell;
}

function run({ program, args }: CheckStep): Promise<{ code: number; output: string }> {
  const own = program.endsWith('.ts');
  const file = own ? process.execPath : join(projectRoot, 'node_modules', '.bin', program);
  const child = spawn(file, own ? [join(projectRoot, program), ...args] : args, {
    cwd: projectRoot,
    // The programs begin with `env node`: that must be this Node, not the machine's.
    env: { ...process.env, PATH: pathWithThisNode(), NO_COLOR: '1', CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: stepTimeoutMs,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function pathWithThisNode(): string {
  return `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
}

/** `tsc --listFiles` names every file it read; those of packages do not count. */
function isOwnFile(line: string): boolean {
  return line.startsWith(`${projectRoot}/`) && !line.includes('/node_modules/');
}

function withoutOwnFiles(output: string): string {
  return output
    .split('\n')
    .filter((line) => !line.startsWith(`${projectRoot}/`))
    .join('\n');
}

function secondsSince(startedMs: number): string {
  return ((performance.now() - startedMs) / 1_000).toFixed(secondDecimals);
}
