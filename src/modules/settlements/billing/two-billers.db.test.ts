import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { file, firstMonth, sumOf, used } from './fixtures/gap-readings.ts';
import { GapTown } from './fixtures/gap-town.ts';

const months = 3;
const timeoutMs = 240_000;
const ofHouse = [1_000, 1_020, 1_040, 1_060];
const ofFlat = [50, 52, 54, 56];

let database: TestDatabase;
let town: GapTown;
let building: bigint;
const flats: bigint[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  town = await GapTown.plant(database);
  building = await town.building([{ readings: file(ofHouse) }]);
  const heat = { service: 'heat', basis: 'building-share', buildingId: building } as const;
  flats.push(
    await town.account({ ...heat, meters: [] }),
    await town.account({ ...heat, meters: [{ readings: file(ofFlat) }], biller: 'windowed' }),
    await town.account({ ...heat, meters: [], biller: 'windowed' }),
  );
  await town.bill(firstMonth, months);
}, timeoutMs);
afterAll(() => database.drop());

lawTest(['2119:10.2', '1039:15.1'], 'heat of a house that two bill is charged once', async () => {
  const charged = await Promise.all(flats.map((accountId) => town.charged(accountId)));
  expect(charged.map((lines) => lines.length)).toEqual([months, months, months]);
  expect(charged.reduce((sum, lines) => sum + sumOf(lines), 0n)).toBe(used(ofHouse));
});

test('each biller keeps its own account of the house', async () => {
  const { rows } = await town.sql(
    `select biller_id, count(*)::int as months, sum(total) as total, sum(own) as own
     from settlements.building_volume group by biller_id order by biller_id`,
  );
  const own = await Promise.all(
    flats.map(async (accountId) => sumOf(await town.charged(accountId))),
  );
  const [plain = 0n, ...windowed] = own;
  expect(rows.map((row) => [row.months, BigInt(row.total), BigInt(row.own)])).toEqual([
    [months, used(ofHouse), plain],
    [months, used(ofHouse), windowed.reduce((sum, volume) => sum + volume, 0n)],
  ]);
});
