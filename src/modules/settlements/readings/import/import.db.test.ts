import exceljs from 'exceljs';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as meters from '#modules/registry/index.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import { Operations, type Outcome } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { plantAccounts, plantSmallTown, seedNumbers, smallTown } from '../small-town.seed.ts';
import { importReadings } from './import-readings.ts';
import { importInProcess } from './import-process.ts';
import {
  importReport,
  readingImports,
  refusedLinesFile,
  type ImportReport,
} from './import-report.ts';
import { linesPerBatch, readImport } from './read-import.ts';
import { storeUpload } from './store-upload.ts';

const now = Temporal.Instant.from('2026-10-31T20:00:00Z');
const clock = { now: () => now };
const manyAccounts = 12_000;
const { waterUtility, energySupplier, stranger, waterMeter, zonedMeter } = smallTown;
const heading = 'Особовий рахунок;Послуга;Зона;Дата;Показання';

let database: TestDatabase;
let app: DatabaseHandle;
let worker: DatabaseHandle;
let operations: Operations;
let directory: string;

beforeAll(async () => {
  database = await freshDatabase();
  app = database.as('zhkp_app');
  worker = database.as('zhkp_worker');
  directory = await mkdtemp(join(tmpdir(), 'readings-'));
  await plantSmallTown(database.pool);
  await seedNumbers(app);
  await plantAccounts(database.pool, manyAccounts);
  operations = new Operations({
    db: app.db,
    clock,
    scopes: {
      account: async () => false,
      provider: async (_, principal, key) => key === String(principal.subjectId),
      territory: async () => false,
      platform: async () => false,
    },
    audit: async () => undefined,
  });
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

beforeEach(async () => {
  await database.pool.query(
    `truncate settlements.reading, settlements.reading_import, settlements.reading_import_line`,
  );
  for (const [day, value] of [
    ['2025-10-31', 64],
    ['2026-09-30', 100],
  ] as const) {
    await database.pool.query('select settlements.ensure_month($1)', [`${day.slice(0, 7)}-01`]);
    await database.pool.query(
      `insert into settlements.reading
       values ($1, $2, 0, $3, 1, $4::bigint * 1000000, 'provider', 'test', $5, null)`,
      [smallTown.hromada, waterMeter, day, value, now],
    );
  }
});

function official(subjectId: bigint): Principal {
  return {
    role: 'provider',
    personId: 9n,
    personName: 'Диспетчер',
    subjectId,
    subjectName: 'Водоканал',
  };
}

interface SendOptions {
  readonly providerId?: bigint;
  readonly fileName?: string;
}

/** Sends a file as a provider does; the job has not run yet. */
async function send(
  content: string | Uint8Array,
  { providerId = waterUtility, fileName = 'жовтень.csv' }: SendOptions = {},
): Promise<{ importId: string; sameAs: string | null }> {
  const stored = await storeUpload(directory, Readable.from([Buffer.from(content)]));
  if ('refusal' in stored) throw new Error(stored.refusal);
  const form = { providerId: String(providerId), fileName, ...stored };
  const outcome = await operations.carryOut(importReadings, official(providerId), form);
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome.value;
}

function read(importId: string): Promise<void> {
  return readImport({ pool: worker.pool, meters, directory, clock, importId });
}

async function report(importId: string, providerId: bigint = waterUtility, afterLine = 0) {
  const form = { providerId: String(providerId), importId, afterLine };
  const outcome = await operations.ask(importReport, official(providerId), form);
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome.value;
}

/** Sends and reads a file; says how it ended, in counts and reasons by line. */
async function importFile(content: string | Uint8Array, options: SendOptions = {}) {
  const { importId } = await send(content, options);
  await read(importId);
  const { import: ended, refusedLines } = await report(importId, options.providerId);
  const { state, lines, accepted, refused, repeated, problem } = ended;
  return {
    importId,
    state,
    counts: [lines, accepted, refused, repeated].map(Number),
    problem: problem === null ? null : `${problem.problem} ${problem.about}`.trim(),
    reasons: refusedLines.map(({ line, reason }) => `${line} ${reason}`),
  };
}

async function stored(meterId: bigint = waterMeter): Promise<readonly unknown[]> {
  const { rows } = await database.pool.query(
    `select zone, taken_on::text as day, revision, (value / 1000000.0)::float8 as value, remark
     from settlements.reading where source = 'file' and meter_id = $1
     order by taken_on, zone, revision`,
    [meterId],
  );
  return rows.map((row: Record<string, unknown>) => Object.values(row));
}

function csv(...lines: readonly string[]): string {
  return [heading, ...lines, ''].join('\r\n');
}

const goodLine = '0000101;Холодна вода;;31.10.2026;103,5';

/** Windows-1251, which no encoder here writes: its Cyrillic block is a shift, the rest a table. */
function windows1251(text: string): Uint8Array {
  const others: Record<string, number> = { і: 0xb3, І: 0xb2, ї: 0xbf, Ї: 0xaf, є: 0xba, Є: 0xaa };
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    if (code < 0x80) return code;
    return others[letter] ?? code - 0x410 + 0xc0;
  });
}

