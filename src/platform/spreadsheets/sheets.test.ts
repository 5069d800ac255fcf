import exceljs from 'exceljs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { moneyCell, type Sheet, type SheetCell } from './sheet.ts';
import { streamCsv } from './stream-csv.ts';
import { streamXlsx } from './stream-xlsx.ts';

const rows: readonly (readonly SheetCell[])[] = [
  ['0000101', moneyCell(-123_456n), 2, Temporal.PlainDate.from('2026-11-03')],
  ['=HYPERLINK("http://x")', moneyCell(5n), 3n, null],
];
const sheet: Sheet = {
  title: 'Рахунки',
  headings: ['Номер', 'Борг; грн', 'Осіб', 'Дата'],
  rows,
};

async function csv(given: Sheet): Promise<string> {
  let text = '';
  for await (const piece of streamCsv(given)) text += piece;
  return text;
}

describe('a downloaded table', () => {
  test('is CSV that office programs of this country open as a table', async () => {
    expect(await csv(sheet)).toBe(
      '\ufeffНомер;"Борг; грн";Осіб;Дата\r\n' +
        '0000101;-1234,56;2;03.11.2026\r\n' +
        '"\'=HYPERLINK(""http://x"")";0,05;3;\r\n',
    );
  });

  test('is its heading alone when there is nothing to list', async () => {
    expect(await csv({ ...sheet, rows: [] })).toBe('\ufeffНомер;"Борг; грн";Осіб;Дата\r\n');
  });

  test('loses no row at the edge of a piece', async () => {
    const many = Array.from({ length: 1_000 }, (_, index): readonly SheetCell[] => [index]);
    const lines = (await csv({ ...sheet, rows: many })).split('\r\n');
    expect(lines).toHaveLength(1_002);
    expect(lines[1_000]).toBe('999');
  });

  test('is XLSX with numbers, days and text of their own kinds', async () => {
    const book = new exceljs.Workbook();
    const bytes = await buffer(streamXlsx(sheet));
    await book.xlsx.load(new Uint8Array(bytes).buffer);
    const page = book.worksheets[0];
    expect(page?.name).toBe('Рахунки');
    const cell = (address: string) => page?.getCell(address).value;
    expect([cell('A2'), cell('B2'), cell('C2')]).toEqual(['0000101', -1234.56, 2]);
    expect(JSON.stringify(cell('D2'))).toContain('2026-11-03');
    expect(cell('A3')).toBe('\'=HYPERLINK("http://x")');
    expect(cell('D3')).toBeNull();
  });

  test('fails whole when its rows fail', async () => {
    async function* broken(): AsyncGenerator<readonly SheetCell[]> {
      yield ['1'];
      await Promise.reject(new Error('no connection'));
    }
    await expect(csv({ ...sheet, rows: broken() })).rejects.toThrow('no connection');
    await expect(buffer(streamXlsx({ ...sheet, rows: broken() }))).rejects.toThrow('no connection');
  });
});
