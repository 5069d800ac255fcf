import type { Database } from '#platform/db/database.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { registryOffice, type RegistryOffice } from '#test/registry-office.ts';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTerritories, meantTerritory, territoriesFoundMax } from './find-territories.ts';
import { importTerritoryStatuses } from './import-territory-statuses.ts';
import { seedFacts } from './seed-facts.ts';
import { findTerritoryByCode, isWithin } from './territories.sql.ts';
import { statusesOn } from './territory-status.sql.ts';
import { loadTerritories, uploadTerritories } from './territory-upload.ts';

const sharedData = join(import.meta.dirname, '../../../../shared/data');
const codifierFile = join(sharedData, 'katottg-2025-05-16.csv.gz');
const statusFile = join(sharedData, 'territory-status-2025-05-07.csv');
const loadTimeoutMs = 120_000;
const on = Temporal.PlainDate.from('2026-11-21');

const zrazkivka = 'UA05029900100099002';
const zrazkivkaHromada = 'UA05029900000099001';
const vinnytsiaRaion = 'UA05020000000026686';
const vinnytsiaOblast = 'UA05000000000010236';
const kharkiv = 'UA63000000000041885';

let database: TestDatabase;
let db: Database;
let office: RegistryOffice;
beforeAll(async () => {
  database = await freshDatabase();
  const owner = database.as('zhkp_owner').db;
  await owner.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
  const app = database.web();
  ({ db } = app);
  office = registryOffice(app, Temporal.Instant.from('2026-11-21T09:00:00Z'));
});
afterAll(() => database.drop());

async function names(text: string, more = {}): Promise<string[]> {
  const found = await findTerritories(db, { text, on, ...more });
  return found.map(({ fullName }) => fullName);
}

async function idOf(code: string): Promise<number> {
  const territory = await findTerritoryByCode(db, code);
  if (territory === undefined) throw new Error(`${code} is not in the register`);
  return territory.territoryId;
}

function loadStatuses(rows: readonly string[], takeGoodLines = false) {
  const file = Buffer.from(['katottg,status,from,to', ...rows].join('\n'));
  return office.carryOut(importTerritoryStatuses, { file, takeGoodLines });
}

async function statuses(code: string, date: string) {
  const found = await statusesOn(db, await idOf(code), Temporal.PlainDate.from(date));
  return found.map(({ status, holder }) => [status, holder.name]);
}

