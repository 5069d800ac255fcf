import type { Database } from '#platform/db/database.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { sql } from 'kysely';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importTerritories, type TerritoryImportReport } from './import-territories.ts';
import { seedFacts } from './seed-facts.ts';
import { findHromadaOf, findTerritoryByCode, listChildTerritories } from './territories.sql.ts';
import { readTerritoryFile } from './territory-file.ts';
import type { TerritoryLine } from './territory-line.ts';

const sharedData = join(import.meta.dirname, '../../../../shared/data');
const codifierFile = join(sharedData, 'katottg-2025-05-16.csv.gz');
const loadTimeoutMs = 120_000;
const now = Temporal.Instant.from('2025-05-20T09:00:00Z');
const firstEdition = Temporal.PlainDate.from('2025-05-16');
const nextEdition = Temporal.PlainDate.from('2025-09-01');

/** 23 invented hromadas three levels deep, each with a town one level deeper. */
const demonstrationSteps = 23 * (3 + 4);
const vinnytsia = 'UA05020030010063857';
const vinnytsiaHromada = 'UA05020030000031457';
const newCode = 'UA05020030990000001';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  ({ db } = database.as('zhkp_worker'));
});
afterAll(() => database.drop());

function load(file: Uint8Array, editionOn: Temporal.PlainDate, more = {}) {
  const input = {
    editionOn,
    source: 'test',
    takeGoodLines: false,
    acceptMassRetirement: false,
    ...more,
  };
  return db.transaction().execute((tx) => importTerritories({ tx, now }, file, input));
}

function csv(lines: readonly TerritoryLine[]): Uint8Array {
  const rows = lines.map(({ code, parent, category, name }) => [code, parent, category, name]);
  return Buffer.from(['code,parent,category,name', ...rows.map((row) => row.join(','))].join('\n'));
}

async function tableHash(table: string): Promise<unknown> {
  const { rows } = await sql<{ hash: string }>`
    select md5(string_agg(line::text, ',' order by line::text)) as hash
    from ${sql.table(table)} line`.execute(db);
  return rows[0]?.hash;
}

/** Counts rows of the closure with steps made by hand from the parents. */
function closureSize(lines: readonly TerritoryLine[]): number {
  const parents = new Map(lines.map(({ code, parent }) => [code, parent]));
  let size = 0;
  for (const { code } of lines) {
    for (let at: string | undefined = code; at !== undefined && at !== ''; at = parents.get(at)) {
      size += 1;
    }
  }
  return size;
}

async function count(query: ReturnType<typeof sql<{ n: bigint }>>): Promise<number> {
  return Number((await query.execute(db)).rows[0]?.n ?? 0n);
}

