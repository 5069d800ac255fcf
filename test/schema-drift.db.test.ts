import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpSchema, readCommitted, type SchemaDump } from '#tools/db/dump-schema.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

// About four fifths of the tables there were when the floor was last raised.
const tablesMin = 35;

let database: TestDatabase;
let dump: SchemaDump;
beforeAll(async () => {
  database = await freshDatabase();
  dump = await dumpSchema(database.url);
});
afterAll(() => database.drop());

test('the schema and its types stand written as the migrations make them', async () => {
  console.log(`schema: ${dump.tables} tables`);
  expect(dump.tables).toBeGreaterThanOrEqual(tablesMin);
  expect(dump.files.map(([path]) => path)).toEqual(['db/schema.sql', 'src/platform/db/tables.ts']);
  for (const [path, made] of dump.files) expect(await readCommitted(path)).toBe(made);
});

test('every table says what it is for', () => {
  expect(dump.tablesWithoutComment).toEqual([]);
});

test('the generated types know every table by its schema, and no partition', async () => {
  const types = new Map(dump.files).get('src/platform/db/tables.ts') ?? '';
  const keys = Array.from(types.matchAll(/^ {2}"([\w.]+)":/gm), ([, key]) => key);
  expect(keys).toHaveLength(dump.tables);
  expect(keys.filter((key) => !/^[a-z]+\.[a-z_]+$/.test(key ?? ''))).toEqual([]);
});
