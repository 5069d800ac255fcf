import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSubjectOfAccount } from './account-place.sql.ts';
import { findAccount, listAccountServices, listMeters } from './accounts.sql.ts';
import { allocateIds } from './allocate-ids.sql.ts';
import { findBuilding, listPremises } from './buildings.sql.ts';
import { firstIdOf, hromadaOfId } from './dwelling.ts';
import { accountSearchInput, findAccounts } from './find-accounts.ts';
import { buildingSearchInput, findBuildings } from './find-buildings.ts';
import { findAccountMeters } from './meter-directory.sql.ts';
import { addressKey } from './search-key.ts';
import { seedFacts } from './seed-facts.ts';
import { findTerritoryByCode } from './territories.sql.ts';
import { holderIndexes, openHolder, sealHolder } from './holder.ts';
import { testSecrets } from '#test/secrets.ts';

const on = '2026-11-21';
const day = Temporal.PlainDate.from(on);

let database: TestDatabase;
let db: Database;
let hromadaId: number;
let settlementId: number;
let firstId: bigint;
let biller: bigint;
let provider: bigint;

const houses = [
  ['вул. Садова', '2'],
  ['вул. Садова', '10'],
  ['вул. Садова', '10а'],
  ['просп. Героїв', '2'],
] as const;
const holders = ['Вернигора Ганна', 'О’Коннор Остап', 'Абрамчук Яна', 'Їжакевич Юрій'] as const;

beforeAll(async () => {
  database = await freshDatabase();
  const owner = database.as('zhkp_owner').db;
  await owner.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
  ({ db } = database.web());
  settlementId = (await findTerritoryByCode(db, 'UA05029900100099002'))?.territoryId ?? 0;
  hromadaId = (await findTerritoryByCode(db, 'UA05029900000099001'))?.territoryId ?? 0;
  firstId = await db.transaction().execute((tx) => allocateIds(tx, hromadaId, 40));
  [biller, provider] = await insertSubjects();
  await insertHouses();
});
afterAll(() => database.drop());

async function insertSubjects(): Promise<[bigint, bigint]> {
  const { rows } = await sql<{ id: bigint }>`
    insert into registry.subject (kind, name, short_name, search_key)
    values ('billing-centre', 'РЦ', 'РЦ', ''), ('provider', 'Вода', 'Вода', '')
    returning subject_id as id`.execute(db);
  return [rows[0]?.id ?? 0n, rows[1]?.id ?? 0n];
}

/** In each house one flat with one account: building 0…3, premises 10…13, account 20…23. */
async function insertHouses(): Promise<void> {
  for (const [index, [street, house]] of houses.entries()) {
    const id = firstId + BigInt(index);
    await sql`
      insert into registry.building values (${hromadaId}, ${id}, ${settlementId}, ${street},
        ${house}, '01001', 'apartment', 5, 1975, 3000.50, 2500.25, ${addressKey(street, house)})
    `.execute(db);
    await sql`
      insert into registry.premises values (${hromadaId}, ${id + 10n}, ${id}, ${'1'}, 'flat',
        45.60, 40.10, 'central')`.execute(db);
    const account = { hromadaId, accountId: id + 20n };
    const holder = await sealHolder(testSecrets, account, holders[index] ?? '');
    await sql`
      insert into registry.account values (${hromadaId}, ${id + 20n}, ${biller},
        ${`00${30 - index}1`}, ${id}, ${id + 10n}, 2, '2020-01-01',
        ${index === 3 ? '2026-01-01' : null}::date, ${holder},
        ${[...holderIndexes(testSecrets, holders[index] ?? '')]}::bytea[])`.execute(db);
    await sql`
      insert into registry.account_service values (${hromadaId}, ${id + 20n}, 'cold-water',
        daterange('2020-01-01', ${index === 2 ? '2026-06-01' : null}::date), ${id}, ${provider},
        'individual', 'meter', 'household', ${biller})`.execute(db);
  }
  await sql`
    insert into registry.meter values
      (${hromadaId}, ${firstId + 30n}, ${firstId}, ${firstId + 10n}, ${firstId + 20n},
       'cold-water', 'В-1', 5, 3, 1, '2022-01-01', '2026-01-01', null),
      (${hromadaId}, ${firstId + 31n}, ${firstId}, ${firstId + 10n}, ${firstId + 20n},
       'cold-water', 'В-0', 5, 3, 1, '2018-01-01', '2022-01-01', '2022-01-01'),
      (${hromadaId}, ${firstId + 32n}, ${firstId}, null, null,
       'heat', 'Т-1', 6, 2, 1, '2021-01-01', '2027-01-01', null)`.execute(db);
}