describe.skipIf(!existsSync(codifierFile))('the official codifier (needs ../shared/data)', () => {
  let lines: TerritoryLine[];
  let seeded: number;
  beforeAll(async () => {
    lines = await readTerritoryFile(await readFile(codifierFile));
    seeded = await db.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
    const report = await load(await readFile(codifierFile), firstEdition);
    expect(report).toMatchObject({ units: 31_748, faults: [] });
  }, loadTimeoutMs);

  test('every unit is there, as many of each category as the count says', async () => {
    const counts = JSON.parse(await readFile(join(sharedData, 'katottg-counts.json'), 'utf8')) as {
      counts: Record<string, number>;
      byOblast: Record<string, Record<string, number>>;
    };
    const { rows } = await sql<{ region: string; category: string; n: bigint }>`
      select region.name as region, unit.category, count(*) as n
      from registry.territory unit
      join registry.territory_closure way on way.descendant_id = unit.territory_id
      join registry.territory region on region.territory_id = way.ancestor_id
        and region.category in ('O', 'K')
      where unit.origin = 'codifier' and upper_inf(unit.in_force)
      group by 1, 2`.execute(db);
    const byOblast: Record<string, Record<string, number>> = {};
    for (const { region, category, n } of rows) {
      byOblast[region] = { ...byOblast[region], [category]: Number(n) };
    }
    expect(byOblast).toEqual(counts.byOblast);
  });

  test('the closure holds each unit with each unit above it', async () => {
    expect(seeded).toBe(257);
    expect(await count(sql`select count(*) as n from registry.territory_closure`)).toBe(
      closureSize(lines) + demonstrationSteps,
    );
  });

  test('cities without a hromada and districts of cities stand where the codifier puts them', async () => {
    const on = firstEdition;
    const kyivOblast = await findTerritoryByCode(db, 'UA32000000000030281');
    const children = await listChildTerritories(db, kyivOblast?.territoryId ?? 0, on);
    expect(
      children.filter(({ category }) => category === 'M').map(({ name, code }) => [name, code]),
    ).toEqual([
      ['Прип’ять', 'UA32000000010085013'],
      ['Чорнобиль', 'UA32000000020050699'],
    ]);
    for (const [code, districts] of [
      ['UA80000000000093317', 10],
      ['UA85000000000065278', 4],
    ] as const) {
      const city = await findTerritoryByCode(db, code);
      const below = await listChildTerritories(db, city?.territoryId ?? 0, on);
      expect(below.map(({ category }) => category)).toEqual(
        Array.from({ length: districts }, () => 'B'),
      );
      expect(await findHromadaOf(db, below[0]?.territoryId ?? 0)).toBe(city?.territoryId);
    }
    const chornobyl = children.find(({ name }) => name === 'Чорнобиль');
    expect(await findHromadaOf(db, chornobyl?.territoryId ?? 0)).toBe(chornobyl?.territoryId);
    expect(await findHromadaOf(db, kyivOblast?.territoryId ?? 0)).toBeUndefined();
    expect(await listChildTerritories(db, null, on)).toHaveLength(27);
  });

  test('hromadas are named by the kind of their centre', async () => {
    const city = await findTerritoryByCode(db, vinnytsia);
    expect(city?.fullName).toBe(
      'Вінниця, місто, Вінницька міська територіальна громада, Вінницький район, Вінницька область',
    );
  });

  test(
    'the same edition again changes nothing, nor do the facts',
    async () => {
      const tables = [
        'registry.territory',
        'registry.territory_closure',
        'registry.territory_edition',
      ];
      const before = await Promise.all(tables.map(tableHash));
      const report = await load(await readFile(codifierFile), firstEdition);
      expect(report).toMatchObject({
        difference: { added: 0, renamed: 0, moved: 0, retired: 0 },
        changes: [],
      });
      const again = await db.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
      expect(again).toBe(0);
      expect(await Promise.all(tables.map(tableHash))).toEqual(before);
    },
    loadTimeoutMs,
  );

  test(
    'a newer edition makes exactly the changes it holds',
    async () => {
      const renamed = find('C', 0);
      const movedAway = find('C', 5_000);
      const removed = find('C', 9_000);
      const target = lines.find(({ category }) => category === 'H');
      const recoded = `${target?.code.slice(0, 9)}777${movedAway.code.slice(12)}`;
      const next: TerritoryLine[] = [
        ...lines.filter((line) => ![renamed, movedAway, removed].includes(line)),
        { ...renamed, name: 'Нова Назва' },
        { ...movedAway, code: recoded, parent: target?.code ?? '' },
        { line: 0, code: newCode, parent: vinnytsiaHromada, category: 'C', name: 'Нововинниця' },
      ];
      const oldId = (await findTerritoryByCode(db, movedAway.code))?.territoryId;
      const demonstrationBefore = await demonstrationUnits();

      const report = (await load(csv(next), nextEdition)) as TerritoryImportReport;

      expect(report.difference).toEqual({ added: 1, renamed: 1, moved: 1, retired: 1 });
      expect(report.changes.map(({ kind, code }) => [kind, code])).toEqual([
        ['added', newCode],
        ['moved', recoded],
        ['renamed', renamed.code],
        ['retired', removed.code],
      ]);
      const moved = await findTerritoryByCode(db, recoded);
      expect(moved?.territoryId).toBe(oldId);
      expect(moved?.path[1]?.code).toBe(target?.code);
      expect(await inForce(newCode)).toBe('[2025-09-01,)');
      expect(await inForce(removed.code)).toBe('(,2025-09-01)');
      expect(await demonstrationUnits()).toEqual(demonstrationBefore);
      // The village that left the codifier keeps its place under the units above it.
      const left = closureSize([...next, removed]);
      expect(await count(sql`select count(*) as n from registry.territory_closure`)).toBe(
        left + demonstrationSteps,
      );
    },
    loadTimeoutMs,
  );

  test(
    'an older edition is refused, a truncated one too, and neither leaves a trace',
    async () => {
      const before = await tableHash('registry.territory');
      expect(await load(await readFile(codifierFile), firstEdition)).toEqual({
        refusal: 'territory-edition-is-older',
        details: { newest: '2025-09-01' },
      });
      expect(await load(csv(lines.slice(0, 20_000)), nextEdition.add({ days: 1 }))).toMatchObject({
        refusal: 'territory-edition-loses-too-many',
      });
      expect(await tableHash('registry.territory')).toBe(before);
    },
    loadTimeoutMs,
  );

  test(
    'good lines of a faulty file go in, and nothing is retired by it',
    async () => {
      const next = [
        ...lines.slice(0, 100),
        { line: 0, code: 'oops', parent: vinnytsiaHromada, category: 'C', name: 'Хто' },
        { line: 0, code: 'UA05020030990000002', parent: '', category: 'C', name: 'Сирота' },
      ];
      const editionOn = nextEdition.add({ months: 1 });
      expect(await load(csv(next), editionOn)).toEqual({
        refusal: 'territory-file-has-faults',
        details: { count: '2', lines: '102, 103' },
      });
      const report = await load(csv(next), editionOn, { takeGoodLines: true });
      expect(report).toMatchObject({
        units: 100,
        difference: { added: 0, renamed: 1, retired: 0 },
      });
    },
    loadTimeoutMs,
  );

  test(
    'a unit that comes back is in force without a gap',
    async () => {
      const returning = find('C', 9_000);
      const report = await load(csv(lines), nextEdition.add({ months: 2 }));
      expect(report).toMatchObject({ difference: { added: 1, renamed: 0, moved: 1, retired: 1 } });
      expect(await inForce(returning.code)).toBe('(,)');
    },
    loadTimeoutMs,
  );

  function find(category: string, position: number): TerritoryLine {
    const line = lines.filter((each) => each.category === category)[position];
    if (line === undefined) throw new Error('no such line');
    return line;
  }

  async function inForce(code: string): Promise<string | undefined> {
    const { rows } = await sql<{ range: string }>`
      select in_force::text as range from registry.territory where code = ${code}`.execute(db);
    return rows[0]?.range;
  }

  async function demonstrationUnits(): Promise<unknown> {
    const { rows } = await sql`
      select * from registry.territory where origin = 'demonstration' order by code`.execute(db);
    return rows;
  }
});

test('an unreadable file is refused', async () => {
  expect(await load(Buffer.from('a,b\n1,2\n'), nextEdition)).toEqual({
    refusal: 'territory-file-unreadable',
  });
});