describe('a file of readings', () => {
  lawTest(
    ['1039:19.7', '1039:amend-5.5', '1039:amend-6.5'],
    'goes in: flats by account and service, the house by the number of its meter',
    async () => {
      const content =
        'Номер лічильника;Особовий рахунок;Дата;Показання\nW-201;0000101;31.10.2026;103,5\n' +
        ';0000102;31.10.2026;7\nH-205;;31.10.2026;12345,678\n';
      expect(await importFile(content)).toMatchObject({
        state: 'done',
        counts: [3, 2, 1, 0],
        reasons: ['3 no-meter-named'],
      });
      expect(await stored(smallTown.houseMeter)).toEqual([[0, '2026-10-31', 1, 12345.678, null]]);
      const { rows } = await database.pool.query(
        `select distinct entered_by like 'import:%' as by_import from settlements.reading
         where source = 'file'`,
      );
      expect(rows).toEqual([{ by_import: true }]);
    },
  );

  test.each([
    ['UTF-8', csv(goodLine)],
    ['UTF-8 with its mark', `\ufeff${csv(goodLine)}`],
    ['Windows-1251', windows1251(csv(goodLine))],
    ['tabs', csv(goodLine).replaceAll(';', '\t')],
    ['commas and quotes', csv(goodLine.replace('103,5', '"103,5"')).replaceAll(';', ',')],
    ['line ends of Unix', csv(goodLine).replaceAll('\r', '')],
    ['no line end', csv(goodLine).trimEnd()],
    ['a title above', `Показання за жовтень\r\nВодоканал;;;\r\n\r\n${csv(goodLine)}`],
    ['a hint for Excel', `sep=;\r\n${csv(goodLine)}`],
    ['blank lines', csv('', goodLine, ';;;;', '   ')],
    [
      'other spellings',
      csv(goodLine).replace(heading, '№ о/р;Вид послуги;;Станом на;Поточні покази'),
    ],
    ['dates of a database', csv(goodLine.replace('31.10.2026', '2026-10-31 00:00:00'))],
    [
      'a service or a serial number',
      `О/р;Послуга або номер лічильника;Дата;Показник\n0000101;W-201;31.10.26;103.50\n`,
    ],
  ])('may come with %s', async (_, content) => {
    expect(await importFile(content)).toMatchObject({ state: 'done', counts: [1, 1, 0, 0] });
    expect(await stored()).toEqual([[0, '2026-10-31', 1, 103.5, null]]);
  });

  test('of electricity names the zones by number or word', async () => {
    const lines = [
      '0000101;Електроенергія;день;31.10.2026;1180',
      '0000101;Світло;2;31.10.2026;595,5',
      '0000101;Електроенергія;;31.10.2026;1',
      '0000101;Електроенергія;3;31.10.2026;1',
      '0000101;Електроенергія;ранок;31.10.2026;1',
    ];
    const options = { providerId: energySupplier };
    expect(await importFile(csv(...lines), options)).toMatchObject({
      counts: [5, 2, 3, 0],
      reasons: ['4 zone-missing', '5 no-such-zone', '6 bad-zone'],
    });
    expect(await stored(zonedMeter)).toEqual([
      [1, '2026-10-31', 1, 1180, null],
      [2, '2026-10-31', 1, 595.5, null],
    ]);
  });

  test('touches only what the provider serves', async () => {
    const lines = [goodLine, '0000101;Електроенергія;1;31.10.2026;5', 'x;Газ;;31.10.2026;5'];
    for (const [providerId, accepted] of [
      [stranger, 0],
      [energySupplier, 1],
      [waterUtility, 1],
    ] as const) {
      const { counts } = await importFile(csv(...lines), { providerId });
      expect([providerId, counts[1]]).toEqual([providerId, accepted]);
    }
  });
});

