import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestServer } from '#test/database.ts';
import { buildAll } from '../build.ts';
import { findOrInstallChromium } from './chromium.ts';
import { step } from './step.ts';

const root = join(import.meta.dirname, '..', '..');
const resultsFolder = join(root, '.data', 'test-results');
const projects = ['unit', 'database', 'journeys'] as const;

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * All tests, from fast to slow: what needs nothing, what needs a database, the journeys in a
 * browser. Arguments narrow them down as Vitest's do. Ends with `N passed, N failed`.
 */
const chromium = await step('Looking for Chromium', () => Promise.resolve(findOrInstallChromium()));
await rm(resultsFolder, { recursive: true, force: true });
await mkdir(resultsFolder, { recursive: true });
await step('Building', () => buildAll(root));
const server = await step('Starting PostgreSQL for tests', startTestServer);
const totals: Totals[] = [];
try {
  for (const project of projects) {
    console.log(`\n— ${project}`);
    totals.push(await runProject(project, chromium));
  }
} finally {
  await server.stop();
}
const sum = (of: (one: Totals) => number) => totals.reduce((total, one) => total + of(one), 0);
const failed = sum((one) => one.failed);
const skipped = sum((one) => one.skipped);
console.log(`\n${sum((one) => one.passed)} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;

async function runProject(project: string, chromiumPath: string): Promise<Totals> {
  const file = join(resultsFolder, `${project}.json`);
  const code = await run(
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...['--project', project, '--reporter=default', '--reporter=json'],
      ...[`--outputFile.json=${file}`, '--reporter=./test/law-reporter.ts', '--passWithNoTests'],
      ...process.argv.slice(2),
    ],
    { ...process.env, CHROMIUM_PATH: chromiumPath },
  );
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(await readFile(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
    numPendingTests: number;
  };
  // A file that could not even be read has no failed test to count.
  const failed = Math.max(result.numFailedTests, code === 0 ? 0 : 1);
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
