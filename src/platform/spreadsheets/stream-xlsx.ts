import exceljs from 'exceljs';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { formatDecimal } from '#kernel/quantity.ts';
import { harmless } from './csv.ts';
import { isDecimal, type Sheet, type SheetCell } from './sheet.ts';

/** A spreadsheet program shows hardly more; whoever needs more takes CSV. */
const xlsxRowsMax = 200_000;

const columnWidthMin = 12;
const columnWidthMax = 48;
/** How often the zip gets a turn while rows are written. */
const rowsPerTurn = 200;
const spreadsheetEpoch = Temporal.PlainDate.from('1899-12-30');

/** The table as a spreadsheet, written row by row; rows behind `xlsxRowsMax` are left out. */
export function streamXlsx(sheet: Sheet): Readable {
  const out = new PassThrough();
  fill(sheet, out).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

async function fill(sheet: Sheet, out: PassThrough): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const page = book.addWorksheet(sheet.title, { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = sheet.headings.map((heading) => ({ width: widthOf(heading) }));
  const headings = page.addRow([...sheet.headings]);
  headings.font = { bold: true };
  headings.commit();
  let written = 0;
  for await (const cells of sheet.rows) {
    if (written === xlsxRowsMax || out.destroyed) break;
    writeRow(page, cells);
    written += 1;
    if (written % rowsPerTurn === 0) await setImmediate();
  }
  page.commit();
  await book.commit();
}

function writeRow(page: exceljs.Worksheet, cells: readonly SheetCell[]): void {
  const row = page.addRow([]);
  for (const [index, cell] of cells.entries()) {
    if (cell === null) continue;
    const target = row.getCell(index + 1);
    target.value = valueOf(cell);
    const format = formatOf(cell);
    if (format !== undefined) target.numFmt = format;
  }
  row.commit();
}

/** A spreadsheet knows one kind of number; the text of a decimal is the nearest way into it. */
function valueOf(cell: Exclude<SheetCell, null>): string | number {
  if (typeof cell === 'string') return harmless(cell);
  if (typeof cell === 'number' || typeof cell === 'bigint') return Number(cell);
  if (isDecimal(cell)) return Number(formatDecimal(cell.scaled, cell.decimals));
  return spreadsheetEpoch.until(cell, { largestUnit: 'days' }).days;
}

function formatOf(cell: Exclude<SheetCell, null>): string | undefined {
  if (cell instanceof Temporal.PlainDate) return 'dd.mm.yyyy';
  if (typeof cell !== 'object') return undefined;
  return cell.decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(cell.decimals)}`;
}

function widthOf(heading: string): number {
  return Math.min(columnWidthMax, Math.max(columnWidthMin, heading.length + 2));
}