describe('lines that are not taken', () => {
  lawTest(['1039:19.4'], 'are each listed by number with a reason', async () => {
    const lines = [
      goodLine,
      '0000101;Холодна вода;;01.11.2026;104',
      '0000101;Холодна вода;;29.09.2026;99',
      '0000101;Прання;;31.10.2026;104',
      ';Холодна вода;;31.10.2026;104',
      '0000999;Холодна вода;;31.10.2026;104',
      '0000101;Холодна вода;;31.02.2026;104',
      '0000101;Холодна вода;;;104',
      '0000101;Холодна вода;;31.10.2026;сто',
      '0000101;Холодна вода;;31.10.2026;=1+1',
      '0000101;Холодна вода;;31.10.2026;-5',
      '0000102;Холодна вода;;31.10.2026;123456',
      '0000102;Холодна вода;;31.10.2026;1,2345',
      '0000102;Холодна вода;;31.12.2018;1',
      '0000102;Холодна вода;;31.12.2022;1',
      '0000102;Холодна вода;;30.10.2026;5',
    ];
    expect(await importFile(csv(...lines))).toMatchObject({
      counts: [16, 2, 14, 0],
      reasons: [
        '3 in-future',
        '4 before-last',
        '5 unknown-service',
        '6 no-meter-named',
        '7 meter-not-found',
        '8 bad-date',
        '9 bad-date',
        '10 bad-value',
        '11 bad-value',
        '12 bad-value',
        '13 too-many-digits',
        '14 too-many-decimals',
        '15 before-installed',
        '16 too-old',
      ],
    });
  });

  test('a value below the last is refused, ten times the usual goes in with a remark', async () => {
    const below = csv('0000101;Холодна вода;;31.10.2026;99,5');
    expect(await importFile(below)).toMatchObject({ reasons: ['2 lower'] });
    const far = csv('0000101;Холодна вода;;31.10.2026;200');
    expect(await importFile(far)).toMatchObject({ counts: [1, 1, 0, 0] });
    expect(await stored()).toEqual([[0, '2026-10-31', 1, 200, 'far-from-usual']]);
  });

  test('the same twice is known already, another value of the day contradicts', async () => {
    const lines = [goodLine, goodLine, goodLine.replace('103,5', '104')];
    expect(await importFile(csv(...lines))).toMatchObject({
      counts: [3, 1, 1, 1],
      reasons: ['4 contradicts-earlier-line'],
    });
    expect(await stored()).toHaveLength(1);
  });

  test('the same holds when the lines stand in different batches', async () => {
    const filler = Array.from(
      { length: linesPerBatch },
      (_, index) => `${10_000_000 + index};Холодна вода;;31.10.2026;5`,
    );
    const lines = [goodLine, ...filler, goodLine, goodLine.replace('103,5', '104')];
    expect(await importFile(csv(...lines))).toMatchObject({
      counts: [linesPerBatch + 3, linesPerBatch + 1, 1, 1],
      reasons: [`${linesPerBatch + 4} contradicts-earlier-line`],
    });
  });

  test('several days of a meter go in as long as they stand in order', async () => {
    const lines = ['15.10.2026;102', '31.10.2026;103', '20.10.2026;102,5', '31.10.2026;103'];
    const content = csv(...lines.map((line) => `0000101;Холодна вода;;${line}`));
    expect(await importFile(content)).toMatchObject({
      counts: [4, 2, 1, 1],
      reasons: ['4 before-last'],
    });
    expect((await importFile(content)).counts).toEqual([4, 0, 1, 3]);
  });

  test('of a replaced meter the one that stood there on the day is meant', async () => {
    const lines = ['30.05.2026;1', '31.10.2026;103,5'];
    await importFile(csv(...lines.map((line) => `0000101;Холодна вода;;${line}`)));
    expect(await stored()).toHaveLength(1);
    // Both meters stood in May: the number decides.
    const named = 'О/р;Лічильник;Дата;Показання\n0000101;W-203;30.05.2026;1\n';
    expect((await importFile(named)).counts).toEqual([1, 1, 0, 0]);
    expect(await stored(smallTown.removedMeter)).toHaveLength(1);
  });

  test('one in five bad: the others go in, the list is counted and paged', async () => {
    const bad = 5;
    const lines = Array.from(
      { length: manyAccounts },
      (_, index) =>
        `${10_000_000 + index};Холодна вода;;31.10.2026;${index % bad === 0 ? 'немає' : '7,125'}`,
    );
    const { counts, importId } = await importFile(csv(...lines));
    const refused = manyAccounts / bad;
    expect(counts).toEqual([manyAccounts, manyAccounts - refused, refused, 0]);
    const seen: number[] = [];
    for (let next: number | null = 0; next !== null;) {
      const page: ImportReport = await report(importId, waterUtility, next);
      seen.push(...page.refusedLines.map(({ line }) => line));
      next = page.nextAfterLine;
    }
    expect(seen).toEqual(Array.from({ length: refused }, (_, index) => index * bad + 2));
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['with a heading alone', `${heading}\r\n`, 'empty-file'],
    ['of blank lines', '\r\n;;;;\r\n\r\n', 'empty-file'],
    ['without the value', 'О/р;Послуга;Дата\n1;Газ;1.1.26\n', 'missing-columns value'],
    ['without meter and date', 'О/р;Показання\n1;5\n', 'missing-columns meter date'],
    ['with other columns', 'Прізвище,Ім’я\nа,б\n', 'missing-columns account meter date value'],
    ['with a column twice', `${heading};Дата\n${goodLine};1\n`, 'double-columns date'],
    ['in UTF-16', Buffer.from(`\ufeff${csv(goodLine)}`, 'utf16le'), 'wrong-encoding'],
    ['in an old encoding of DOS', cp866(csv(goodLine)), 'wrong-encoding'],
    ['of another kind', Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0x01]), 'not-a-spreadsheet'],
    ['of old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-spreadsheet'],
    ['of a torn archive', Buffer.from('504b030414000000', 'hex'), 'not-a-spreadsheet'],
    ['with an open quotation', csv(goodLine, `"${'x\n'.repeat(40_000)}`), 'broken-quotes 3'],
  ])('%s is refused as a whole', async (_, content, problem) => {
    const ended = await importFile(content);
    expect([ended.state, ended.problem]).toEqual(['failed', problem]);
  });

  test('is not even kept when it has no bytes', async () => {
    const upload = await storeUpload(directory, Readable.from([]));
    expect(upload).toEqual({ refusal: 'empty-file' });
  });

  test('or that was lost fails and says so', async () => {
    const { importId } = await send(csv(goodLine));
    await rm(join(directory, importId));
    await read(importId);
    expect((await report(importId)).import.problem).toEqual({ problem: 'file-lost', about: '' });
  });
});

