import exceljs from 'exceljs';
import { Readable } from 'node:stream';
import { storedKey } from './search-key.ts';
import { UnreadableFile, type TerritoryLine } from './territory-line.ts';
import { codifierHeadings } from './texts.uk.ts';

const levelColumns = [1, 2, 3, 4, 5];
const categoryColumn = 6;
const nameColumn = 7;
/** Titles of the order stand above the heading; further down no heading is looked for. */
const headingRowsMax = 20;
const sheetRowsMax = 100_000;

/**
 * Reads the ministry's sheet: codes of five levels, category, name. The rightmost code of a row is
 * the unit's own, the one left of it its parent's. Throws UnreadableFile.
 */
export async function readCodifierSheet(file: Uint8Array): Promise<TerritoryLine[]> {
  try {
    return await readFirstSheet(file);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('not a spreadsheet', { cause: error });
  }
}

async function readFirstSheet(file: Uint8Array): Promise<TerritoryLine[]> {
  const book = new exceljs.stream.xlsx.WorkbookReader(Readable.from([file]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'ignore',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  const lines: TerritoryLine[] = [];
  let sheets = 0;
  for await (const sheet of book) {
    sheets += 1;
    if (sheets > 1) continue;
    for await (const row of rowsBelowHeading(sheet)) lines.push(row);
  }
  if (lines.length === 0) throw new UnreadableFile('the sheet has no rows of the codifier');
  return lines;
}

async function* rowsBelowHeading(sheet: AsyncIterable<exceljs.Row>): AsyncGenerator<TerritoryLine> {
  let headingFound = false;
  for await (const row of sheet) {
    if (row.number > sheetRowsMax) throw new UnreadableFile('the sheet has too many rows');
    if (!headingFound) {
      headingFound = isHeading(row);
      if (!headingFound && row.number > headingRowsMax) {
        throw new UnreadableFile('the sheet has no heading of the codifier');
      }
      continue;
    }
    const line = readRow(row);
    if (line !== undefined) yield line;
  }
}

function isHeading(row: exceljs.Row): boolean {
  return (
    storedKey(textAt(row, categoryColumn)).startsWith(storedKey(codifierHeadings.category)) &&
    storedKey(textAt(row, nameColumn)).startsWith(storedKey(codifierHeadings.name))
  );
}

function readRow(row: exceljs.Row): TerritoryLine | undefined {
  const codes = levelColumns.map((column) => textAt(row, column)).filter((code) => code !== '');
  const category = textAt(row, categoryColumn);
  const name = textAt(row, nameColumn);
  if (codes.length === 0 && category === '' && name === '') return undefined;
  return { line: row.number, code: codes.at(-1) ?? '', parent: codes.at(-2) ?? '', category, name };
}

function textAt(row: exceljs.Row, column: number): string {
  return row.getCell(column).text.trim();
}
