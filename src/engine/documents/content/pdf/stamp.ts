import { create } from 'qrcode';
import { formatDateLong } from '#ui/format/time.ts';
import { darkPath } from '#ui/qr/qr.tsx';
import { texts } from '../texts.uk.ts';
import { colors, look, space } from './look.ts';
import { body, bodyHeight, millimetres, type Place, type Sheet, type Style } from './sheet.ts';

/** What a paper copy bears so that it can be checked (1039:73, 1039:74). */
export interface Stamp {
  readonly number: string;
  /** ISO 8601. */
  readonly date: string;
  readonly checkUrl: string;
  readonly signers: readonly string[];
}

const qrSide = millimetres(30);
const padding = 12;
const quietModules = 4;
const inside: Place = {
  x: body.x + padding + qrSide + padding,
  width: body.width - qrSide - 3 * padding,
};

type Said = readonly [text: string, style: Style, above?: number];

const gap = 6;

/**
 * Number, date, who signed, and the code of the check page, in a frame at the foot of the last
 * page. Signers too many for the frame stand above it as a list.
 */
export function writeStamp(sheet: Sheet, stamp: Stamp): void {
  const signers = textsOfSigners(stamp);
  let said = [...registration(stamp), ...signers, ...checking(stamp)];
  if (heightOf(sheet, said) > bodyHeight / 2) {
    for (const [text, style] of signers) {
      sheet.write(sheet.element(sheet.root, 'P'), text, style, body);
    }
    sheet.y += space.afterBlock;
    said = [...registration(stamp), ...checking(stamp)];
  }
  const height = heightOf(sheet, said);
  sheet.keep(height + space.afterBlock);
  sheet.y += sheet.room - height;
  const frame = { x: body.x, y: sheet.y, width: body.width, height };
  sheet.artifact('Layout', () => {
    sheet.pdf.roundedRect(frame.x, frame.y, frame.width, frame.height, 6);
    sheet.pdf.lineWidth(1).stroke(colors.strong);
  });
  drawQr(sheet, stamp.checkUrl);
  sheet.y += padding;
  for (const [text, style, above = 0] of said) {
    sheet.y += above;
    sheet.write(sheet.element(sheet.root, 'P'), text, style, inside);
  }
}

function registration({ number, date }: Stamp): Said[] {
  const { stamp } = texts;
  return [
    [stamp.title, look.stampTitle],
    [stamp.numberAndDate(number, formatDateLong(Temporal.PlainDate.from(date))), look.stamp],
  ];
}

function textsOfSigners({ signers }: Stamp): Said[] {
  if (signers.length === 0) return [];
  return [
    [texts.stamp.signers, look.stampTitle, gap],
    ...signers.map((signer): Said => [signer, look.stamp]),
  ];
}

function checking({ checkUrl }: Stamp): Said[] {
  return [
    [texts.stamp.check, look.stampTitle, gap],
    [checkUrl, look.stamp],
  ];
}

function heightOf(sheet: Sheet, said: readonly Said[]): number {
  const lines = said.map(
    ([text, style, above = 0]) =>
      above + sheet.lines(text, style, inside.width).length * style.leading,
  );
  const height = lines.reduce((sum, one) => sum + one, 0);
  return Math.max(height, qrSide) + 2 * padding;
}

function drawQr(sheet: Sheet, url: string): void {
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const matrix = {
    size: modules.size,
    isDark: (row: number, column: number) => modules.get(row, column) === 1,
  };
  const scale = qrSide / (modules.size + 2 * quietModules);
  const [x, y] = [body.x + padding, sheet.y + padding];
  const element = sheet.element(sheet.root, 'Figure', {
    alt: texts.stamp.qr(url),
    bbox: [x, y, x + qrSide, y + qrSide],
    placement: 'Block',
  });
  element.add(() => {
    sheet.pdf.save().translate(x, y).scale(scale).path(darkPath(matrix)).fill('#000000').restore();
  });
}
