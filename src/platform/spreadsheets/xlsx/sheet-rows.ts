import { TextCollector } from './texts.ts';
import { UnreadableXlsx } from './unreadable.ts';
import type { Attributes, XmlListener } from './xml.ts';

/** A cell as it is kept: text, a number, nothing, or what is no value. Days are numbers. */
export type XlsxCell = string | number | null | XlsxCellFault;

export interface XlsxCellFault {
  readonly fault: 'formula' | 'cell-error';
}

export interface XlsxRow {
  /** Number of the row as a spreadsheet program shows it. */
  readonly line: number;
  readonly cells: readonly XlsxCell[];
}

/** The format's own bound: columns A to XFD. */
const formatColumns = 16_384;
const letterA = 64;

/** Makes rows of a sheet's XML; whoever reads takes them away from `rows`. */
export class SheetRows implements XmlListener {
  rows: XlsxRow[] = [];
  line = 0;
  readonly #texts: readonly string[];
  readonly #columnsMax: number;
  #cells: XlsxCell[] = [];
  /** Of the cell being read, from 1. */
  #column = 0;
  #type = 'n';
  #isFormula = false;
  #inValue = false;
  #value = '';
  readonly #inline = new TextCollector();

  constructor(texts: readonly string[], columnsMax: number) {
    this.#texts = texts;
    this.#columnsMax = columnsMax;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') this.#beginRow(attributes['r']);
    else if (name === 'c') this.#beginCell(attributes);
    else if (name === 'v') this.#inValue = true;
    else if (name === 'f') this.#isFormula = true;
    else this.#inline.open(name);
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
    else this.#inline.text(text);
  }

  close(name: string): void {
    if (name === 'row') this.rows.push({ line: this.line, cells: this.#cells });
    else if (name === 'c') this.#endCell();
    else if (name === 'v') this.#inValue = false;
    else this.#inline.close(name);
  }

  /** A row may leave its number out; it is then the one below the last. */
  #beginRow(number: string | undefined): void {
    this.line = number === undefined ? this.line + 1 : Number(number);
    if (!Number.isSafeInteger(this.line)) throw new UnreadableXlsx('broken');
    this.#cells = [];
    this.#column = 0;
  }

  #beginCell({ r, t = 'n' }: Attributes): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    this.#type = t;
    this.#isFormula = false;
    this.#value = '';
    this.#inline.begin();
  }

  #endCell(): void {
    if (this.#column > this.#columnsMax) return;
    while (this.#cells.length < this.#column - 1) this.#cells.push(null);
    this.#cells[this.#column - 1] = this.#cell();
  }

  #cell(): XlsxCell {
    if (this.#isFormula) return { fault: 'formula' };
    if (this.#type === 'inlineStr') return this.#inline.whole;
    if (this.#value === '') return null;
    switch (this.#type) {
      case 's':
        return this.#listed(Number(this.#value));
      case 'n':
        return numberOf(this.#value);
      case 'e':
        return { fault: 'cell-error' };
      case 'b':
        return String(this.#value === '1');
      default:
        return this.#value;
    }
  }

  #listed(index: number): string {
    const text = this.#texts[index];
    if (text === undefined) throw new UnreadableXlsx('broken');
    return text;
  }
}

function numberOf(value: string): XlsxCell {
  const number = Number(value);
  return Number.isFinite(number) ? number : { fault: 'cell-error' };
}

/** The column of a cell's address, from 1: that of "AB12" is 28. */
function columnOf(address: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(address)?.[0] ?? '';
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - letterA;
  if (column === 0 || column > formatColumns) throw new UnreadableXlsx('broken');
  return column;
}
