import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

const migrationName = /^(\d{4})_([a-z0-9-]+)\.sql$/;
const lockKey = 1039_0001;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const parts = migrationName.exec(file);
      if (parts === null) throw new Error(`${file}: a migration is named NNNN_name.sql`);
      const number = Number(parts[1]);
      if (number !== index + 1) throw new Error(`${file}: number ${index + 1} is expected here`);
      const sql = await readFile(join(directory, file), 'utf8');
      return { number, name: parts[2] ?? '', sql, sha256: sha256(sql) };
    }),
  );
}

/**
 * Brings the database to the newest migration: roles first, then each file in a transaction of its
 * own, forward only. Throws when a file already applied has since been changed. Returns how many
 * were applied now.
 */
export async function migrate(url: string, databaseDirectory: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(await readFile(join(databaseDirectory, 'roles.sql'), 'utf8'));
    await prepareJobQueue(
      url,
      client,
      await readFile(join(databaseDirectory, 'job-queue.sql'), 'utf8'),
    );
    await client.query('set role zhkp_owner');
    const applied = await readApplied(client);
    const migrations = await readMigrations(join(databaseDirectory, 'migrations'));
    for (const migration of migrations) refuseChanged(migration, applied);
    const missing = migrations.filter(({ number }) => !applied.has(number));
    for (const migration of missing) await apply(client, migration);
    return missing.length;
  } finally {
    await client.end();
  }
}

/** The job queue keeps its own schema up to date; the platform only needs to be let in. */
async function prepareJobQueue(url: string, client: pg.Client, letIn: string): Promise<void> {
  await runMigrations({ connectionString: url });
  await client.query(letIn);
}

async function readApplied(client: pg.Client): Promise<ReadonlyMap<number, string>> {
  await client.query(`
    create schema if not exists migration;
    create table if not exists migration.applied (
      number integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    );
    comment on table migration.applied is 'Which migrations this database has seen, with their hashes';
  `);
  const { rows } = await client.query<{ number: number; sha256: string }>(
    'select number, sha256 from migration.applied',
  );
  return new Map(rows.map((row) => [row.number, row.sha256]));
}

function refuseChanged(migration: Migration, applied: ReadonlyMap<number, string>): void {
  const before = applied.get(migration.number);
  if (before === undefined || before === migration.sha256) return;
  throw new Error(
    `Migration ${migration.number} (${migration.name}) was changed after it had been applied; ` +
      'write a new one instead',
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration.applied (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`Migration ${migration.number} (${migration.name}) failed`, { cause: error });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
