import { searchKey } from '#kernel/ukrainian.ts';
import { columnSpellings } from './texts.uk.ts';
import { UnreadableReadings, type Cell, type SheetRow } from './sheet-row.ts';

/** Columns of a file of readings; `meter` holds a service or a serial number, whichever it is. */
export const columnNames = [
  'account',
  'service',
  'serial',
  'meter',
  'zone',
  'date',
  'value',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** Places of the columns in a row; −1 when the file has none. */
export type Columns = Readonly<Record<ColumnName, number>>;

/** Titles may stand above the heading; further down no heading is looked for. */
export const headingRowsMax = 20;

const notWords = /[^\p{L}\p{N}]+/gu;

/** The form in which spellings of one heading meet: letters and digits only. */
export function headingKey(text: string): string {
  return searchKey(text).replace(notWords, ' ').trim();
}

const columnByKey: ReadonlyMap<string, ColumnName> = new Map(
  columnNames.flatMap((name) =>
    columnSpellings[name].map((spelling): [string, ColumnName] => [headingKey(spelling), name]),
  ),
);

/** How many known headings a row holds. */
export function countHeadings(cells: readonly Cell[]): number {
  return cells.filter((cell) => columnOf(cell) !== undefined).length;
}

/**
 * Finds the columns among the first rows of a file. Throws UnreadableReadings when what is needed
 * is missing or one column stands twice, so that no reading is taken from the wrong one.
 */
export function findColumns(rows: readonly SheetRow[]): {
  readonly columns: Columns;
  readonly headingLine: number;
} {
  const [best] = rows
    .map((row) => ({ row, known: countHeadings(row.cells) }))
    .sort((a, b) => b.known - a.known || a.row.line - b.row.line);
  if (best === undefined || best.known === 0) {
    throw new UnreadableReadings('missing-columns', missingFrom(noColumns).join(' '));
  }
  const columns = locate(best.row.cells);
  const missing = missingFrom(columns);
  if (missing.length > 0) throw new UnreadableReadings('missing-columns', missing.join(' '));
  return { columns, headingLine: best.row.line };
}

const noColumns: Columns = {
  account: -1,
  service: -1,
  serial: -1,
  meter: -1,
  zone: -1,
  date: -1,
  value: -1,
};

function locate(cells: readonly Cell[]): Columns {
  const columns: Record<ColumnName, number> = { ...noColumns };
  for (const [index, cell] of cells.entries()) {
    const name = columnOf(cell);
    if (name === undefined) continue;
    if (columns[name] !== -1) throw new UnreadableReadings('double-columns', name);
    columns[name] = index;
  }
  return columns;
}

/** A meter is named by its serial number, or by the account with the service. */
function missingFrom(columns: Columns): readonly ColumnName[] {
  const has = (name: ColumnName) => columns[name] !== -1;
  const missing: ColumnName[] = [];
  if (!has('account') && !has('serial')) missing.push('account');
  if (!has('service') && !has('serial') && !has('meter')) missing.push('meter');
  if (!has('date')) missing.push('date');
  if (!has('value')) missing.push('value');
  return missing;
}

function columnOf(cell: Cell): ColumnName | undefined {
  return typeof cell === 'string' ? columnByKey.get(headingKey(cell)) : undefined;
}