describe('identifiers', () => {
  test('they are given out in a row and carry their hromada', async () => {
    const first = await db.transaction().execute((tx) => allocateIds(tx, hromadaId, 3));
    const next = await db.transaction().execute((tx) => allocateIds(tx, hromadaId, 1));
    expect(firstId).toBe(firstIdOf(hromadaId) + 1n);
    expect(next - first).toBe(3n);
    expect(hromadaOfId(next)).toBe(hromadaId);
  });

  test('two who ask at once get different ones', async () => {
    const ask = () => db.transaction().execute((tx) => allocateIds(tx, hromadaId, 5));
    const firsts = await Promise.all([ask(), ask(), ask()]);
    const sorted = firsts.toSorted((a, b) => Number(a - b));
    expect([(sorted[1] ?? 0n) - (sorted[0] ?? 0n), (sorted[2] ?? 0n) - (sorted[1] ?? 0n)]).toEqual([
      5n,
      5n,
    ]);
  });

  test('a hromada gives out no more than it has', async () => {
    const ask = (count: number) =>
      db.transaction().execute((tx) => allocateIds(tx, settlementId, count));
    await expect(ask(2 ** 32)).rejects.toThrow('no identifiers left');
    expect(await ask(2 ** 32 - 1)).toBe(firstIdOf(settlementId) + 1n);
    await expect(ask(1)).rejects.toThrow('no identifiers left');
    await expect(ask(0)).rejects.toThrow('not a count');
  });
});

describe('buildings', () => {
  async function find(text: string): Promise<string[]> {
    const input = buildingSearchInput.parse({ settlementId, text });
    const { rows } = await findBuildings(db, input);
    return rows.map(({ street, houseNumber }) => `${street} ${houseNumber}`);
  }

  test('a building is read with its settlement and areas', async () => {
    const building = await findBuilding(db, { hromadaId, buildingId: firstId });
    expect(building).toMatchObject({
      street: 'вул. Садова',
      houseNumber: '2',
      kind: 'apartment',
      totalArea: { micro: 3_000_500_000n, unit: 'm2' },
      heatedArea: { micro: 2_500_250_000n, unit: 'm2' },
    });
    expect(building?.settlement.name).toBe('Зразківка');
    expect(await findBuilding(db, { hromadaId, buildingId: 1n })).toBeUndefined();
  });

  test('streets and numbers go in the order people expect', async () => {
    expect(await find('')).toEqual([
      'вул. Садова 2',
      'вул. Садова 10',
      'вул. Садова 10а',
      'просп. Героїв 2',
    ]);
  });

  test.each([
    ['садова', ['вул. Садова 2', 'вул. Садова 10', 'вул. Садова 10а']],
    ['вулиця Садова, буд. 10', ['вул. Садова 10', 'вул. Садова 10а']],
    ['проспект героїв', ['просп. Героїв 2']],
    ['Садовая', ['вул. Садова 2', 'вул. Садова 10', 'вул. Садова 10а']],
    ['Лісова', []],
  ])('%j', async (text, expected) => {
    expect(await find(text)).toEqual(expected);
  });

  test('an oblast has no houses of its own', async () => {
    const oblast = await findTerritoryByCode(db, 'UA05000000000010236');
    const input = buildingSearchInput.parse({ settlementId: oblast?.territoryId });
    expect((await findBuildings(db, input)).rows).toEqual([]);
  });

  test('premises of a building', async () => {
    expect(await listPremises(db, { hromadaId, buildingId: firstId })).toMatchObject([
      { number: '1', kind: 'flat', heating: 'central', totalArea: { micro: 45_600_000n } },
    ]);
  });
});

