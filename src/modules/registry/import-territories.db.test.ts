import type { Database } from '#platform/db/database.ts';
import { isRefusal } from '#kernel/result.ts';
import { system } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { registryOffice, type RegistryOffice } from '#test/registry-office.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TerritoryImportReport } from './import-territories.ts';
import { seedFacts } from './seed-facts.ts';
import { findHromadaOf, findTerritoryByCode, listChildTerritories } from './territories.sql.ts';
import { readTerritoryFile } from './territory-file.ts';
import type { TerritoryLine } from './territory-line.ts';
import {
  findTerritoryUpload,
  loadTerritories,
  territoryEditions,
  uploadTerritories,
  type ShownTerritoryUpload,
} from './territory-upload.ts';

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
let office: RegistryOffice;
beforeAll(async () => {
  database = await freshDatabase();
  const app = database.web();
  ({ db } = app);
  office = registryOffice(app, now);
});
afterAll(() => database.drop());

function upload(file: Uint8Array, editionOn: Temporal.PlainDate) {
  return office.carryOut(uploadTerritories, { editionOn, source: 'test', fileName: 'f.csv', file });
}

async function load(file: Uint8Array, editionOn: Temporal.PlainDate, more = {}) {
  const uploaded = await upload(file, editionOn);
  if (isRefusal(uploaded)) return uploaded;
  return office.carryOut(loadTerritories, { ...uploaded, ...more });
}

async function shown(uploadId: string): Promise<ShownTerritoryUpload> {
  const found = await office.operations.ask(findTerritoryUpload, system, { uploadId });
  if (found.kind !== 'done') throw new Error(found.kind);
  return found.value;
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
    expect(report).toMatchObject({ units: 31_748, faultyLines: 0, faults: [] });
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
        unchanged: 31_748,
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

      const { uploadId } = (await upload(csv(next), nextEdition)) as { uploadId: string };
      const waiting = await shown(uploadId);
      expect(await demonstrationUnits()).toEqual(demonstrationBefore);
      expect(await inForce(newCode)).toBeUndefined();
      const report = (await office.carryOut(loadTerritories, {
        uploadId,
      })) as TerritoryImportReport;

      expect(waiting.report).toEqual(report);
      const loaded = await shown(uploadId);
      expect(loaded).toMatchObject({ report, upload: { state: 'loaded', loadedBy: 'system' } });
      expect(report.unchanged).toBe(next.length - 3);
      expect(report.difference).toEqual({ added: 1, renamed: 1, moved: 1, retired: 1 });
      expect(report.changes.map(({ kind, code, was }) => [kind, code, was])).toEqual([
        ['added', newCode, null],
        ['moved', recoded, nameOf(movedAway.parent)],
        ['renamed', renamed.code, renamed.name],
        ['retired', removed.code, null],
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
        faultyLines: 2,
        faults: [
          { line: 102, fault: 'bad-code', value: 'oops' },
          { line: 103, fault: 'missing-parent', value: '' },
        ],
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

  function nameOf(code: string): string | undefined {
    return lines.find((line) => line.code === code)?.name;
  }

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

describe('an upload', () => {
  const small = csv([{ line: 2, code: newCode, parent: '', category: 'O', name: 'Нова' }]);
  const later = nextEdition.add({ years: 1 });

  test.each([
    ['of another form', Buffer.from('a,b\n1,2\n')],
    ['without a line', csv([])],
    ['that is no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['that only calls itself a spreadsheet', Buffer.from('PK\u0003\u0004 and nothing more')],
  ])('%s is refused', async (_, file) => {
    expect(await upload(file, later)).toEqual({ refusal: 'territory-file-unreadable' });
  });

  test('without a good line names the bad ones', async () => {
    const file = csv([{ line: 2, code: 'x', parent: '', category: 'O', name: 'Я' }]);
    expect(await upload(file, later)).toEqual({
      refusal: 'territory-file-has-faults',
      details: { count: '1', lines: '2' },
    });
  });

  test('waits alone: another takes its place and the first can no longer be loaded', async () => {
    const first = (await upload(small, later)) as { uploadId: string };
    const second = (await upload(small, later)) as { uploadId: string };
    expect(await shown(first.uploadId)).toMatchObject({
      upload: { state: 'replaced' },
      report: null,
    });
    expect(await office.carryOut(loadTerritories, first)).toEqual({
      refusal: 'territory-upload-is-not-waiting',
    });
    expect(await shown(second.uploadId)).toMatchObject({ upload: { state: 'waiting' } });
  });

  test(
    'is loaded once, however many press the button',
    async () => {
      const uploaded = (await upload(small, later)) as { uploadId: string };
      const choices = { ...uploaded, acceptMassRetirement: true };
      const outcomes = await Promise.all(
        [1, 2].map(() => office.carryOut(loadTerritories, choices)),
      );
      expect(outcomes.filter(isRefusal)).toEqual([{ refusal: 'territory-upload-is-not-waiting' }]);
      const listed = await office.operations.ask(territoryEditions, system, {});
      if (listed.kind !== 'done') throw new Error(listed.kind);
      expect(listed.value.editions[0]).toMatchObject({ editionOn: later, units: 1 });
      expect(listed.value.uploads[0]).toMatchObject({ state: 'loaded' });
    },
    loadTimeoutMs,
  );

  lawTest(
    ['1039:66', '376:1'],
    'and its loading are in the log, the file by its hash',
    async () => {
      const { rows } = await database.pool.query<{
        command: string;
        subject: string;
        text: string;
      }>(
        `select entry.command, max(value) filter (where field = 'subject') as subject,
              max(value) filter (where field = 'payload') as text
       from audit.entry join audit.opening using (entry_id)
       where entry.command like 'registry.%' and entry.outcome = 'done'
       group by entry.entry_id, entry.command order by entry.transaction_id desc limit 2`,
      );
      expect(rows.map(({ command }) => command)).toEqual([
        'registry.load-territories',
        'registry.upload-territories',
      ]);
      expect(rows[1]?.subject).toBe(`territories:${later.toString()}`);
      expect(JSON.parse(rows[1]?.text ?? '')).toEqual({
        editionOn: later.toString(),
        source: 'test',
        fileName: 'f.csv',
        fileSha256: createHash('sha256').update(small).digest('hex'),
      });
    },
  );
});
