/** A number with its decimals, exact: 123456n with 2 is 1 234.56. */
export interface DecimalCell {
  readonly scaled: bigint;
  readonly decimals: number;
}

/** What a cell of a downloaded table may hold. */
export type SheetCell = string | number | bigint | DecimalCell | Temporal.PlainDate | null;

/** A table to download, in whichever form; its rows may come while they are written. */
export interface Sheet {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>;
}

const kopiykaDecimals = 2;

export function moneyCell(kopiykas: bigint): DecimalCell {
  return { scaled: kopiykas, decimals: kopiykaDecimals };
}

export function isDecimal(cell: SheetCell): cell is DecimalCell {
  return typeof cell === 'object' && cell !== null && 'scaled' in cell;
}
