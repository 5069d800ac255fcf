import type { XlsxCell, XlsxCellFault, XlsxRow } from '#platform/spreadsheets/xlsx/sheet-rows.ts';

/** A cell as a file gives it: text, a number of a spreadsheet, nothing, or what is no value. */
export type Cell = XlsxCell;
export type CellFault = XlsxCellFault;
/** With the number of the line in the file, as an editor or a spreadsheet shows it. */
export type SheetRow = XlsxRow;

/** What makes a whole file unreadable; the texts say what to do. */
export const fileProblems = [
  'empty-file',
  'too-large',
  'wrong-encoding',
  'not-a-spreadsheet',
  'old-spreadsheet',
  'missing-columns',
  'double-columns',
  'broken-quotes',
  'broken-file',
  'file-lost',
] as const;
export type FileProblem = (typeof fileProblems)[number];

/** The whole file is refused; lines taken before stay taken. */
export class UnreadableReadings extends Error {
  readonly problem: FileProblem;
  /** Columns or the line that the text names. */
  readonly about: string;

  constructor(problem: FileProblem, about = '', cause?: unknown) {
    super(problem, { cause });
    this.problem = problem;
    this.about = about;
  }
}

export function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}
