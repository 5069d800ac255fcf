import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentOfBytes } from '#platform/files/content/content.ts';
import { zipOf, type MadeEntry } from '#test/files/zip-maker.ts';
import { xlsxLimits } from './parts.ts';
import { checkXlsx, xlsxRows } from './read-xlsx.ts';
import type { XlsxRow } from './sheet-rows.ts';
import { UnreadableXlsx } from './unreadable.ts';

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function relations(...entries: readonly (readonly [string, string, string])[]): string {
  const items = entries.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`,
  );
  return `<Relationships>${items.join('')}</Relationships>`;
}

interface Book {
  readonly rows?: string;
  readonly texts?: string;
  readonly sheets?: string;
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

/** The parts of a book with two sheets, or with those parts instead. */
function bookParts({ rows = '', texts = '', sheets, parts = {} }: Book): MadeEntry[] {
  const all = {
    '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/_rels/workbook.xml.rels': relations(
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'worksheet', '/xl/worksheets/sheet2.xml'],
      ['rId3', 'sharedStrings', 'sharedStrings.xml'],
    ),
    'xl/workbook.xml': `<workbook><sheets>${
      sheets ?? '<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId2"/>'
    }</sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData></worksheet>',
    'xl/sharedStrings.xml': `<sst>${texts}</sst>`,
    ...parts,
  };
  return Object.entries(all).map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }));
}

async function read(file: Uint8Array, columnsMax = 100): Promise<XlsxRow[]> {
  return Array.fromAsync(xlsxRows(contentOfBytes(file), columnsMax));
}

async function firstRow(book: Book): Promise<readonly unknown[] | undefined> {
  return (await read(zipOf(bookParts(book))))[0]?.cells;
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof UnreadableXlsx) return `${error.fault} ${error.line}`;
    throw error;
  }
}

describe('cells', () => {
  test.each<readonly [string, string, unknown]>([
    ['a number', '<c r="A1"><v>103.5</v></c>', 103.5],
    ['a number in powers of ten', '<c r="A1"><v>1.5E-3</v></c>', 0.0015],
    ['a listed text', '<c r="A1" t="s"><v>0</v></c>', 'Холодна вода'],
    ['a listed text of several runs', '<c r="A1" t="s"><v>1</v></c>', 'Гаряча вода'],
    ['a text in place', '<c r="A1" t="inlineStr"><is><t>тут &amp; там</t></is></c>', 'тут & там'],
    ['the text of a program', '<c r="A1" t="str"><v>слово</v></c>', 'слово'],
    ['a text of letters kept as they are', '<c r="A1" t="str"><v><![CDATA[<v>]]></v></c>', '<v>'],
    ['a day as text', '<c r="A1" t="d"><v>2026-10-31</v></c>', '2026-10-31'],
    ['yes or no', '<c r="A1" t="b"><v>1</v></c>', 'true'],
    ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', { fault: 'cell-error' }],
    ['a number that is none', '<c r="A1"><v>1,5</v></c>', { fault: 'cell-error' }],
    ['a formula', '<c r="A1"><f>1+1</f><v>2</v></c>', { fault: 'formula' }],
    [
      'a formula told elsewhere',
      '<c r="A1"><f t="shared" si="0"/><v>2</v></c>',
      { fault: 'formula' },
    ],
    ['nothing', '<c r="A1"/>', null],
    ['a listed text without a number', '<c r="A1" t="s"><v/></c>', null],
    ['names with a prefix', '<x:c r="A1"><x:v>7</x:v></x:c>', 7],
  ])('give %s', async (_, cell, value) => {
    const texts =
      '<si><t>Холодна вода</t></si><si><r><t>Гаряча</t></r><r><t xml:space="preserve"> вода</t></r>' +
      '<rPh><t>sounds</t></rPh></si>';
    expect(await firstRow({ rows: `<row r="1">${cell}</row>`, texts })).toEqual([value]);
  });

  test('stand where their address says, or one after another', async () => {
    const cell = (address: string, value: number) => `<c${address}><v>${value}</v></c>`;
    const rows =
      `<row r="3">${cell(' r="B3"', 1)}${cell(' r="D3"', 2)}${cell('', 3)}</row>` +
      `<row>${cell('', 4)}${cell(' r="ZZ4"', 5)}</row>`;
    expect(await read(zipOf(bookParts({ rows })))).toEqual([
      { line: 3, cells: [null, 1, null, 2, 3] },
      { line: 4, cells: [4] },
    ]);
  });
});

