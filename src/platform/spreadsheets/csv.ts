import { formatDecimal } from '#kernel/quantity.ts';

export type CsvCell = string | number | bigint | null;

/** Office programs take the encoding from this mark and otherwise show Ukrainian as signs. */
export const byteOrderMark = '\ufeff';
/** The list separator of Ukrainian settings, in which the comma parts the decimals. */
const separator = ';';
const lineEnd = '\r\n';

const plainNumber = /^-?\d+(?:,\d+)?$/;
/** Beginnings after which a spreadsheet reads a text as a formula, wide forms among them. */
const formulaBeginning = /^[\s\0]*[=+\-@\uff0b\uff0d\uff1d\uff20]/;
const mustBeQuoted = /[";\r\n]/;

/**
 * A row of a CSV file that opens by itself in office programs with Ukrainian settings: semicolons,
 * decimal commas. A text that a spreadsheet would run as a formula is made harmless by an
 * apostrophe in front; a plain number never is.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(cellText).join(separator) + lineEnd;
}

/** A scaled integer as a number of the file: 123456n with 2 decimals is "1234,56". */
export function decimalCell(scaled: bigint, decimals: number): string {
  return formatDecimal(scaled, decimals, decimals).replace('.', ',');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? harmless(cell) : String(cell).replace('.', ',');
  return mustBeQuoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text of which a spreadsheet makes no formula. */
export function harmless(text: string): string {
  return formulaBeginning.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}