function cp866(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    if (code < 0x80) return code;
    const place = code - 0x410;
    if (place < 0 || place > 0x3f) return 0xf6;
    return place < 0x30 ? 0x80 + place : 0xe0 + place - 0x30;
  });
}

describe('a spreadsheet', () => {
  async function sheet(rows: readonly (readonly unknown[])[]): Promise<Uint8Array> {
    const book = new exceljs.Workbook();
    const page = book.addWorksheet('Жовтень');
    for (const row of rows) page.addRow([...row]);
    page.getColumn(4).numFmt = 'dd.mm.yyyy';
    return new Uint8Array(await book.xlsx.writeBuffer());
  }

  const titles = heading.split(';');
  // oxlint-disable-next-line no-restricted-globals -- a spreadsheet library knows dates only so
  const halloween = new Date('2026-10-31T00:00:00Z');

  test('gives numbers and dates as cells', async () => {
    const content = await sheet([
      ['Водоканал'],
      [],
      titles,
      ['0000101', 'Холодна вода', null, halloween, 103.5],
      ['0000102', 'Холодна вода', null, '31.10.2026', '7,125'],
      [
        10_000_000,
        { richText: [{ text: 'Холодна ' }, { text: 'вода' }] },
        '',
        halloween,
        0.1 + 0.2,
      ],
    ]);
    expect(await importFile(content, { fileName: 'жовтень.xlsx' })).toMatchObject({
      state: 'done',
      counts: [3, 3, 0, 0],
    });
    expect(await stored()).toEqual([[0, '2026-10-31', 1, 103.5, null]]);
    expect(await stored(smallTown.firstOfMany)).toEqual([[0, '2026-10-31', 1, 0.3, null]]);
  });

  test('may hold no formulas and no errors', async () => {
    const content = await sheet([
      titles,
      ['0000101', 'Холодна вода', null, halloween, { formula: '100+3', result: 103 }],
      ['0000101', 'Холодна вода', null, { formula: 'TODAY()', result: halloween }, 103],
      ['0000101', 'Холодна вода', null, halloween, { error: '#N/A' }],
      ['0000102', 'Холодна вода', null, halloween, 5],
      ['0000102', 'Холодна вода', null, 12, 5],
    ]);
    expect(await importFile(content)).toMatchObject({
      counts: [5, 1, 4, 0],
      reasons: ['2 formula', '3 formula', '4 cell-error', '6 bad-date'],
    });
  });

  test('is refused when columns are missing or nothing is in it', async () => {
    expect((await importFile(await sheet([['Дата'], [halloween]]))).problem).toBe(
      'missing-columns account meter value',
    );
    expect((await importFile(await sheet([]))).problem).toBe('empty-file');
    expect((await importFile(await sheet([titles]))).problem).toBe('empty-file');
  });

  test('torn in the middle is refused before its first line', async () => {
    const whole = await sheet([titles, ['0000101', 'Холодна вода', null, halloween, 103.5]]);
    const torn = await importFile(whole.subarray(0, whole.length / 2));
    expect([torn.state, torn.problem]).toEqual(['failed', 'not-a-spreadsheet']);
    expect(await stored()).toEqual([]);
  });
});

