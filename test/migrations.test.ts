import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMigrations } from '#platform/db/migrate.ts';
import { projectRoot } from '#tools/source/source-files.ts';

// About four fifths of what there was when the floors were last raised.
const migrationsMin = 4;
const tablesMin = 35;

/** Tables of a migration, each with whether the same file says what it is for. */
function tablesIn(sql: string): { table: string; hasComment: boolean }[] {
  const made = sql.matchAll(/^create table (?:if not exists )?([\w.]+)(?! partition of)/gim);
  return Array.from(made, ([, table = '']) => ({
    table,
    hasComment: new RegExp(`^comment on table ${table.replace('.', '\\.')} is`, 'im').test(sql),
  }));
}

const migrations = await readMigrations(join(projectRoot, 'db', 'migrations'));

test('migrations are numbered from one without gaps', () => {
  console.log(`migrations: ${migrations.length} files`);
  expect(migrations.length).toBeGreaterThanOrEqual(migrationsMin);
  expect(migrations.map(({ number }) => number)).toEqual(
    Array.from(migrations, (_, index) => index + 1),
  );
});

test('each table a migration makes has a comment in the same file', () => {
  const tables = migrations.flatMap(({ sql }) => tablesIn(sql));
  console.log(`migrations: ${tables.length} tables`);
  expect(tables.length).toBeGreaterThanOrEqual(tablesMin);
  expect(tables.filter(({ hasComment }) => !hasComment)).toEqual([]);
});

describe('the conventions catch', () => {
  test('a table without a comment', () => {
    const sql = 'create table a.b (c text);\ncreate table a.d ();\ncomment on table a.d is $$e$$;';
    expect(tablesIn(sql)).toEqual([
      { table: 'a.b', hasComment: false },
      { table: 'a.d', hasComment: true },
    ]);
  });

  test.each([
    ['a gap', ['0001_a.sql', '0003_b.sql'], 'number 2 is expected here'],
    ['a number twice', ['0001_a.sql', '0001_b.sql'], 'number 2 is expected here'],
    ['a name out of form', ['0001_a.sql', 'b.sql'], 'named NNNN_name.sql'],
  ])('%s', async (_, files, message) => {
    const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    for (const file of files) await writeFile(join(folder, file), 'select 1;');
    await expect(readMigrations(folder)).rejects.toThrow(message);
    await rm(folder, { recursive: true });
  });
});
