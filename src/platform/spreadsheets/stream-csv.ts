import { byteOrderMark, csvLine, decimalCell, type CsvCell } from './csv.ts';
import { isDecimal, type Sheet, type SheetCell } from './sheet.ts';

/** Rows joined into one piece: a write for each would cost more than the row. */
const rowsPerPiece = 500;

/** The table as a CSV file, piece by piece, however many rows it has. */
export async function* streamCsv(sheet: Sheet): AsyncGenerator<string> {
  let piece = byteOrderMark + csvLine(sheet.headings);
  let rows = 0;
  for await (const row of sheet.rows) {
    piece += csvLine(row.map(csvCell));
    rows += 1;
    if (rows % rowsPerPiece !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function csvCell(cell: SheetCell): CsvCell {
  if (typeof cell !== 'object' || cell === null) return cell;
  if (isDecimal(cell)) return decimalCell(cell.scaled, cell.decimals);
  return `${twoDigits(cell.day)}.${twoDigits(cell.month)}.${cell.year}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