describe('a file sent again', () => {
  test('does no harm and is known as the same', async () => {
    const content = csv(goodLine, '0000102;Холодна вода;;31.10.2026;7', '0000102;Газ;;;');
    const first = await importFile(content);
    expect(first.counts).toEqual([3, 2, 1, 0]);
    const again = await send(content);
    expect(again.sameAs).toBe(first.importId);
    await read(again.importId);
    const { import: ended, sameAs } = await report(again.importId);
    expect([ended.accepted, ended.refused, ended.repeated]).toEqual([0n, 1n, 2n]);
    expect(sameAs?.importId).toBe(first.importId);
    expect(await stored()).toHaveLength(1);
  });

  test('takes what was put right since', async () => {
    const content = csv('0000103;Холодна вода;;31.10.2026;7');
    expect((await importFile(content)).counts).toEqual([1, 0, 1, 0]);
    await database.pool.query(
      `update registry.account set number = '0000103' where account_id = $1`,
      [smallTown.neighbour],
    );
    expect((await importFile(content)).counts).toEqual([1, 1, 0, 0]);
    await database.pool.query(
      `update registry.account set number = '0000102' where account_id = $1`,
      [smallTown.neighbour],
    );
  });

  test('a corrected value of the last day is a new revision', async () => {
    await importFile(csv(goodLine));
    await importFile(csv(goodLine.replace('103,5', '103')));
    expect(await stored()).toEqual([
      [0, '2026-10-31', 1, 103.5, null],
      [0, '2026-10-31', 2, 103, null],
    ]);
  });

  test('two workers on one file, and two files at once, make no doubles', async () => {
    const lines = Array.from(
      { length: manyAccounts },
      (_, index) => `${10_000_000 + index};Холодна вода;;31.10.2026;7,5`,
    );
    const one = await send(csv(...lines));
    const two = await send(csv(...lines.toReversed()));
    await Promise.all([read(one.importId), read(one.importId), read(two.importId)]);
    const ends = [await report(one.importId), await report(two.importId)].map((end) => end.import);
    expect(ends.map(({ state, lines: gone }) => [state, gone])).toEqual([
      ['done', BigInt(manyAccounts)],
      ['done', BigInt(manyAccounts)],
    ]);
    expect(ends.reduce((sum, { accepted }) => sum + accepted, 0n)).toBe(BigInt(manyAccounts));
    const { rows } = await database.pool.query(
      `select count(*)::int as readings, max(revision) as revision from settlements.reading
       where source = 'file'`,
    );
    expect(rows).toEqual([{ readings: manyAccounts, revision: 1 }]);
  });

  test('a reading killed in the middle is taken up where it stopped', async () => {
    const lines = Array.from(
      { length: manyAccounts },
      (_, index) =>
        `${10_000_000 + index};Холодна вода;;31.10.2026;${index % 10 === 0 ? 'x' : '7,5'}`,
    );
    const { importId } = await send(csv(...lines));
    const child = importInProcess({ url: database.url, directory, importId, now });
    const ended = child.peakKilobytes.catch(() => 'killed');
    await firstBatch(importId);
    child.process.kill('SIGKILL');
    expect(await ended).toBe('killed');
    const half = (await report(importId)).import;
    expect(half.state).toBe('running');
    expect(half.lines).toBeLessThan(BigInt(manyAccounts));
    await read(importId);
    const whole = (await report(importId)).import;
    expect([whole.state, whole.lines, whole.accepted, whole.refused]).toEqual([
      'done',
      BigInt(manyAccounts),
      BigInt((manyAccounts * 9) / 10),
      BigInt(manyAccounts / 10),
    ]);
    const { rows } = await database.pool.query(
      `select (select count(*)::int from settlements.reading where source = 'file') as readings,
              (select count(*)::int from settlements.reading_import_line) as listed`,
    );
    expect(rows).toEqual([{ readings: (manyAccounts * 9) / 10, listed: manyAccounts / 10 }]);
    await read(importId);
    expect((await report(importId)).import).toEqual(whole);
  });

  async function firstBatch(importId: string): Promise<void> {
    while ((await report(importId)).import.lines === 0n) {
      await database.pool.query('select pg_sleep(0.005)');
    }
  }
});

