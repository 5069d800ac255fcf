import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import {
  openDatabase,
  openWebDatabase,
  type DatabaseHandle,
  type DatabaseRole,
  type WebDatabase,
} from '#platform/db/database.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#platform/postgres/embedded.ts';

const projectRoot = join(import.meta.dirname, '..');
const templateLock = 1039_0002;

/**
 * One real PostgreSQL for all database tests. It outlives a test run on purpose: the next run takes
 * it over, and `npm test` stops it at its end.
 */
export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDirectory = process.env['TEST_DATA_DIR'] ?? join(projectRoot, '.data', 'test');
  await mkdir(dataDirectory, { recursive: true });
  return startEmbeddedPostgres({ projectRoot, dataDirectory });
}

/**
 * Makes the migrated template that every test database is a copy of, unless it is there: its name
 * carries the hash of the migrations, so several test runs may share one server.
 */
export async function prepareTemplate(serverUrl: string): Promise<void> {
  const name = await templateName();
  await onServer(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rows.length > 0) return;
    await client.query(`drop database if exists ${name}_new with (force)`);
    await client.query(`create database ${name}_new`);
    await migrate(databaseUrl(serverUrl, `${name}_new`), join(projectRoot, 'db'));
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
}

async function templateName(): Promise<string> {
  const hash = createHash('sha256');
  for (const { sha256 } of await readMigrations(join(projectRoot, 'db', 'migrations'))) {
    hash.update(sha256);
  }
  for (const file of ['roles.sql', 'job-queue.sql']) {
    hash.update(await readFile(join(projectRoot, 'db', file)));
  }
  return `zhkp_template_${hash.digest('hex').slice(0, 12)}`;
}

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** A handle under a role of the platform; closed by `drop`. */
  as(role: DatabaseRole): DatabaseHandle;
  /** The handles of a web server; closed by `drop`. */
  web(): WebDatabase;
  drop(): Promise<void>;
}

/**
 * A fresh database with every migration applied, for one test file. `pool` is the superuser's, for
 * looking and for planting faults.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_SERVER_URL'];
  if (serverUrl === undefined) throw new Error('Database tests run in the `database` project');
  const name = `zhkp_test_${randomBytes(6).toString('hex')}`;
  const template = await templateName();
  await onServer(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    await client.query(`create database ${name} template ${template}`);
  });
  const url = databaseUrl(serverUrl, name);
  const superuser = openDatabase({ url, role: 'postgres' as DatabaseRole, connectionsMax: 12 });
  const handles: DatabaseHandle[] = [superuser];
  return {
    url,
    pool: superuser.pool,
    as(role) {
      const handle = openDatabase({ url, role });
      handles.push(handle);
      return handle;
    },
    web() {
      const handle = openWebDatabase({ url });
      handles.push(handle);
      return handle;
    },
    async drop() {
      await Promise.all(handles.map((handle) => handle.close()));
      await onServer(serverUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      });
    },
  };
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
