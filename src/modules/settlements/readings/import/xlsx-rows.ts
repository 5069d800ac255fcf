import { contentOfFile } from '#platform/files/content/content.ts';
import { checkXlsx, xlsxRows as rowsOf } from '#platform/spreadsheets/xlsx/read-xlsx.ts';
import { UnreadableXlsx, type XlsxFault } from '#platform/spreadsheets/xlsx/unreadable.ts';
import { open } from 'node:fs/promises';
import { UnreadableReadings, type FileProblem, type SheetRow } from './sheet-row.ts';

/** More columns than this are not looked at. */
const columnsMax = 100;

const problems: Readonly<Record<XlsxFault, FileProblem>> = {
  'not-a-spreadsheet': 'not-a-spreadsheet',
  'too-large': 'too-large',
  broken: 'broken-file',
};

/**
 * Reads the first sheet of a spreadsheet row by row. Days come as the numbers they are kept as.
 * Throws UnreadableReadings.
 */
export async function* xlsxRows(path: string): AsyncGenerator<SheetRow> {
  const file = await open(path);
  try {
    yield* rowsOf(await contentOfFile(file), columnsMax);
  } catch (error) {
    asProblem(error);
  } finally {
    await file.close();
  }
}

/** Whether a spreadsheet is whole and within its limits. Throws UnreadableReadings. */
export async function checkSpreadsheet(path: string): Promise<void> {
  const file = await open(path);
  try {
    await checkXlsx(await contentOfFile(file));
  } catch (error) {
    asProblem(error);
  } finally {
    await file.close();
  }
}

function asProblem(error: unknown): never {
  if (!(error instanceof UnreadableXlsx)) throw error;
  const about = error.line === 0 ? '' : String(error.line);
  throw new UnreadableReadings(problems[error.fault], about, error);
}
