import type { RefusedLine } from './line-reason.ts';
import { lineReasonTexts, refusedLinesHeadings } from './texts.uk.ts';

/** Tells Excel that the file is UTF-8; with it go its delimiter and line end. */
const byteOrderMark = '\ufeff';
const delimiter = ';';
const lineEnd = '\r\n';
const formulaStart = /^[=+\-@\t\r]/;
const quote = /"/g;

/** The refused lines as CSV for a spreadsheet, in which no cell can act as a formula. */
export function writeRefusedLines(lines: readonly RefusedLine[]): string {
  const rows = lines.map(({ line, reason, excerpt }) => {
    const { title, advice } = lineReasonTexts[reason];
    return [String(line), title, advice, excerpt];
  });
  const written = [refusedLinesHeadings, ...rows].map((cells) =>
    cells.map(writeCell).join(delimiter),
  );
  return byteOrderMark + written.map((row) => row + lineEnd).join('');
}

/** A cell that would begin a formula gets an apostrophe, which spreadsheets do not show. */
export function writeCell(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return `"${harmless.replace(quote, '""')}"`;
}
