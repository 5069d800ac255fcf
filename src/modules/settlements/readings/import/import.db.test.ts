import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { smallTown } from '../fixtures/small-town.ts';
import {
  csv,
  csvOfMany,
  goodLine,
  heading,
  ImportOffice,
  manyAccounts,
} from '../fixtures/import-office.ts';
import type { ImportReport } from './import-report.ts';
import { linesPerBatch } from './read-import.ts';
import { storeUpload } from './store-upload.ts';

const { waterUtility, energySupplier, stranger, zonedMeter } = smallTown;

let database: TestDatabase;
let office: ImportOffice;

beforeAll(async () => {
  database = await freshDatabase();
  office = await ImportOffice.open(database);
});
beforeEach(() => office.empty());
afterAll(async () => {
  await office.close();
  await database.drop();
});

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
      expect(await office.take(content)).toMatchObject({
        state: 'done',
        counts: [3, 2, 1, 0],
        reasons: ['3 no-meter-named'],
      });
      expect(await office.stored(smallTown.houseMeter)).toEqual([
        [0, '2026-10-31', 1, 12345.678, null],
      ]);
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
    expect(await office.take(content)).toMatchObject({ state: 'done', counts: [1, 1, 0, 0] });
    expect(await office.stored()).toEqual([[0, '2026-10-31', 1, 103.5, null]]);
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
    expect(await office.take(csv(...lines), options)).toMatchObject({
      counts: [5, 2, 3, 0],
      reasons: ['4 zone-missing', '5 no-such-zone', '6 bad-zone'],
    });
    expect(await office.stored(zonedMeter)).toEqual([
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
      const { counts } = await office.take(csv(...lines), { providerId });
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
    expect(await office.take(csv(...lines))).toMatchObject({
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
    expect(await office.take(below)).toMatchObject({ reasons: ['2 lower'] });
    const far = csv('0000101;Холодна вода;;31.10.2026;200');
    expect(await office.take(far)).toMatchObject({ counts: [1, 1, 0, 0] });
    expect(await office.stored()).toEqual([[0, '2026-10-31', 1, 200, 'far-from-usual']]);
  });

  test('the same twice is known already, another value of the day contradicts', async () => {
    const lines = [goodLine, goodLine, goodLine.replace('103,5', '104')];
    expect(await office.take(csv(...lines))).toMatchObject({
      counts: [3, 1, 1, 1],
      reasons: ['4 contradicts-earlier-line'],
    });
    expect(await office.stored()).toHaveLength(1);
  });

  test('the same holds when the lines stand in different batches', async () => {
    const filler = Array.from(
      { length: linesPerBatch },
      (_, index) => `${10_000_000 + index};Холодна вода;;31.10.2026;5`,
    );
    const lines = [goodLine, ...filler, goodLine, goodLine.replace('103,5', '104')];
    expect(await office.take(csv(...lines))).toMatchObject({
      counts: [linesPerBatch + 3, linesPerBatch + 1, 1, 1],
      reasons: [`${linesPerBatch + 4} contradicts-earlier-line`],
    });
  });

  test('several days of a meter go in as long as they stand in order', async () => {
    const lines = ['15.10.2026;102', '31.10.2026;103', '20.10.2026;102,5', '31.10.2026;103'];
    const content = csv(...lines.map((line) => `0000101;Холодна вода;;${line}`));
    expect(await office.take(content)).toMatchObject({
      counts: [4, 2, 1, 1],
      reasons: ['4 before-last'],
    });
    expect((await office.take(content)).counts).toEqual([4, 0, 1, 3]);
  });

  test('of a replaced meter the one that stood there on the day is meant', async () => {
    const lines = ['30.05.2026;1', '31.10.2026;103,5'];
    await office.take(csv(...lines.map((line) => `0000101;Холодна вода;;${line}`)));
    expect(await office.stored()).toHaveLength(1);
    // Both meters stood in May: the number decides.
    const named = 'О/р;Лічильник;Дата;Показання\n0000101;W-203;30.05.2026;1\n';
    expect((await office.take(named)).counts).toEqual([1, 1, 0, 0]);
    expect(await office.stored(smallTown.removedMeter)).toHaveLength(1);
  });

  test('one in five bad: the others go in, the list is counted and paged', async () => {
    const bad = 5;
    const content = csvOfMany((index) => (index % bad === 0 ? 'немає' : '7,125'));
    const { counts, importId } = await office.take(content);
    const refused = manyAccounts / bad;
    expect(counts).toEqual([manyAccounts, manyAccounts - refused, refused, 0]);
    const seen: number[] = [];
    for (let next: number | null = 0; next !== null;) {
      const page: ImportReport = await office.report(importId, waterUtility, next);
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
    const ended = await office.take(content);
    expect([ended.state, ended.problem]).toEqual(['failed', problem]);
  });

  test('is not even kept when it has no bytes', async () => {
    const upload = await storeUpload(office.directory, Readable.from([]));
    expect(upload).toEqual({ refusal: 'empty-file' });
  });

  test('or that was lost fails and says so', async () => {
    const { importId } = await office.send(csv(goodLine));
    await rm(join(office.directory, importId));
    await office.read(importId);
    expect((await office.report(importId)).import.problem).toEqual({
      problem: 'file-lost',
      about: '',
    });
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
