/**
 * Writes what the migrations make, for reading and for types: db/schema.sql and
 * src/platform/db/tables.ts.
 *
 * node tools/db/dump-schema.ts           writes both
 * node tools/db/dump-schema.ts --check   exits 1 when one of them is stale
 *
 * Works on a database of its own, on the server of TEST_SERVER_URL or, without it, on the packaged
 * PostgreSQL, started for the time it takes.
 */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '#platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#platform/postgres/embedded.ts';
import { projectRoot } from '#tools/source/source-files.ts';
import { describeSchema } from './schema-text.ts';
import { tableTypes } from './table-types.ts';

const schemaFile = join('db', 'schema.sql');
const typesFile = join('src', 'platform', 'db', 'tables.ts');

if (import.meta.main) await writeSchema(process.argv.includes('--check'));

/** Sets the exit code of the process when a written file is stale. */
export async function writeSchema(checkOnly: boolean): Promise<void> {
  const made = await onServer((serverUrl) => onFreshDatabase(serverUrl, makeDump));
  console.log(`${made.tables} tables seen after ${made.migrations} migrations`);
  if (made.tables === 0) process.exitCode = 1;
  for (const [file, text] of made.files) {
    if (!checkOnly) {
      await writeFile(join(projectRoot, file), text);
      console.log(`wrote ${file}`);
    } else if ((await readCommitted(file)) === text) {
      console.log(`${file} is fresh`);
    } else {
      console.log(`${file} is stale: node tools/db/dump-schema.ts`);
      process.exitCode = 1;
    }
  }
}

export interface SchemaDump {
  readonly tables: number;
  readonly tablesWithoutComment: readonly string[];
  /** Path from the project's root, and what belongs there. */
  readonly files: readonly (readonly [path: string, text: string])[];
}

/** What belongs in the generated files, by the schema of a migrated database. */
export async function dumpSchema(url: string): Promise<SchemaDump> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { text, tables, tablesWithoutComment } = await describeSchema(client);
    const types = await tableTypes(url);
    return {
      tables,
      tablesWithoutComment,
      files: [
        [schemaFile, text],
        [typesFile, types],
      ],
    };
  } finally {
    await client.end();
  }
}

/** What stands in a generated file now; empty when there is none. */
export function readCommitted(file: string): Promise<string> {
  return readFile(join(projectRoot, file), 'utf8').catch(() => '');
}

async function makeDump(url: string): Promise<SchemaDump & { readonly migrations: number }> {
  const migrations = await migrate(url, join(projectRoot, 'db'));
  return { ...(await dumpSchema(url)), migrations };
}

async function onServer<T>(work: (serverUrl: string) => Promise<T>): Promise<T> {
  const running = process.env['TEST_SERVER_URL'];
  if (running !== undefined) return work(running);
  // Not the server of the tests: they may be running, and stop theirs when they are done.
  const dataDirectory = join(projectRoot, '.data', 'schema');
  const server = await startEmbeddedPostgres({ projectRoot, dataDirectory });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

async function onFreshDatabase<T>(
  serverUrl: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const name = `zhkp_schema_${randomBytes(6).toString('hex')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return await work(url.toString());
  } finally {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  }
}
