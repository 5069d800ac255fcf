import type { TableBlock } from '../content.ts';
import { wordsOf } from './break-lines.ts';
import { colors, look, space } from './look.ts';
import { heightOf, placesOf, shareWidth, writeRow, type Cell, type Need } from './rows.ts';
import { body, type Element, type Place, type Sheet, type Style } from './sheet.ts';

const strong = { color: colors.strong, width: 1 };
/** Rows that a table has on the page where it begins, when it has so many. */
const rowsWithHeaderMin = 2;
/** Of the width: no word, however long, takes more from the other columns. */
const leastShareMax = 0.4;

/** A table with its titles on every page that it runs over. */
export function writeTable(sheet: Sheet, table: TableBlock): void {
  const { caption, columns, rows, total } = table;
  const styles = columns.map(({ align }) => ({ ...look.cell, tabular: align === 'end' }));
  const totalStyles = columns.map(({ align }) => ({ ...look.total, tabular: align === 'end' }));
  const needs = columns.map((column, index) =>
    needOf(sheet, [
      [column.title, look.columnTitle],
      ...rows.map((row): Worded => [row[index] ?? '', styles[index] ?? look.cell]),
      [total?.[index] ?? '', totalStyles[index] ?? look.total],
    ]),
  );
  const places = placesOf(
    shareWidth(needs, body.width),
    columns.map(({ align }) => align),
  );
  const titles = columns.map(({ title }, index) =>
    sheet.lines(title, look.columnTitle, places[index]?.width ?? 0),
  );
  const titlesHeight = heightOf(
    Math.max(...titles.map(({ length }) => length)),
    look.columnTitle.leading,
  );
  sheet.keep(
    look.caption.leading + titlesHeight + rowsWithHeaderMin * heightOf(1, look.cell.leading),
  );

  const element = sheet.element(sheet.root, 'Table');
  sheet.write(sheet.element(element, 'Caption'), caption, look.caption, body);
  const head = sheet.element(sheet.element(element, 'THead'), 'TR');
  writeRow(
    sheet,
    titles.map((lines, index) => ({
      ...{ lines, style: look.columnTitle, place: places[index] ?? body },
      element: sheet.element(head, 'TH', { scope: 'Column' }),
    })),
    strong,
  );
  sheet.onNewPage = () => repeatTitles(sheet, titles, places, titlesHeight);
  const writer = { sheet, places };
  const inside = sheet.element(element, 'TBody');
  for (const row of rows) {
    writeRow(sheet, cellsOf(writer, sheet.element(inside, 'TR'), row, styles));
  }
  if (total !== undefined) {
    sheet.rule(sheet.y, strong);
    const foot = sheet.element(sheet.element(element, 'TFoot'), 'TR');
    writeRow(sheet, cellsOf(writer, foot, total, totalStyles));
  }
  sheet.onNewPage = undefined;
}

interface TableWriter {
  readonly sheet: Sheet;
  readonly places: readonly Place[];
}

/** The first cell names its row. */
function cellsOf(
  { sheet, places }: TableWriter,
  row: Element,
  texts: readonly string[],
  styles: readonly Style[],
): Cell[] {
  return places.map((place, index) => {
    const style = styles[index] ?? look.cell;
    const element =
      index === 0 ? sheet.element(row, 'TH', { scope: 'Row' }) : sheet.element(row, 'TD');
    return { lines: sheet.lines(texts[index] ?? '', style, place.width), style, place, element };
  });
}

/** For the eye only: a reader has heard the titles at the beginning. */
function repeatTitles(
  sheet: Sheet,
  titles: readonly Cell['lines'][],
  places: readonly Place[],
  height: number,
): void {
  sheet.y += space.cell;
  sheet.artifact('Pagination', () => {
    for (const [index, lines] of titles.entries()) {
      sheet.draw(lines, look.columnTitle, places[index] ?? body);
    }
  });
  sheet.y += height - space.cell;
  sheet.rule(sheet.y, strong);
}

type Worded = readonly [text: string, style: Style];

function needOf(sheet: Sheet, texts: readonly Worded[]): Need {
  const most = Math.max(...texts.map(([text, style]) => sheet.widthOf(text, style)));
  const widest = texts.flatMap(([text, style]) =>
    wordsOf(text).map((word) => sheet.widthOf(word.trimEnd(), style)),
  );
  return { most, least: Math.min(Math.max(0, ...widest), body.width * leastShareMax) };
}
