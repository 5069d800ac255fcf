import { migrate } from '#platform/db/migrate.ts';
import { startEmbeddedPostgres } from '#platform/postgres/embedded.ts';
import { join } from 'node:path';
import pg from 'pg';

export interface BenchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface BenchServer {
  readonly url: string;
  /** Undefined for a server that runs elsewhere. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/** A server of the bench's own; DATABASE_URL names another to measure. */
export async function benchServer(): Promise<BenchServer> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return { url: given, pid: undefined, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({
    projectRoot: process.cwd(),
    dataDirectory: join(process.cwd(), '.data', 'bench-postgres'),
  });
}

/** A fresh migrated database. */
export async function benchDatabase(serverUrl: string, name: string): Promise<BenchDatabase> {
  const onServer = async (statement: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await onServer(`drop database if exists ${name} with (force)`);
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.toString(), join(process.cwd(), 'db'));
  return {
    url: url.toString(),
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}
