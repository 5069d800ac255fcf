import { contentOfBytes } from '#platform/files/content/content.ts';
import { xlsxRows } from '#platform/spreadsheets/xlsx/read-xlsx.ts';
import type { XlsxRow } from '#platform/spreadsheets/xlsx/sheet-rows.ts';
import { UnreadableXlsx } from '#platform/spreadsheets/xlsx/unreadable.ts';
import { storedKey } from './search-key.ts';
import { UnreadableFile, type TerritoryLine } from './territory-line.ts';
import { codifierHeadings } from './texts.uk.ts';

/** Columns of the ministry's sheet, from 0. */
const levelColumns = [0, 1, 2, 3, 4];
const categoryColumn = 5;
const nameColumn = 6;
const columnsMax = nameColumn + 1;
/** Titles of the order stand above the heading; further down no heading is looked for. */
const headingRowsMax = 20;
const sheetRowsMax = 100_000;

/**
 * Reads the ministry's sheet: codes of five levels, category, name. The rightmost code of a row is
 * the unit's own, the one left of it its parent's. Throws UnreadableFile.
 */
export async function readCodifierSheet(file: Uint8Array): Promise<TerritoryLine[]> {
  const lines: TerritoryLine[] = [];
  try {
    const rows = xlsxRows(contentOfBytes(file), columnsMax);
    for await (const line of rowsBelowHeading(rows)) lines.push(line);
  } catch (error) {
    if (!(error instanceof UnreadableXlsx)) throw error;
    throw new UnreadableFile('not a spreadsheet', { cause: error });
  }
  if (lines.length === 0) throw new UnreadableFile('the sheet has no rows of the codifier');
  return lines;
}

async function* rowsBelowHeading(rows: AsyncIterable<XlsxRow>): AsyncGenerator<TerritoryLine> {
  let headingFound = false;
  for await (const row of rows) {
    if (row.line > sheetRowsMax) throw new UnreadableFile('the sheet has too many rows');
    if (!headingFound) {
      headingFound = isHeading(row);
      if (!headingFound && row.line > headingRowsMax) {
        throw new UnreadableFile('the sheet has no heading of the codifier');
      }
      continue;
    }
    const line = readRow(row);
    if (line !== undefined) yield line;
  }
}

function isHeading(row: XlsxRow): boolean {
  return (
    storedKey(textAt(row, categoryColumn)).startsWith(storedKey(codifierHeadings.category)) &&
    storedKey(textAt(row, nameColumn)).startsWith(storedKey(codifierHeadings.name))
  );
}

function readRow(row: XlsxRow): TerritoryLine | undefined {
  const codes = levelColumns.map((column) => textAt(row, column)).filter((code) => code !== '');
  const category = textAt(row, categoryColumn);
  const name = textAt(row, nameColumn);
  if (codes.length === 0 && category === '' && name === '') return undefined;
  return { line: row.line, code: codes.at(-1) ?? '', parent: codes.at(-2) ?? '', category, name };
}

function textAt({ cells }: XlsxRow, column: number): string {
  const cell = cells[column] ?? '';
  return typeof cell === 'object' ? '' : String(cell).trim();
}