describe('accounts', () => {
  async function numbers(more: Record<string, unknown>): Promise<string[]> {
    const input = accountSearchInput.parse({ subjectId: biller, as: 'biller', on, ...more });
    return (await findAccounts(db, input)).rows.map(({ number }) => number);
  }

  test('an account is read with its address, biller and premises', async () => {
    const account = await findAccount(db, firstId + 20n);
    expect(account).toMatchObject({
      number: '00301',
      address: 'вул. Садова, буд. 2, кв. 1',
      biller: { subjectId: biller, shortName: 'РЦ' },
      premises: { number: '1', heatedArea: { micro: 40_100_000n } },
      closedOn: null,
    });
    expect(account && (await openHolder(testSecrets, account))).toBe('Вернигора Ганна');
    expect(account?.building.settlement.fullName).toContain('Зразківка, місто');
    expect(await findAccount(db, firstId)).toBeUndefined();
  });

  test.each([
    ['number', ['00281', '00291', '00301']],
    ['address', ['00301', '00291', '00281']],
  ])('a biller sees its open accounts by %s', async (order, expected) => {
    expect(await numbers({ order })).toEqual(expected);
  });

  test.each([
    [{ number: '0030' }, ['00301']],
    [{ address: 'Садова 10' }, ['00281', '00291']],
    [{ closedToo: 'yes' }, ['00271', '00281', '00291', '00301']],
    [{ hromadaId: 1 }, []],
    [{ page: '2' }, []],
  ])('accounts are found by %j', async (more, expected) => {
    expect(await numbers(more)).toEqual(expected);
  });

  test('a provider sees the accounts it serves on the day, and no others', async () => {
    const served = { subjectId: provider, as: 'provider' };
    expect(await numbers(served)).toEqual(['00291', '00301']);
    expect(await numbers({ ...served, on: '2026-05-31' })).toEqual(['00281', '00291', '00301']);
    expect(await numbers({ ...served, as: 'biller' })).toEqual([]);
  });

  test('services of an account on a day', async () => {
    const key = { hromadaId, accountId: firstId + 22n };
    expect(await listAccountServices(db, key, Temporal.PlainDate.from('2026-05-31'))).toMatchObject(
      [{ service: 'cold-water', basis: 'meter', provider: { subjectId: provider } }],
    );
    expect(await listAccountServices(db, key, Temporal.PlainDate.from('2026-06-01'))).toEqual([]);
  });

  test.each([
    ['the biller', () => biller, '2030-01-01', true],
    ['who provides a service', () => provider, '2026-05-31', true],
    ['who provided one before', () => provider, '2026-06-01', false],
    ['who will provide one', () => provider, '2019-12-31', false],
    ['a stranger', () => 999n, '2026-05-31', false],
  ])('an account is the business of %s: %s', async (_, subject, at, expected) => {
    const asked = { subjectId: subject(), on: Temporal.PlainDate.from(at) };
    expect(await isSubjectOfAccount(queryableOf(db), firstId + 22n, asked)).toBe(expected);
  });

  test('readings are taken in the days of who provides the service, else of the biller', async () => {
    const windowOn = async (at: string) => {
      const on = Temporal.PlainDate.from(at);
      const found = await findAccountMeters(queryableOf(db), firstId + 20n, on);
      return found?.meters.map(({ serial, readingWindow }) => [serial, readingWindow]);
    };
    const [ofBiller, ofProvider] = [
      { from: 20, to: 5 },
      { from: 1, to: 3 },
    ];
    await setWindow(biller, ofBiller);
    expect(await windowOn(on)).toEqual([
      ['В-0', ofBiller],
      ['В-1', ofBiller],
    ]);
    await setWindow(provider, ofProvider);
    expect(await windowOn(on)).toContainEqual(['В-1', ofProvider]);
    expect(await windowOn('2019-12-31')).toContainEqual(['В-1', ofBiller]);
  });

  async function setWindow(subjectId: bigint, window: object): Promise<void> {
    await sql`
      update registry.subject set reading_window = ${JSON.stringify(window)}::jsonb
      where subject_id = ${subjectId}`.execute(db);
  }

  test('meters of an account are those in use; the meter of the building stands apart', async () => {
    const serials = async (place: Parameters<typeof listMeters>[1], at: string) =>
      (await listMeters(db, place, Temporal.PlainDate.from(at))).map(({ serial }) => serial);
    const account = { hromadaId, accountId: firstId + 20n };
    expect(await serials(account, on)).toEqual(['В-1']);
    expect(await serials(account, '2021-12-31')).toEqual(['В-0']);
    expect(await serials({ hromadaId, buildingId: firstId }, day.toString())).toEqual(['Т-1']);
  });
});
