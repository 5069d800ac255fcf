import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestDatabase } from '../database.ts';

/** Files under a folder, or the one file, that hold one of the words in any place. */
export async function filesHolding(path: string, words: readonly string[]) {
  const longest = Math.max(...words.map((word) => word.length));
  return scanFiles(path, longest, (text) => words.some((word) => text.includes(word)));
}

/** Files in which something is found, of at most so many bytes wherever it stands. */
export async function scanFiles(
  path: string,
  longest: number,
  isThere: (text: string) => boolean,
): Promise<{ readonly found: readonly string[]; readonly bytes: number }> {
  const found: string[] = [];
  let bytes = 0;
  for (const file of await filesUnder(path)) {
    let rest = '';
    for await (const piece of createReadStream(file)) {
      const text = rest + (piece as Buffer).toString('latin1');
      if (isThere(text)) found.push(file);
      rest = text.slice(-longest);
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

/** Where the server spills what does not fit into memory while it sorts. */
export async function spilledPath({ pool }: TestDatabase): Promise<string> {
  const { rows } = await pool.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  );
  return join(rows[0]?.folder ?? '', 'base', 'pgsql_tmp');
}
