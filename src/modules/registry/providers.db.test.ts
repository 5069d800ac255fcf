import type { Service } from '#kernel/service.ts';
import type { Database } from '#platform/db/database.ts';
import { system } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { registryOffice, type RegistryOffice } from '#test/registry-office.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProviders, providerSearchInput } from './find-providers.ts';
import { findProvisionRights, provisionRightSearchInput } from './find-provision-rights.ts';
import { checkProvisionRight, grantProvisionRight } from './grant-provision-right.ts';
import { checkProvisionEvent, recordProvisionEvent } from './record-provision-event.ts';
import { checkSubject, registerSubject } from './register-subject.ts';
import { rightsOnTerritory } from './rights-on-territory.sql.ts';
import { seedFacts } from './seed-facts.ts';
import { findSubject } from './subjects.sql.ts';
import { findTerritoryByCode } from './territories.sql.ts';

const today = Temporal.PlainDate.from('2026-11-21');
const now = Temporal.Instant.from('2026-11-21T09:00:00Z');
const codes = {
  oblast: 'UA05000000000010236',
  raion: 'UA05020000000026686',
  hromada: 'UA05029900000099001',
  town: 'UA05029900100099002',
  vinnytsia: 'UA05020030010063857',
  kharkiv: 'UA63000000000041885',
} as const;

let database: TestDatabase;
let db: Database;
let office: RegistryOffice;
let place: Record<keyof typeof codes, number>;
let water: bigint;
let heat: bigint;
beforeAll(async () => {
  database = await freshDatabase();
  const owner = database.as('zhkp_owner').db;
  await owner.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
  const app = database.web();
  ({ db } = app);
  office = registryOffice(app, now);
  const found = await Promise.all(
    Object.entries(codes).map(async ([key, code]) => [
      key,
      (await findTerritoryByCode(db, code))?.territoryId ?? 0,
    ]),
  );
  place = Object.fromEntries(found) as typeof place;
  water = await register({
    name: 'Комунальне підприємство «Зразківводоканал»',
    edrpou: '03327664',
  });
  heat = await register({ name: 'Товариство «Зразкове об’єднання тепла»', edrpou: '40538421' });
});
afterAll(() => database.drop());

async function register(more: Record<string, unknown>): Promise<bigint> {
  const input = { kind: 'provider', shortName: more['name'], ...more };
  return BigInt((await office.enter(registerSubject, input)).subjectId);
}

const document = {
  documentTitle: 'Ліцензія на централізоване водопостачання',
  documentOn: '2020-01-10',
  termFrom: '2020-02-01',
};

function tryGrant(more: Record<string, unknown>) {
  return office.carryOut(grantProvisionRight, { ...document, ...more });
}

async function grant(more: Record<string, unknown>): Promise<bigint> {
  return BigInt((await office.enter(grantProvisionRight, { ...document, ...more })).rightId);
}

const ground = 'Рішення НКРЕКП від 01.03.2021 № 77';

function record(rightId: bigint, kind: string, occurredOn: string, more = {}) {
  return office.carryOut(recordProvisionEvent, { rightId, kind, occurredOn, ground, ...more });
}

async function providersOf(territory: keyof typeof codes, on: string, service: Service) {
  const rights = await rightsOnTerritory(db, {
    territoryId: place[territory],
    on: Temporal.PlainDate.from(on),
    service,
  });
  return rights.map(({ providerId }) => providerId);
}

async function search(input: Record<string, unknown>) {
  const { rows } = await findProvisionRights(db, today, provisionRightSearchInput.parse(input));
  return rows.map(({ rightId }) => rightId);
}

