import type { Block, DocumentContent } from './content.ts';
import { openFonts } from './pdf/fonts.ts';
import { colors, look, space } from './pdf/look.ts';
import { writeRow } from './pdf/rows.ts';
import { body, footLine, millimetres, Sheet, type Place } from './pdf/sheet.ts';
import { writeStamp, type Stamp } from './pdf/stamp.ts';
import { writeTable } from './pdf/table.ts';
import { texts } from './texts.uk.ts';

/** A document without a date yet bears this one, so that the same content gives the same bytes. */
const undated = Temporal.Instant.fromEpochMilliseconds(0);
const bullet = '\u2022';
const labelShare = 0.34;
const linesAfterHeadingMin = 2;

/**
 * The document on paper: A4, tagged for readers (PDF/UA-1), fonts inside. With a stamp it is the
 * paper copy of a registered document, which anybody can check by its number or its QR code.
 */
export async function renderDocumentPdf(
  content: DocumentContent,
  stamp?: Stamp,
): Promise<Uint8Array> {
  const sheet = new Sheet({
    fonts: await openFonts(),
    title: content.title,
    madeAt: stamp === undefined ? undated : Temporal.Instant.from(`${stamp.date}T00:00Z`),
  });
  writeHead(sheet, content);
  for (const [index, block] of content.blocks.entries()) {
    write(sheet, block);
    if (index < content.blocks.length - 1) sheet.y += space.afterBlock;
  }
  if (stamp !== undefined) {
    sheet.y += space.afterBlock;
    writeStamp(sheet, stamp);
  }
  sheet.eachPage((index, count) => writeFoot(sheet, { index, count, content, stamp }));
  return sheet.finish();
}

function writeHead(sheet: Sheet, { title, subtitle }: DocumentContent): void {
  sheet.write(sheet.element(sheet.root, 'P'), texts.letterhead, look.letterhead, body);
  sheet.y += 5;
  sheet.rule(sheet.y, { color: colors.act, width: 2 });
  sheet.y += space.afterLetterhead;
  sheet.write(sheet.element(sheet.root, 'H1'), title, look.title, body);
  sheet.y += space.afterTitle;
  if (subtitle !== undefined) {
    sheet.write(sheet.element(sheet.root, 'P'), subtitle, look.subtitle, body);
  }
  sheet.y += space.afterSubtitle;
}

function write(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return writeHeading(sheet, block.text);
    case 'paragraph':
      return sheet.write(sheet.element(sheet.root, 'P'), block.text, look.paragraph, body);
    case 'list':
      return writeList(sheet, block.items);
    case 'facts':
      return writeFacts(sheet, block.rows);
    case 'table':
      return writeTable(sheet, block);
  }
}

/** A heading stands with the beginning of what it is for. */
function writeHeading(sheet: Sheet, text: string): void {
  const { heading, paragraph } = look;
  const own = sheet.lines(text, heading, body.width).length * heading.leading;
  sheet.keep(
    space.beforeHeading + own + linesAfterHeadingMin * paragraph.leading + space.afterHeading,
  );
  sheet.y += space.beforeHeading - space.afterBlock;
  sheet.write(sheet.element(sheet.root, 'H2'), text, heading, body);
  sheet.y += space.afterHeading - space.afterBlock;
}

function writeList(sheet: Sheet, items: readonly string[]): void {
  const list = sheet.element(sheet.root, 'L');
  const place: Place = { x: body.x + space.listIndent, width: body.width - space.listIndent };
  for (const item of items) {
    sheet.keep(look.paragraph.leading);
    const element = sheet.element(list, 'LI');
    sheet.element(element, 'Lbl').add(() =>
      sheet.draw(sheet.lines(bullet, look.paragraph, body.width), look.paragraph, {
        ...body,
        x: body.x + 2,
      }),
    );
    sheet.write(sheet.element(element, 'LBody'), item, look.paragraph, place);
    sheet.y += space.betweenItems;
  }
}

/** To a reader, a table whose rows are named by their labels. */
function writeFacts(
  sheet: Sheet,
  rows: readonly { readonly label: string; readonly value: string }[],
): void {
  const labelWidth = body.width * labelShare;
  const labelPlace: Place = { x: body.x, width: labelWidth };
  const valuePlace: Place = {
    x: body.x + labelWidth + space.betweenColumns,
    width: body.width - labelWidth - space.betweenColumns,
  };
  const table = sheet.element(sheet.root, 'Table');
  for (const { label, value } of rows) {
    const row = sheet.element(table, 'TR');
    writeRow(sheet, [
      {
        ...{ lines: sheet.lines(label, look.label, labelWidth), style: look.label },
        ...{ place: labelPlace, element: sheet.element(row, 'TH', { scope: 'Row' }) },
      },
      {
        ...{ lines: sheet.lines(value, look.value, valuePlace.width), style: look.value },
        ...{ place: valuePlace, element: sheet.element(row, 'TD') },
      },
    ]);
  }
}

interface Foot {
  readonly index: number;
  readonly count: number;
  readonly content: DocumentContent;
  readonly stamp: Stamp | undefined;
}

/** Which document a loose sheet belongs to, and which sheet of it this is. */
function writeFoot(sheet: Sheet, { index, count, content, stamp }: Foot): void {
  const page = sheet.lines(texts.page(index + 1, count), look.foot, body.width);
  const pageWidth = page[0]?.width ?? 0;
  const name = stamp === undefined ? content.title : texts.numbered(stamp.number, content.title);
  const width = body.width - pageWidth - millimetres(10);
  const [first] = sheet.lines(name, look.foot, width);
  sheet.y = footLine;
  sheet.artifact('Pagination', () => {
    sheet.draw(first === undefined ? [] : [first], look.foot, { x: body.x, width });
    sheet.draw(page, look.foot, { ...body, align: 'end' });
  });
}
