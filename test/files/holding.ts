import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestDatabase } from '../database.ts';

/** Files under a folder, or the one file, that hold one of the words in any place. */
export async function filesHolding(path: string, words: readonly string[]) {
  const found: string[] = [];
  let bytes = 0;
  const wordBytes = Math.max(...words.map((word) => word.length));
  for (const file of await filesUnder(path)) {
    let rest = '';
    for await (const piece of createReadStream(file)) {
      const text = rest + (piece as Buffer).toString('latin1');
      if (words.some((word) => text.includes(word))) found.push(file);
      rest = text.slice(-wordBytes);
      bytes += (piece as Buffer).length;
    }
  }
  return { found, bytes };
}

async function filesUnder(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The files of this database and the log of its server, as they lie on the disk. */
export async function databasePaths({ pool }: TestDatabase): Promise<readonly string[]> {
  await pool.query('checkpoint');
  const { rows } = await pool.query<{ folder: string; oid: string }>(
    `select current_setting('data_directory') as folder, oid::text from pg_database
     where datname = current_database()`,
  );
  const { folder = '', oid = '' } = rows[0] ?? {};
  return [join(folder, 'base', oid), join(folder, 'pg_wal'), `${folder}.log`];
}
