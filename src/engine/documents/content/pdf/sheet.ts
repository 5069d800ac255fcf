import Pdf from 'pdfkit';
import { legacyDate } from '#platform/clock.ts';
import { breakLines, type Line } from './break-lines.ts';
import { tabular, type Fonts, type Weight } from './fonts.ts';

export type Element = PDFKit.PDFStructureElement;

/** How text looks. */
export interface Style {
  readonly weight: Weight;
  readonly size: number;
  /** From line to line. */
  readonly leading: number;
  readonly color: string;
  readonly tabular?: boolean;
}

export interface Place {
  readonly x: number;
  readonly width: number;
  readonly align?: 'start' | 'end';
}

const pointsPerMillimetre = 72 / 25.4;
export const millimetres = (count: number): number => count * pointsPerMillimetre;

const margin = millimetres(20);
const pageSize = { width: millimetres(210), height: millimetres(297) };
export const body: Place = { x: margin, width: pageSize.width - 2 * margin };
const top = margin;
const bottom = pageSize.height - margin;
export const bodyHeight = bottom - top;

/** Of the size of the type: how far Inter reaches above and below its base line. */
const typeHeight = 1.21;

export interface SheetOptions {
  readonly fonts: Fonts;
  readonly title: string;
  readonly madeAt: Temporal.Instant;
}

/**
 * Pages of A4 that are filled from top to bottom. Everything written is either an element of the
 * document's structure, which a reader reads aloud, or an artifact, which it leaves out; pages
 * begin where text needs them.
 */
export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly root: Element;
  y = top;
  /** Called on every page that text runs over to. */
  onNewPage: (() => void) | undefined;
  readonly #characters: ReadonlySet<number>;

  constructor({ fonts, title, madeAt }: SheetOptions) {
    this.pdf = new Pdf({
      size: [pageSize.width, pageSize.height],
      margin: 0,
      pdfVersion: '1.7',
      tagged: true,
      lang: 'uk-UA',
      displayTitle: true,
      subset: 'PDF/UA' as 'PDF/A-1',
      bufferPages: true,
      // None at first: the one that pdfkit begins with would stand in the file too.
      font: '',
      info: { Title: title, Creator: 'zhkp', Producer: 'zhkp', CreationDate: legacyDate(madeAt) },
    });
    escapeTitle(this.pdf, title);
    this.pdf.registerFont('regular', fonts.regular as unknown as string);
    this.pdf.registerFont('bold', fonts.bold as unknown as string);
    this.#characters = fonts.regular.characters;
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
  }

  /** How much of this page is left. */
  get room(): number {
    return bottom - this.y;
  }

  element(parent: Element, tag: string, options: ElementOptions = {}): Element {
    const element = this.pdf.struct(tag, options);
    parent.add(element);
    return element;
  }

  newPage(): void {
    this.pdf.addPage();
    this.y = top;
    this.onNewPage?.();
  }

  /** Goes on to a new page when less than this is left and a page has more. */
  keep(height: number): void {
    if (height > this.room && this.y > top) this.newPage();
  }

  lines(text: string, style: Style, width: number): Line[] {
    return breakLines(this.#printable(text), width, (part) => this.#widthOf(part, style));
  }

  widthOf(text: string, style: Style): number {
    return this.#widthOf(this.#printable(text), style);
  }

  /** Writes a text as one element, over as many pages as it takes. */
  write(element: Element, text: string, style: Style, place: Place): void {
    let left = this.lines(text, style, place.width);
    while (left.length > 0) {
      if (this.room < style.leading) this.newPage();
      const fitting = left.slice(0, Math.floor(this.room / style.leading));
      element.add(() => this.draw(fitting, style, place));
      this.y += fitting.length * style.leading;
      left = left.slice(fitting.length);
    }
  }

  /** Draws lines down from where the page stands, which stays there. */
  draw(lines: readonly Line[], style: Style, place: Place): void {
    const { pdf } = this;
    pdf.font(style.weight).fontSize(style.size).fillColor(style.color);
    const toType = (style.leading - style.size * typeHeight) / 2;
    for (const [index, { text, width }] of lines.entries()) {
      if (text === '') continue;
      const x = place.align === 'end' ? place.x + place.width - width : place.x;
      const y = this.y + index * style.leading + toType;
      pdf.text(text, x, y, { lineBreak: false, ...featuresOf(style) });
    }
  }

  /** What is there for the eye only: lines, repeated titles, page numbers. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.pdf.markContent('Artifact', { type });
    draw();
    this.pdf.endMarkedContent();
  }

  rule(y: number, { color, width, place = body }: Rule): void {
    this.artifact('Layout', () => {
      this.pdf.rect(place.x, y - width / 2, place.width, width).fill(color);
    });
  }

  /** Goes back over all pages, once everything stands on them. */
  eachPage(visit: (index: number, count: number) => void): void {
    const { count } = this.pdf.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.pdf.switchToPage(index);
      visit(index, count);
    }
  }

  async finish(): Promise<Uint8Array> {
    this.root.end();
    const chunks: Uint8Array[] = [];
    this.pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    const ended = new Promise<void>((resolve, reject) => {
      this.pdf.once('end', resolve).once('error', reject);
    });
    this.pdf.end();
    await ended;
    return new Uint8Array(Buffer.concat(chunks));
  }

  #widthOf(text: string, style: Style): number {
    this.pdf.font(style.weight).fontSize(style.size);
    return this.pdf.widthOfString(text, featuresOf(style));
  }

  /** A character that the font lacks is shown as a box: a paper copy never drops one silently. */
  #printable(text: string): string {
    return Array.from(text, (character) =>
      this.#characters.has(character.codePointAt(0) ?? 0) ? character : box,
    ).join('');
  }
}

export const footLine = bottom + millimetres(8);

const box = '\u25a1';

export interface Rule {
  readonly color: string;
  readonly width: number;
  readonly place?: Place;
}

type ElementOptions = PDFKit.Mixins.StructureElementOptions & {
  readonly scope?: 'Column' | 'Row';
  readonly bbox?: readonly [number, number, number, number];
  readonly placement?: 'Block';
};

function featuresOf(style: Style) {
  // The types know a list of features; the library takes a record too.
  return style.tabular === true ? { features: tabular as unknown as [] } : {};
}

/** Pdfkit writes the title into the XML of the metadata as it is. */
function escapeTitle(pdf: PDFKit.PDFDocument, title: string): void {
  const append = pdf.appendXML.bind(pdf);
  const escaped = title.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  pdf.appendXML = (xml, newLine) => {
    append(
      xml.replace(`>${title}<`, () => `>${escaped}<`),
      newLine,
    );
  };
}