describe('the register of subjects', () => {
  test('a subject keeps what was entered', async () => {
    const subjectId = await register({
      kind: 'manager',
      name: "Товариство 'Зразкова оселя'",
      edrpou: '31557119',
      iban: 'UA21 322313 0000026007233566001',
      phone: '044 123-45-67',
      email: 'home@example.com',
      website: 'https://example.com',
      readingWindow: { from: '25', to: '5' },
    });
    expect(await findSubject(db, subjectId)).toMatchObject({
      kind: 'manager',
      name: 'Товариство ’Зразкова оселя’',
      phone: '+380441234567',
      iban: 'UA213223130000026007233566001',
      readingWindow: { from: 25, to: 5 },
    });
  });

  test('one ЄДРПОУ code is one subject', async () => {
    const input = { kind: 'provider', name: 'Інше', shortName: 'Інше', edrpou: '03327664' };
    const refusal = { refusal: 'edrpou-already-registered' };
    expect(await office.carryOut(registerSubject, input)).toEqual(refusal);
    const checked = await office.operations.ask(checkSubject, system, input);
    expect(checked).toEqual({ kind: 'refused', refusal });
  });

  lawTest(['1039:23.3.a.3'], 'providers are found by name, misspelt or not', async () => {
    const find = async (text: string) => {
      const page = await findProviders(db, providerSearchInput.parse({ text }));
      return page.rows.map(({ subjectId }) => subjectId);
    };
    expect(await find('водоканал')).toEqual([water]);
    expect(await find("об'єднання")).toEqual([heat]);
    expect(await find('зразківводоконал')).toEqual([water]);
    expect(await find('невідоме')).toEqual([]);
  });

  lawTest(['1039:23.3.a.4'], 'providers are found by ЄДРПОУ code', async () => {
    const page = await findProviders(db, providerSearchInput.parse({ text: '4053 8421' }));
    expect(page.rows.map(({ subjectId }) => subjectId)).toEqual([heat]);
  });

  test('without a query all providers and managers are listed', async () => {
    const page = await findProviders(db, providerSearchInput.parse({}));
    expect(page.rows).toHaveLength(3);
    expect(page.hasMore).toBe(false);
  });
});