describe('a book', () => {
  test.each<readonly [string, string, unknown]>([
    ['the first', '<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId2"/>', 1],
    ['the one put first', '<sheet name="B" r:id="rId2"/><sheet name="A" r:id="rId1"/>', 2],
    ['not a hidden one', '<sheet state="hidden" r:id="rId1"/><sheet r:id="rId2"/>', 2],
    ['not a chart', '<sheet r:id="rId3"/><sheet r:id="rId2"/>', 2],
  ])('shows the sheet that is %s', async (_, sheets, value) => {
    const rows = '<row r="1"><c r="A1"><v>1</v></c></row>';
    expect(await firstRow({ rows, sheets })).toEqual([value]);
  });

  test('reads the same in whatever order its parts lie', async () => {
    const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
    const parts = bookParts({ rows, texts: '<si><t>слово</t></si>' });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(parts, { minLength: parts.length }), async (order) => {
        expect(await read(zipOf(order))).toEqual([{ line: 1, cells: ['слово'] }]);
      }),
    );
  });

  test('reads back what a spreadsheet program wrote', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.constant(null),
    );
    const grid = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(grid, async (rows) => {
        const book = new exceljs.Workbook();
        const page = book.addWorksheet('Жовтень');
        for (const row of rows) page.addRow([...row]);
        const back = await read(new Uint8Array(await book.xlsx.writeBuffer()));
        const filled = rows
          .map((cells, index) => ({ line: index + 1, cells: withoutEnd(cells) }))
          .filter(({ cells }) => cells.length > 0);
        expect(back.filter(({ cells }) => cells.length > 0)).toEqual(filled);
      }),
      { numRuns: 200 },
    );
  });
});

function withoutEnd(cells: readonly unknown[]): unknown[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1);
}

describe('a file is refused', () => {
  const row = '<row r="7"><c r="A7"><v>1</v></c></row>';
  const whole = zipOf(bookParts({ rows: row }));

  test.each<readonly [string, string, Uint8Array]>([
    ['as no spreadsheet: no archive', 'not-a-spreadsheet 0', Buffer.from('PK\u0003\u0004')],
    ['as no spreadsheet: cut off', 'not-a-spreadsheet 0', whole.subarray(0, whole.length - 30)],
    ['as no spreadsheet: another archive', 'not-a-spreadsheet 0', zipOf([named('a.txt', 'a')])],
    [
      'as no spreadsheet: no sheet is shown',
      'not-a-spreadsheet 0',
      zipOf(bookParts({ sheets: '<sheet state="hidden" r:id="rId1"/>' })),
    ],
    ['as broken: its start is gone', 'broken 0', whole.subarray(40)],
    [
      'as broken: XML that ends early',
      'broken 7',
      zipOf(bookParts({ parts: { 'xl/worksheets/sheet1.xml': `<worksheet>${row}` } })),
    ],
    [
      'as broken: bytes that are no letters',
      'broken 0',
      zipOf(bookParts({ parts: { 'xl/sharedStrings.xml': Buffer.from([0x3c, 0xff]) } })),
    ],
    [
      'as broken: an entity that would unfold',
      'broken 1',
      zipOf(
        bookParts({
          parts: {
            'xl/worksheets/sheet1.xml':
              '<!DOCTYPE a [<!ENTITY b "bbb">]><worksheet><row><c><v>&b;</v></c></row></worksheet>',
          },
        }),
      ),
    ],
    [
      'as broken: a text that is not in the list',
      'broken 1',
      zipOf(bookParts({ rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' })),
    ],
    [
      'as broken: a cell beyond the last column',
      'broken 1',
      zipOf(bookParts({ rows: '<row r="1"><c r="XFE1"><v>0</v></c></row>' })),
    ],
    [
      'as broken: letters without end',
      'broken 1',
      zipOf(bookParts({ rows: `<row r="1"><c t="str"><v>${'a'.repeat(3_000_000)}</v></c></row>` })),
    ],
  ])('%s', async (_, fault, file) => {
    expect(await faultOf(read(file))).toBe(fault);
  });

  test('when its list of texts would not fit in memory, before it is unpacked', async () => {
    const texts = ' '.repeat(xlsxLimits.otherBytesMax + 1);
    const file = zipOf(bookParts({ texts }));
    expect(await faultOf(read(file))).toBe('too-large 0');
    expect(await faultOf(checkXlsx(contentOfBytes(file)))).toBe('too-large 0');
  });

  test('before its first row when a bit of any part it needs is turned', async () => {
    let refused = 0;
    for (let at = 0; at < whole.length; at += 1) {
      const turned = Buffer.from(whole);
      turned.writeUInt8(turned.readUInt8(at) ^ 1, at);
      const fault = await faultOf(checkXlsx(contentOfBytes(turned)));
      if (fault !== 'none') refused += 1;
      else expect(await read(turned)).toEqual(await read(whole));
    }
    expect(refused).toBeGreaterThan(whole.length / 2);
  });
});

function named(name: string, text: string): MadeEntry {
  return { name, bytes: Buffer.from(text) };
}