describe('territories from the facts alone', () => {
  test('the invented town has its full name and its place', async () => {
    expect(await names('зразк', { categories: ['M'] })).toEqual([
      'Зразківка, місто, Зразківська міська територіальна громада, Вінницький район, ' +
        'Вінницька область',
    ]);
    const [town, raion, other] = await Promise.all([zrazkivka, vinnytsiaRaion, kharkiv].map(idOf));
    expect(await isWithin(db, town ?? 0, raion ?? 0)).toBe(true);
    expect(await isWithin(db, town ?? 0, town ?? 0)).toBe(true);
    expect(await isWithin(db, raion ?? 0, town ?? 0)).toBe(false);
    expect(await isWithin(db, town ?? 0, other ?? 0)).toBe(false);
  });

  test('a search may stay within a unit', async () => {
    expect(await names('ськ', { within: await idOf(zrazkivkaHromada) })).toEqual([
      'Зразківська міська територіальна громада, Вінницький район, Вінницька область',
    ]);
  });

  test.each([
    ['Катеринослав', 'Дніпро'],
    ['Харьков', 'Харків'],
    ['місто Львов', 'Львів'],
    ['Киев', 'Київ'],
    ['Винница', 'Вінниця'],
  ])('the former or Russian name %j finds %s first', async (text, name) => {
    const [first] = await findTerritories(db, { text, on });
    expect([first?.name, first?.likeness]).toEqual([name, 1]);
  });

  test('a former name finds the city after the oblast that still bears it', async () => {
    const found = await findTerritories(db, { text: 'Кіровоград', on });
    expect(found.slice(0, 2).map(({ name }) => name)).toEqual(['Кіровоградська', 'Кропивницький']);
  });

  test.each(['', 'а', '  ', ',', '№', 'ЖЖЖЖЖЖ'])('%j finds nothing', async (text) => {
    expect(await names(text)).toEqual([]);
  });

  lawTest(
    ['1039:resolution-7.4', '376:1'],
    'a status holds for everything below the unit it is given to, on its days, both included',
    async () => {
      expect(
        await loadStatuses([
          `${vinnytsiaRaion},active,2022-03-01,2022-03-31`,
          `${vinnytsiaOblast},possible,2022-02-24,`,
          `${zrazkivka},active-registers,2022-03-31,2022-04-01`,
          `${kharkiv},occupied,2022-02-24,`,
        ]),
      ).toMatchObject({ periods: 4, added: 4, removed: 0, faults: [] });
      expect(await statuses(zrazkivka, '2022-02-23')).toEqual([]);
      expect(await statuses(zrazkivka, '2022-02-24')).toEqual([
        ['possible-hostilities', 'Вінницька'],
      ]);
      expect(await statuses(zrazkivka, '2022-03-31')).toEqual([
        ['active-hostilities-registers-working', 'Зразківка'],
        ['active-hostilities', 'Вінницький'],
        ['possible-hostilities', 'Вінницька'],
      ]);
      expect(await statuses(zrazkivka, '2022-04-02')).toEqual([
        ['possible-hostilities', 'Вінницька'],
      ]);
      expect(await statuses(vinnytsiaOblast, '2022-03-15')).toEqual([
        ['possible-hostilities', 'Вінницька'],
      ]);
    },
  );

  lawTest(
    ['1039:resolution-7.4'],
    'a newer list replaces the one before, and only what differs is touched',
    async () => {
      const list = [`${vinnytsiaOblast},possible,2022-02-24,2026-01-31`];
      expect(await loadStatuses(list)).toMatchObject({ added: 1, removed: 4 });
      expect(await loadStatuses(list)).toMatchObject({ added: 0, removed: 0 });
      expect(await statuses(zrazkivka, '2026-02-01')).toEqual([]);
      const [status] = await statusesOn(
        db,
        await idOf(zrazkivka),
        Temporal.PlainDate.from('2026-01-31'),
      );
      expect(status).toMatchObject({ act: '376:1', holder: { category: 'O' } });
      expect(status?.valid.to?.toString()).toBe('2026-02-01');
    },
  );

  test('faulty lines of a list are reported, and the good ones may go in', async () => {
    const list = [
      `${vinnytsiaOblast},possible,2022-02-24,`,
      `UA05020000000099999,possible,2022-02-24,`,
      `${vinnytsiaRaion},quiet,2022-02-24,`,
      `${vinnytsiaRaion},active,2022-02-30,`,
      `${vinnytsiaRaion},active,2022-03-01,2022-02-28`,
    ];
    expect(await loadStatuses(list)).toMatchObject({
      refusal: 'status-file-has-faults',
      details: { count: '4' },
    });
    expect(await loadStatuses(list, true)).toMatchObject({
      periods: 1,
      faults: [
        { line: 3, fault: 'unknown-territory' },
        { line: 4, fault: 'unknown-status' },
        { line: 5, fault: 'bad-dates' },
        { line: 6, fault: 'bad-dates' },
      ],
    });
  });

  test('a list of another form is refused', async () => {
    const file = Buffer.from('code,name\n1,2\n');
    expect(await office.carryOut(importTerritoryStatuses, { file })).toMatchObject({
      refusal: 'status-file-unreadable',
    });
  });
});