describe('rights to provide services', () => {
  let waterRight: bigint;
  beforeAll(async () => {
    waterRight = await grant({
      providerId: water,
      service: 'cold-water',
      territoryId: place.raion,
      documentNumber: 'АВ-101/20',
      termThrough: '2029-12-31',
    });
  });

  lawTest(
    ['1039:23.3.b.1', '1039:23.3.b.2', '1039:23.3.b.3'],
    'a right holds for its service, on its territory and below it, within its term',
    async () => {
      expect(await providersOf('town', '2024-05-01', 'cold-water')).toEqual([water]);
      expect(await providersOf('raion', '2024-05-01', 'cold-water')).toEqual([water]);
      expect(await providersOf('oblast', '2024-05-01', 'cold-water')).toEqual([]);
      expect(await providersOf('kharkiv', '2024-05-01', 'cold-water')).toEqual([]);
      expect(await providersOf('town', '2024-05-01', 'heat')).toEqual([]);
      expect(await providersOf('town', '2020-01-31', 'cold-water')).toEqual([]);
      expect(await providersOf('town', '2020-02-01', 'cold-water')).toEqual([water]);
      expect(await providersOf('town', '2029-12-31', 'cold-water')).toEqual([water]);
      expect(await providersOf('town', '2030-01-01', 'cold-water')).toEqual([]);
    },
  );

  test.each([
    ['right-already-granted', { documentNumber: 'АВ-101/20' }],
    ['territory-not-in-force', { documentNumber: 'Б', territoryId: 2_000_000 }],
    ['not-a-provider', { documentNumber: 'В', providerId: 999n }],
  ])('%s', async (refusal, more) => {
    const right = { providerId: water, service: 'cold-water', territoryId: place.raion };
    expect(await tryGrant({ ...right, ...more })).toMatchObject({
      refusal,
      law: '1039:23.3.b.4',
    });
  });

  lawTest(
    ['1039:23.3.b.6', '1039:23.3.b.8'],
    'what is stopped is not provided until it is restored',
    async () => {
      expect(await record(waterRight, 'restore', '2021-03-01')).toMatchObject({
        refusal: 'event-does-not-follow',
        details: { state: 'provided' },
      });
      expect(await record(waterRight, 'stop', '2021-03-01')).toEqual({ providerId: String(water) });
      expect(await record(waterRight, 'stop', '2021-04-01')).toMatchObject({
        refusal: 'event-does-not-follow',
      });
      expect(await record(waterRight, 'restore', '2021-06-01')).toEqual({
        providerId: String(water),
      });
      expect(await providersOf('town', '2021-02-28', 'cold-water')).toEqual([water]);
      expect(await providersOf('town', '2021-03-01', 'cold-water')).toEqual([]);
      expect(await providersOf('town', '2021-05-31', 'cold-water')).toEqual([]);
      expect(await providersOf('town', '2021-06-01', 'cold-water')).toEqual([water]);
    },
  );

  test('a stop may concern a part of the territory', async () => {
    await record(waterRight, 'stop', '2022-01-01', { territoryId: place.hromada });
    expect(await providersOf('town', '2022-01-01', 'cold-water')).toEqual([]);
    expect(await providersOf('vinnytsia', '2022-01-01', 'cold-water')).toEqual([water]);
    await record(waterRight, 'restore', '2022-02-01', { territoryId: place.hromada });
    expect(await providersOf('town', '2022-02-01', 'cold-water')).toEqual([water]);
  });

  lawTest(
    ['1039:23.3.b.7'],
    'narrowing takes a part of the territory away, widening gives one that was outside',
    async () => {
      await record(waterRight, 'narrow', '2023-01-01', { territoryId: place.hromada });
      await record(waterRight, 'widen', '2023-01-01', { territoryId: place.kharkiv });
      expect(await providersOf('town', '2023-01-01', 'cold-water')).toEqual([]);
      expect(await providersOf('vinnytsia', '2023-01-01', 'cold-water')).toEqual([water]);
      expect(await providersOf('kharkiv', '2022-12-31', 'cold-water')).toEqual([]);
      expect(await providersOf('kharkiv', '2023-01-01', 'cold-water')).toEqual([water]);
      await record(waterRight, 'widen', '2024-01-01', { territoryId: place.town });
      expect(await providersOf('town', '2024-01-01', 'cold-water')).toEqual([water]);
      expect(await providersOf('hromada', '2024-01-01', 'cold-water')).toEqual([]);
      expect(
        await record(waterRight, 'widen', '2024-02-01', { territoryId: place.vinnytsia }),
      ).toMatchObject({ refusal: 'event-does-not-follow' });
    },
  );

  test('a right with a start recorded begins on that day, and starts once', async () => {
    const right = await grant({
      providerId: heat,
      service: 'heat',
      territoryId: place.hromada,
      documentNumber: 'Т-7',
    });
    expect(await record(right, 'start', '2020-10-15')).toEqual({ providerId: String(heat) });
    expect(await providersOf('town', '2020-10-14', 'heat')).toEqual([]);
    expect(await providersOf('town', '2020-10-15', 'heat')).toEqual([heat]);
    expect(await record(right, 'start', '2021-10-15')).toMatchObject({
      refusal: 'event-does-not-follow',
    });
  });

  test('an event outside the term, of no right, or twice on a day is refused', async () => {
    const narrowed = { territoryId: place.town };
    expect(await record(waterRight, 'stop', '2031-01-01')).toMatchObject({
      refusal: 'event-outside-term',
    });
    expect(await record(999n, 'stop', '2024-01-01')).toMatchObject({ refusal: 'right-not-found' });
    expect(await record(waterRight, 'narrow', '2025-01-01', narrowed)).toHaveProperty('providerId');
    expect(await record(waterRight, 'narrow', '2025-01-01', narrowed)).toMatchObject({
      refusal: 'event-already-recorded',
    });
  });

  test.each([
    [{ kind: 'widen' }, ['territoryId']],
    [{ kind: 'widen', ground: '' }, ['ground', 'territoryId']],
    [{ kind: 'start', territoryId: 1, occurredOn: 'колись' }, ['occurredOn', 'territoryId']],
    [{ kind: 'stop', rightId: 'x', ground: ' ' }, ['rightId', 'ground']],
    [{ kind: 'pause', territoryId: '' }, ['kind']],
  ])('an event %j has faults in %j', async (change, fields) => {
    const event = { rightId: 1n, occurredOn: '2024-01-01', ground: 'Рішення', ...change };
    const checked = await office.operations.ask(checkProvisionEvent, system, event);
    const faults = checked.kind === 'faults' ? checked.faults : [];
    expect(faults.map(({ field }) => field)).toEqual(fields);
    expect(faults.every(({ message }) => /[а-яії]\.$/.test(message))).toBe(true);
  });

  test('a term does not end before it begins, whatever else is wrong', async () => {
    const right = { ...document, documentTitle: '', termThrough: '2019-01-01' };
    const checked = await office.operations.ask(checkProvisionRight, system, right);
    const faults = checked.kind === 'faults' ? checked.faults : [];
    expect(faults.map(({ field }) => field)).toEqual([
      'providerId',
      'service',
      'territoryId',
      'documentTitle',
      'documentNumber',
      'termThrough',
    ]);
  });

  lawTest(
    ['1039:23.3', '1039:23.3.b.4', '1039:23.3.b.5', '1039:23.4.a', '1039:23.4.c'],
    'rights are found by document, term, services, place and provider, one or several at once',
    async () => {
      const heatRight = (await search({ services: 'heat' }))[0];
      expect(await search({ documentNumber: 'ав-101' })).toEqual([waterRight]);
      expect(await search({ services: ['heat', 'cold-water'] })).toHaveLength(2);
      expect(await search({ term: { from: '2030-01-01' } })).toEqual([heatRight]);
      expect(await search({ term: { through: '2020-01-31' } })).toEqual([]);
      expect(await search({ on: '2030-06-01' })).toEqual([heatRight]);
      expect(await search({ provider: '03327664' })).toEqual([waterRight]);
      expect(await search({ provider: 'об’єднання' })).toEqual([heatRight]);
      expect(await search({ territoryId: place.vinnytsia })).toEqual([waterRight]);
      expect(await search({ territoryId: place.kharkiv })).toEqual([waterRight]);
      expect(await search({ territoryId: place.oblast })).toEqual([]);
      expect(await search({ territoryId: place.oblast, inside: 'yes' })).toHaveLength(2);
      expect(await search({ documentNumber: 'АВ-101', services: 'heat' })).toEqual([]);
    },
  );

  lawTest(
    ['1039:23.3.b.6', '1039:23.3.b.7', '1039:23.3.b.8'],
    'rights are found by the kind, date and ground of what happened to them',
    async () => {
      const found = (eventKinds: string, from: string, through: string) =>
        search({ eventKinds, eventDates: { from, through } });
      expect(await found('stop', '2021-03-01', '2021-03-01')).toEqual([waterRight]);
      expect(await found('stop', '2021-03-02', '2021-03-31')).toEqual([]);
      expect(await found('restore', '2021-06-01', '2021-06-30')).toEqual([waterRight]);
      expect(await found('widen', '2023-01-01', '2023-12-31')).toEqual([waterRight]);
      expect(await search({ ground: 'нкрекп', eventKinds: ['start'] })).toHaveLength(1);
      expect(await search({ ground: 'суду' })).toEqual([]);
    },
  );

  lawTest(['1039:23.3.b.3'], 'a right is shown in its state of the day asked for', async () => {
    const stateOn = async (on: string, territoryId: number) => {
      const input = provisionRightSearchInput.parse({ services: 'cold-water', on, territoryId });
      const [right] = (await findProvisionRights(db, today, input)).rows;
      return right?.state;
    };
    expect(await stateOn('2021-02-28', place.town)).toBe('provided');
    expect(await stateOn('2021-03-01', place.town)).toBe('stopped');
    expect(await stateOn('2023-06-01', place.town)).toBe('not-covered');
    const [right] = (
      await findProvisionRights(db, today, provisionRightSearchInput.parse({ services: 'heat' }))
    ).rows;
    expect(right).toMatchObject({
      provider: { subjectId: heat, edrpou: '40538421' },
      state: 'provided',
      term: { to: null },
      events: [{ kind: 'start', territoryName: null }],
    });
    expect(right?.territory.fullName).toBe(
      'Зразківська міська територіальна громада, Вінницький район, Вінницька область',
    );
  });
});
