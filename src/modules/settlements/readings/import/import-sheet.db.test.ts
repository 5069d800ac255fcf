import exceljs from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { smallTown } from '../fixtures/small-town.ts';
import { heading, ImportOffice } from '../fixtures/import-office.ts';

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

describe('a spreadsheet', () => {
  async function sheet(rows: readonly (readonly unknown[])[]): Promise<Uint8Array> {
    const book = new exceljs.Workbook();
    const page = book.addWorksheet('Жовтень');
    for (const row of rows) page.addRow([...row]);
    page.getColumn(4).numFmt = 'dd.mm.yyyy';
    return new Uint8Array(await book.xlsx.writeBuffer());
  }

  const titles = heading.split(';');
  /** 31 October 2026, as spreadsheets keep a day: its number. */
  const halloween = 46_326;

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
    expect(await office.take(content, { fileName: 'жовтень.xlsx' })).toMatchObject({
      state: 'done',
      counts: [3, 3, 0, 0],
    });
    expect(await office.stored()).toEqual([[0, '2026-10-31', 1, 103.5, null]]);
    expect(await office.stored(smallTown.firstOfMany)).toEqual([[0, '2026-10-31', 1, 0.3, null]]);
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
    expect(await office.take(content)).toMatchObject({
      counts: [5, 1, 4, 0],
      reasons: ['2 formula', '3 formula', '4 cell-error', '6 bad-date'],
    });
  });

  test('is refused when columns are missing or nothing is in it', async () => {
    expect((await office.take(await sheet([['Дата'], [halloween]]))).problem).toBe(
      'missing-columns account meter value',
    );
    expect((await office.take(await sheet([]))).problem).toBe('empty-file');
    expect((await office.take(await sheet([titles]))).problem).toBe('empty-file');
  });

  test('torn in the middle is refused before its first line', async () => {
    const whole = await sheet([titles, ['0000101', 'Холодна вода', null, halloween, 103.5]]);
    const torn = await office.take(whole.subarray(0, whole.length / 2));
    expect([torn.state, torn.problem]).toEqual(['failed', 'not-a-spreadsheet']);
    expect(await office.stored()).toEqual([]);
  });
});
