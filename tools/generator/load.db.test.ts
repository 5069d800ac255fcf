import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { houses, type Country } from './country.ts';
import { loadCountry, loadTariffs, type LoadedCounts } from './load.ts';
import { firmCode } from './people.ts';
import type { HromadaInput } from './plan.ts';
import { sequences } from './registry-rows.ts';
import { demonstrationTariffs, type TariffPlan } from './tariffs.ts';
import { testCountry, testHromada } from './fixtures/test-country.ts';
import { testSecrets } from '#test/secrets.ts';

const accounts = 2000;
let database: TestDatabase;
let country: Country;
let tariffs: readonly TariffPlan[];
let counts: LoadedCounts;

beforeAll(async () => {
  database = await freshDatabase();
  const hromada = await prepareHromada();
  country = testCountry({ hromadas: [hromada], months: 3 });
  counts = await loadCountry(database.as('zhkp_worker').pool, testSecrets, country);
  tariffs = demonstrationTariffs({
    seed: country.seed,
    code: hromada.code,
    territoryId: hromada.hromadaId,
    localAuthority: 'Зразківська міська рада',
    providers: hromada.providers,
    from: country.from,
  });
  await loadTariffs(database.as('zhkp_worker').pool, tariffs);
});
afterAll(() => database.drop());

/** A hromada with its town, and a subject for each service. */
async function prepareHromada(): Promise<HromadaInput> {
  const hromadaId = await addTerritory('UA05029900000099001', 'H', null);
  const settlementId = await addTerritory('UA05029900100099002', 'M', hromadaId);
  const planned = testHromada({ accounts, hromadaId, settlementId });
  const providers: Record<string, bigint> = {};
  for (const [service, number] of Object.entries(planned.providers)) {
    providers[service] = await addSubject(Number(number));
  }
  return { ...planned, providers, billerId: await addSubject(0) };
}

async function addTerritory(code: string, category: string, parent: number | null) {
  const { rows } = await database.pool.query<{ territory_id: number }>(
    `insert into registry.territory (code, parent_id, category, name, search_key, origin, in_force)
     values ($1, $2, $3, $1, $1, 'demonstration', '[2020-01-01,)') returning territory_id`,
    [code, parent, category],
  );
  return rows[0]?.territory_id ?? 0;
}

async function addSubject(number: number): Promise<bigint> {
  const { rows } = await database.pool.query<{ subject_id: bigint }>(
    `insert into registry.subject (kind, name, short_name, edrpou, search_key)
     values ('provider', $1, $1, $2, $1) returning subject_id`,
    [`provider ${number}`, firmCode(number)],
  );
  return rows[0]?.subject_id ?? 0n;
}

async function count(query: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: bigint }>(`select count(*) from ${query}`);
  return Number(rows[0]?.count);
}

test('the tables hold as many rows as were planned and counted', async () => {
  expect(counts.accounts).toBe(accounts);
  expect({
    buildings: await count('registry.building'),
    premises: await count('registry.premises'),
    accounts: await count('registry.account'),
    accountServices: await count('registry.account_service'),
    meters: await count('registry.meter'),
    readings: await count('settlements.reading'),
  }).toEqual(counts);
  expect(counts.buildings).toBe([...houses(country)].length);
});

test('three in ten accounts stand in private houses', async () => {
  const inHouses = await count(`registry.account
    join registry.building using (hromada_id, building_id) where kind = 'private'`);
  expect(inHouses / accounts).toBe(0.3);
  expect(await count(`registry.premises where kind = 'house'`)).toBe(inHouses);
});

test('what has no foreign key fits together too', async () => {
  expect(
    await count(`registry.account a left join registry.premises p
      using (hromada_id, premises_id) where p.building_id is distinct from a.building_id`),
  ).toBe(0);
  expect(
    await count(`registry.account_service s left join registry.account a
      using (hromada_id, account_id)
      where (a.building_id, a.biller_id) is distinct from (s.building_id, s.biller_id)`),
  ).toBe(0);
  expect(
    await count(`registry.meter m left join registry.account a using (hromada_id, account_id)
      where m.account_id is not null
        and (a.building_id, a.premises_id) is distinct from (m.building_id, m.premises_id)`),
  ).toBe(0);
  expect(
    await count(`settlements.reading r left join registry.meter m using (hromada_id, meter_id)
      where m.meter_id is null or (m.zones = 1) is distinct from (r.zone = 0)`),
  ).toBe(0);
});

test('every line of every account has a price', async () => {
  expect(
    await count(`registry.account_service s where not exists (
      select from settlements.tariff t
      where t.provider_id = s.provider_id and t.service = s.service
        and t.territory_id = s.hromada_id and t.category = s.category
        and t.component = 'volume' and t.valid @> '2024-11-15'::date)`),
  ).toBe(0);
  expect(await count('settlements.tariff')).toBe(tariffs.length);
  expect(
    await count(`settlements.tariff t where net_price is distinct from
      (select sum(net_price) from settlements.tariff_item i where i.tariff_id = t.tariff_id)`),
  ).toBe(0);
});

test('the sequence of the hromada goes on after the last identifier', async () => {
  const { rows } = await database.pool.query<{ hromada_id: number; next_value: bigint }>(
    'select hromada_id, next_value from registry.hromada_sequence',
  );
  const planned = [...sequences(country)];
  expect(rows).toEqual(
    planned.map(({ hromadaId, nextValue }) => ({ hromada_id: hromadaId, next_value: nextValue })),
  );
});

test('a country that cannot be loaded whole leaves nothing', async () => {
  const before = await count('registry.building');
  const hromada = testHromada({ hromadaId: 1_999_999, accounts: 50 });
  const homeless = testCountry({ hromadas: [hromada] });
  await expect(loadCountry(database.pool, testSecrets, homeless)).rejects.toThrow(/foreign key/);
  expect(await count('registry.building')).toBe(before);
});
