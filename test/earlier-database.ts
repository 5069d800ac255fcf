import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#platform/db/migrate.ts';

const databaseFolder = join(import.meta.dirname, '..', 'db');

/** A database as it was before a migration, to be filled and brought on to the newest. */
export class EarlierDatabase {
  readonly url: string;
  readonly #name: string;

  private constructor(url: string, name: string) {
    this.url = url;
    this.#name = name;
  }

  /** @param migration file name of the first migration that it has not. */
  static async before(migration: string): Promise<EarlierDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'earlier-'));
    await cp(databaseFolder, folder, { recursive: true });
    for (const file of await readdir(join(folder, 'migrations'))) {
      if (file >= migration) await rm(join(folder, 'migrations', file));
    }
    const name = `zhkp_test_earlier_${process.pid}`;
    await on(process.env['TEST_SERVER_URL'] ?? '', `create database ${name}`);
    const url = new URL(process.env['TEST_SERVER_URL'] ?? '');
    url.pathname = `/${name}`;
    await migrate(url.toString(), folder);
    await rm(folder, { recursive: true });
    return new EarlierDatabase(url.toString(), name);
  }

  async run(statements: string): Promise<void> {
    await on(this.url, statements);
  }

  async migrateOn(): Promise<void> {
    await migrate(this.url, databaseFolder);
  }

  async drop(): Promise<void> {
    await on(process.env['TEST_SERVER_URL'] ?? '', `drop database ${this.#name} with (force)`);
  }
}

async function on(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