describe.skipIf(!existsSync(codifierFile))('the official codifier (needs ../shared/data)', () => {
  beforeAll(async () => {
    const upload = { editionOn: '2025-05-16', source: 'test', fileName: 'codifier.csv.gz' };
    const file = await readFile(codifierFile);
    const { uploadId } = await office.enter(uploadTerritories, { ...upload, file });
    await office.enter(loadTerritories, { uploadId });
  }, loadTimeoutMs);

  lawTest(['1039:23.4'], 'names repeat, so each carries the way up to its oblast', async () => {
    const found = await names('Іванівка');
    expect(found).toHaveLength(territoriesFoundMax);
    expect(new Set(found).size).toBe(territoriesFoundMax);
    expect(await names('Іванівка, Куп’янський')).toContain(
      'Іванівка, село, Дворічанська селищна територіальна громада, Куп’янський район, ' +
        'Харківська область',
    );
  });

  test.each([
    ["Кам'янець-Подільський", 'Кам’янець-Подільський, місто'],
    ['Кам’янець-Подільський', 'Кам’янець-Подільський, місто'],
    ['Камʼянець-Подільський', 'Кам’янець-Подільський, місто'],
    ['камянець подільський', 'Кам’янець-Подільський, місто'],
    ['Каменець Подольский', 'Кам’янець-Подільський, місто'],
    ['Віниця', 'Вінниця, місто'],
    ['Вінн', 'Вінницька область'],
    ['Харькив', 'Харків, місто'],
    ['Дніпропетровск', 'Дніпропетровська область'],
    ['Запорижжя', 'Запоріжжя, місто'],
    ['м. Київ', 'Київ, місто'],
    ['Kyiv', 'Київ, місто'],
    ['Вінницька область', 'Вінницька область'],
    ['вінницький р-н', 'Вінницький район'],
    ['Голосіївський район', 'Голосіївський район, місто Київ'],
    ['Харківська область', 'Харківська область'],
    ['Харківська громада', 'Харківська міська територіальна громада'],
    ['Харківський район, Харківська обл.', 'Харківський район, Харківська область'],
    ['Нове Село, Тернопільський', 'Нове Село, село'],
    ['Іванівка Дворічанська Харківська обл', 'Іванівка, село, Дворічанська'],
    ['Біла Церква Київська область', 'Біла Церква, місто'],
    ['внниця', 'Вінниця, місто'],
    ['Житомер', 'Житомир, місто'],
    ['Крим', 'Автономна Республіка Крим'],
    ['АР Крим', 'Автономна Республіка Крим'],
    [
      'Іванівка, село, Дворічанська селищна територіальна громада, Куп’янський район, Харківська область',
      'Іванівка, село, Дворічанська',
    ],
    ['UA80000000000093317', 'Київ, місто'],
    ['село Селище', 'Селище, село'],
  ])('%j finds first %s', async (text, first) => {
    const [found] = await names(text);
    expect(found).toMatch(new RegExp(`^${first}`));
  });

  test.each([
    ['Харківська область', 'UA63000000000041885'],
    ['м. Вінниця', 'UA05020030010063857'],
    ['Вінницький район', 'UA05020000000026686'],
    ['Голосіївський район, місто Київ', 'UA80000000000126643'],
    ['UA80000000000093317', 'UA80000000000093317'],
    ['Іванівка', undefined],
    ['Харківська', undefined],
  ])('%j means %s alone', async (text, code) => {
    expect(meantTerritory(await findTerritories(db, { text, on }), text)?.code).toBe(code);
  });

  test('the full name of any territory means that one, unless two bear it', async () => {
    const { rows } = await database.pool.query<{ code: string }>(
      `select code from registry.territory where upper_inf(in_force)
       order by md5(code) limit 150`,
    );
    for (const { code } of rows) {
      const unit = await findTerritoryByCode(db, code);
      const text = unit?.fullName ?? '';
      const found = await findTerritories(db, { text, on });
      const named = found.filter(({ fullName }) => fullName === text);
      expect(named.map((territory) => territory.code)).toContain(code);
      const expected = named.length === 1 ? code : undefined;
      expect([text, meantTerritory(found, text)?.code]).toEqual([text, expected]);
    }
  });

  lawTest(
    ['1039:resolution-7.4', '376:1'],
    'the whole list of the order goes in, and Bakhmut is found occupied',
    async () => {
      const file = await readFile(statusFile);
      const report = await office.carryOut(importTerritoryStatuses, { file });
      expect(report).toMatchObject({ periods: 3_194, faults: [] });
      const [bakhmut] = await findTerritories(db, { text: 'Бахмут', on, categories: ['M'] });
      const found = await statusesOn(db, bakhmut?.territoryId ?? 0, on);
      expect(found.map(({ status }) => status)).toContain('occupied');
    },
  );
});
