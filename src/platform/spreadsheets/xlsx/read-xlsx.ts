import type { Content } from '#platform/files/content/content.ts';
import { findParts, partOf } from './parts.ts';
import { SheetRows, type XlsxRow } from './sheet-rows.ts';
import { TextList } from './texts.ts';
import { UnreadableXlsx } from './unreadable.ts';
import { readXml } from './xml.ts';

/**
 * Reads the first sheet of a spreadsheet row by row, however long it is; columns behind `columnsMax`
 * are left out. Throws UnreadableXlsx, with the row it got to.
 */
export async function* xlsxRows(content: Content, columnsMax: number): AsyncGenerator<XlsxRow> {
  const parts = await findParts(content);
  const { texts } = await readTexts(content, parts.texts);
  const sheet = new SheetRows(texts, columnsMax);
  try {
    for await (const _ of readXml(partOf(content, parts.sheet), sheet)) {
      const { rows } = sheet;
      sheet.rows = [];
      yield* rows;
    }
  } catch (error) {
    if (!(error instanceof UnreadableXlsx)) throw error;
    throw new UnreadableXlsx(error.fault, { line: sheet.line, cause: error });
  }
}

/** Unpacks what `xlsxRows` would read and keeps nothing: whether it is whole. Throws UnreadableXlsx. */
export async function checkXlsx(content: Content): Promise<void> {
  const { sheet, texts } = await findParts(content);
  for (const part of [sheet, texts]) {
    if (part === undefined) continue;
    for await (const _ of partOf(content, part));
  }
}

async function readTexts(content: Content, part: Parameters<typeof partOf>[1] | undefined) {
  const list = new TextList();
  if (part === undefined) return list;
  for await (const _ of readXml(partOf(content, part), list));
  return list;
}