describe('the report', () => {
  async function ask(outcome: Promise<Outcome<unknown>>): Promise<string> {
    const { kind, ...rest } = await outcome;
    return 'refusal' in rest ? rest.refusal.refusal : kind;
  }

  test('is for the provider whose file it is; to others there is none', async () => {
    const { importId } = await importFile(csv(goodLine));
    const own = { providerId: String(waterUtility), importId };
    const borrowed = { providerId: String(stranger), importId };
    for (const [form, by, answer] of [
      [own, waterUtility, 'done'],
      [own, stranger, 'hidden'],
      [borrowed, stranger, 'no-such-import'],
    ] as const) {
      expect(await ask(operations.ask(importReport, official(by), form))).toBe(answer);
      expect(await ask(operations.ask(refusedLinesFile, official(by), form))).toBe(answer);
    }
  });

  test('lists the files of a provider, newest first', async () => {
    await send(csv(goodLine), { fileName: 'перший.csv' });
    await send(csv(goodLine), { fileName: 'чужий.csv', providerId: stranger });
    const form = { providerId: String(waterUtility) };
    const outcome = await operations.ask(readingImports, official(waterUtility), form);
    expect(outcome).toMatchObject({
      value: [{ fileName: 'перший.csv', state: 'queued', period: '2026-10', lines: 0n }],
    });
  });

  test('comes as a file for a spreadsheet in which nothing is a formula', async () => {
    const { importId } = await importFile(csv('=HYPERLINK("x");Холодна вода;;31.10.2026;1'));
    const form = { providerId: String(waterUtility), importId };
    const outcome = await operations.ask(refusedLinesFile, official(waterUtility), form);
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const { fileName, csv: text } = outcome.value;
    expect(fileName).toBe('Відхилені рядки - жовтень.csv');
    expect(text).toContain(`"'=HYPERLINK(""x""); Холодна вода; 31.10.2026; 1"`);
    expect(text.startsWith('\ufeff"Рядок";"Причина"')).toBe(true);
  });

  test('an upload leaves a job, once', async () => {
    const { importId } = await send(csv(goodLine));
    const digest = createHash('sha256').update(csv(goodLine)).digest('hex');
    const form = {
      importId,
      providerId: String(waterUtility),
      fileFormat: 'csv',
      sha256: digest,
      fileName: 'ще раз.csv',
    };
    await operations.carryOut(importReadings, official(waterUtility), form);
    const { rows } = await database.pool.query(
      `select count(*)::int as jobs from graphile_worker.jobs
       where task_identifier = 'read-readings-import' and key = $1`,
      [`reading-import:${importId}`],
    );
    expect(rows).toEqual([{ jobs: 1 }]);
    expect((await report(importId)).import.fileName).toBe('жовтень.csv');
    await writeFile(join(directory, importId), 'taken');
    const theft = { ...form, providerId: String(stranger) };
    expect(await ask(operations.carryOut(importReadings, official(stranger), theft))).toBe(
      'no-such-import',
    );
  });
});
