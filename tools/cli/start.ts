import { describeSettings, readConfig, type Config } from '#platform/config/config.ts';
import { migrate } from '#platform/db/migrate.ts';
import { startEmbeddedPostgres, type EmbeddedServer } from '#platform/postgres/embedded.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildAll } from '../build.ts';
import type { CounterpartsReady } from '../demonstration/counterparts.ts';
import { startProgram, type Program } from './program.ts';
import { step } from './step.ts';

const root = join(import.meta.dirname, '..', '..');

if (process.argv.includes('--help')) {
  console.log(`npm start — the whole platform on this machine.

Settings are environment variables:
${describeSettings()}`);
} else {
  await start();
}

/**
 * Builds, starts the database, migrates, makes the demonstration town at the first start, then runs
 * counterparts, worker and web. Ctrl-C stops them in the opposite order.
 */
async function start(): Promise<void> {
  let config: Config;
  try {
    config = readConfig(process.env);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return;
  }
  await mkdir(config.DATA_DIR, { recursive: true });
  const running: Program[] = [];
  let server: EmbeddedServer | undefined;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    for (const program of running.toReversed()) {
      await step(`Stopping ${program.name}`, () => program.stop());
    }
    if (server !== undefined) await step('Stopping PostgreSQL', () => server?.stop() ?? done());
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop(0));
  }
  try {
    await step('Building', () => buildAll(root));
    const url = await step('Starting PostgreSQL', async () => {
      if (config.DATABASE_URL !== undefined) return config.DATABASE_URL;
      server = await startEmbeddedPostgres({ projectRoot: root, dataDirectory: config.DATA_DIR });
      return server.url;
    });
    await step('Migrating', () => migrate(url, join(root, 'db')));
    await runPrograms(config, url, running, () => void stop(1));
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    await stop(1);
  }
}

async function runPrograms(
  config: Config,
  databaseUrl: string,
  running: Program[],
  onFailure: () => void,
): Promise<void> {
  const environment: Record<string, string> = { DATABASE_URL: databaseUrl };
  let people: CounterpartsReady['people'] = [];
  let keys = '';
  let inbox = '';
  let phoneMessages = '';
  let trembita = '';
  const run = async (name: string, file: string, ...args: string[]) => {
    const program = startProgram({
      name,
      args: [join(root, 'dist', file), ...args],
      environment,
      onFailure,
    });
    running.push(program);
    return program.ready;
  };
  if (config.DEMONSTRATION) {
    const program = startProgram({
      name: 'demonstration',
      args: [join(root, 'dist', 'demonstration.js')],
      environment,
      onFailure: () => undefined,
    });
    await program.ended;
  }
  if (config.NODE_ENV !== 'production') {
    const ready = await step('Starting counterparts', () => run('counterparts', 'counterparts.js'));
    const counterparts = JSON.parse(ready) as CounterpartsReady;
    environment['ID_GOV_UA_URL'] = config.ID_GOV_UA_URL ?? counterparts.idGovUa;
    environment['LIQPAY_URL'] = config.LIQPAY_URL ?? counterparts.liqpay;
    environment['SMTP_URL'] = config.SMTP_URL ?? counterparts.smtp;
    environment['PHONE_MESSAGES_URL'] = config.PHONE_MESSAGES_URL ?? counterparts.phoneMessages;
    environment['TREMBITA_URL'] = config.TREMBITA_URL ?? counterparts.trembita;
    for (const [name, value] of Object.entries(counterparts.signatures)) {
      environment[name] = process.env[name] ?? value;
    }
    ({ people, keys, inbox, phoneMessages, trembita } = counterparts);
    environment['DEMONSTRATION_KEYS_URL'] = keys;
  }
  await step('Starting the worker', () => run('worker', 'main.js', 'worker'));
  const address = await step('Starting the web server', () => run('web', 'main.js', 'web'));
  console.log(`\nReady: ${address}`);
  if (config.DEMONSTRATION) {
    console.log(
      'Sign in through the stand-in of id.gov.ua, which lists invented people; one of each role:',
    );
    const roles = new Map(people.toReversed().map(({ name, role }) => [role, name]));
    for (const [role, name] of Array.from(roles).toReversed()) {
      console.log(`  ${role.padEnd(24)} ${name}`);
    }
    console.log(`Their keys for signing: ${keys}`);
    console.log(`Letters sent to them: ${inbox}`);
    console.log(`Messages to their phones: ${phoneMessages}`);
    console.log(`What the register of property rights knows of them: ${trembita}`);
  }
  console.log('Ctrl-C stops everything.\n');
}

function done(): Promise<void> {
  return Promise.resolve();
}
