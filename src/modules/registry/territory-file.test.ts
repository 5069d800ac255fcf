import exceljs from 'exceljs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readTerritoryFile } from './territory-file.ts';
import { UnreadableFile } from './territory-line.ts';

const csv = `code,parent,category,name
UA05000000000010236,,O,Вінницька
UA05020000000026686,UA05000000000010236,P,Вінницький
`;
const expected = [
  { line: 2, code: 'UA05000000000010236', parent: '', category: 'O', name: 'Вінницька' },
  {
    line: 3,
    code: 'UA05020000000026686',
    parent: 'UA05000000000010236',
    category: 'P',
    name: 'Вінницький',
  },
];

test.each([
  ['plain', Buffer.from(csv)],
  ['gzip', gzipSync(csv)],
  ['with a byte order mark', Buffer.from(`\uFEFF${csv}`)],
  ['with semicolons', Buffer.from(csv.replaceAll(',', ';'))],
  ['with Windows line ends', Buffer.from(csv.replaceAll('\n', '\r\n'))],
])('CSV is read: %s', async (_title, file) => {
  expect(await readTerritoryFile(file)).toEqual(expected);
});

test('columns may stand in another order, and a short line keeps its number', async () => {
  const file = Buffer.from('name,category,code,parent\nВінницька,O,UA05000000000010236\n\nX\n');
  expect(await readTerritoryFile(file)).toEqual([
    expected[0],
    { line: 4, code: '', parent: '', category: '', name: 'X' },
  ]);
});

async function sheet(rows: readonly (readonly (string | null)[])[]): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  const worksheet = book.addWorksheet('1');
  for (const row of rows) worksheet.addRow([...row]);
  book.addWorksheet('2').addRow(['UA']);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const heading = [
  'Перший рівень',
  'Другий рівень',
  'Третій рівень',
  'Четвертий рівень',
  'Додатковий рівень',
  'Категорія об’єкта',
  'Назва об’єкта',
];

test('the sheet of the ministry is read, whatever titles stand above its heading', async () => {
  const kyiv = 'UA80000000000093317';
  const file = await sheet([
    ['Кодифікатор адміністративно-територіальних одиниць'],
    [],
    heading,
    ['UA05000000000010236', null, null, null, null, 'O', 'Вінницька '],
    ['UA05000000000010236', 'UA05020000000026686', null, null, null, 'P', 'Вінницький'],
    [],
    [kyiv, null, null, null, 'UA80000000000126643', 'B', 'Голосіївський'],
  ]);
  expect(await readTerritoryFile(file)).toEqual([
    { ...expected[0], line: 4 },
    { ...expected[1], line: 5 },
    { line: 7, code: 'UA80000000000126643', parent: kyiv, category: 'B', name: 'Голосіївський' },
  ]);
});

test.each([
  ['another CSV', Buffer.from('a,b\n1,2\n')],
  ['an empty file', Buffer.from('')],
  ['not text', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
  ['a broken archive', Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x01])],
  ['a broken sheet', Buffer.from('PK\u0003\u0004 and nothing more')],
  ['an open quote', Buffer.from('code,parent,category,name\n"UA05')],
])('%s is unreadable', async (_title, file) => {
  await expect(readTerritoryFile(file)).rejects.toThrow(UnreadableFile);
});

test('a sheet without the heading of the codifier is unreadable', async () => {
  const file = await sheet([['Код', 'Назва'], ...Array.from({ length: 30 }, () => ['1', '2'])]);
  await expect(readTerritoryFile(file)).rejects.toThrow('no heading');
});
