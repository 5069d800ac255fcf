import exceljs from 'exceljs';
import { UnreadableReadings, type Cell, type SheetRow } from './sheet-row.ts';

/** More columns than this are not looked at. */
const columnsMax = 100;

/**
 * Reads the first sheet of a spreadsheet row by row. Dates come as the numbers they are kept as.
 * Throws UnreadableReadings.
 */
export async function* xlsxRows(path: string): AsyncGenerator<SheetRow> {
  const book = new exceljs.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'ignore',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let sheets = 0;
  let line = 0;
  try {
    for await (const sheet of book) {
      sheets += 1;
      if (sheets > 1) continue;
      for await (const row of sheet) {
        // A row may leave its number out; it is then the one below the last.
        line = Number.isSafeInteger(row.number) ? row.number : line + 1;
        yield { line, cells: cellsOf(row) };
      }
    }
  } catch (error) {
    throw new UnreadableReadings('broken-file', line === 0 ? '' : String(line), error);
  }
  if (sheets === 0) throw new UnreadableReadings('not-a-spreadsheet');
}

function cellsOf(row: exceljs.Row): Cell[] {
  const cells: Cell[] = [];
  const columns = Math.min(row.cellCount, columnsMax);
  for (let column = 1; column <= columns; column += 1) {
    cells.push(cellOf(row.findCell(column)?.value ?? null));
  }
  return cells;
}

function cellOf(value: exceljs.CellValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value !== 'object') return String(value);
  if ('formula' in value || 'sharedFormula' in value) return { fault: 'formula' };
  if ('error' in value) return { fault: 'cell-error' };
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  return 'text' in value ? value.text : { fault: 'cell-error' };
}
