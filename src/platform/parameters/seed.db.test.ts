import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseHandle } from '#platform/db/database.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { settlementsSeed } from '#test/parameters.ts';
import { insertApproved } from './proposals.sql.ts';
import { readSeedRows, seedParameters, type Seeded } from './seed.ts';
import { readApprovedParameters } from './store.sql.ts';

const now = Temporal.Instant.from('2026-11-21T10:00:00Z');
const header = 'code,value,unit,valid_from,valid_to,territory,service,category,act,status';
const norm = 'water.norm,4.6,m3,2020-01-01,,,cold-water,,2119:9.2,unverified';
const laterNorm = 'water.norm,4.8,m3,2027-01-01,,,cold-water,,2119:9.2,enacted';

let database: TestDatabase;
let app: DatabaseHandle;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  app = database.web();
  folder = await mkdtemp(join(tmpdir(), 'parameters-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query('truncate platform.parameter');
});

async function seed(...rows: readonly string[]): Promise<Seeded> {
  const path = join(folder, 'seed.csv');
  await writeFile(path, [header, ...rows].join('\n'));
  return app.db
    .transaction()
    .execute((tx) => seedParameters(tx, [{ ...settlementsSeed, file: pathToFileURL(path) }], now));
}

async function approved(): Promise<string[]> {
  const values = await readApprovedParameters(app.db);
  return values.map(
    ({ value, valid }) => `${value} ${valid.from.toString()}..${valid.to?.toString() ?? ''}`,
  );
}

describe('seedParameters', () => {
  test('loads once, however often it runs', async () => {
    expect(await seed(norm, laterNorm)).toEqual({ added: 2, kept: 0 });
    expect(await seed(norm, laterNorm)).toEqual({ added: 0, kept: 2 });
    expect(await approved()).toEqual(['4.6 2020-01-01..2027-01-01', '4.8 2027-01-01..']);
  });

  test('a new dated row takes over from its first day', async () => {
    await seed(norm);
    expect(await seed(laterNorm, norm)).toEqual({ added: 1, kept: 1 });
    expect(await approved()).toEqual(['4.6 2020-01-01..2027-01-01', '4.8 2027-01-01..']);
  });

  test.each([
    ['value', norm.replace('4.6', '4.7')],
    ['unit', norm.replace('m3', 'm2')],
    ['last day', norm.replace('2020-01-01,', '2020-01-01,2026-01-01')],
    ['act', norm.replace('2119:9.2', '2119:9.3')],
    ['status', norm.replace('unverified', 'enacted')],
  ])('a row whose %s was changed stops it', async (_, changed) => {
    await seed(norm);
    await expect(seed(changed)).rejects.toThrow(
      'seed.csv, line 2: water.norm was changed; add a new dated row instead',
    );
    expect(await approved()).toEqual(['4.6 2020-01-01..']);
  });

  test.each([
    ['out of bounds', 'value-not-allowed', norm.replace('4.6', '100.5')],
    [
      'of a code that no rule reads',
      'unknown-parameter',
      norm.replace('water.norm', 'water.norms'),
    ],
    [
      'that makes more than a whole with another',
      'parts-exceed-whole',
      'heat.common_share,0.4,share,2020-01-01,,,heat,,315:5,unverified',
    ],
  ])('a value %s stops it', async (_, refusal, row) => {
    const share = 'heat.function_share,0.7,share,2022-01-01,,,heat,,315:4,unverified';
    await expect(seed(share, row)).rejects.toThrow(refusal);
    expect(await approved()).toEqual([]);
  });

  test('what people decided for the same day stands above the seed', async () => {
    const [row] = readSeedRows(`${header}\n${laterNorm}`, 'seed.csv');
    if (row === undefined) throw new Error('no row');
    await app.db.transaction().execute((tx) =>
      insertApproved(
        tx,
        { ...row.parameter, value: '5' },
        {
          entered: { by: 'person:1', at: now },
          approved: { by: 'person:2', at: now },
        },
      ),
    );
    expect(await seed(laterNorm)).toEqual({ added: 0, kept: 1 });
    expect(await approved()).toEqual(['5 2027-01-01..']);
  });

  test('a row that runs into a value of other dates stops it', async () => {
    await seed(laterNorm);
    await expect(seed(norm)).rejects.toThrow('runs into a value of other dates');
  });
});

describe('readSeedRows names the faulty row', () => {
  test.each([
    ['a date', norm.replace('2020-01-01', '01.01.2020'), 'valid_from'],
    ['a service', norm.replace('cold-water', 'cleaning'), 'service'],
    ['an act', norm.replace('2119:9.2', '9999:1'), 'act'],
    ['a status', norm.replace('unverified', 'approved'), 'status'],
    ['an empty value', norm.replace('4.6', ''), 'value'],
  ])('with %s', (_, row, column) => {
    const read = (): unknown => readSeedRows(`${header}\n${laterNorm}\n${row}`, 'seed.csv');
    expect(read).toThrow('seed.csv, line 3');
    expect(read).toThrow(column);
  });
});
