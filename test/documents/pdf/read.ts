import { PdfFile } from './file.ts';
import { Name, Operator, Reference, Values, type Dictionary, type Value } from './values.ts';

/** What a screen reader makes of a PDF: its structure with the text in it, in reading order. */
export interface ReadPdf {
  readonly file: PdfFile;
  readonly pages: readonly ReadPage[];
  readonly root: ReadElement;
}

export interface ReadElement {
  readonly tag: string;
  /** Of the element itself, without the elements in it. */
  readonly text: string;
  readonly children: readonly ReadElement[];
  readonly dictionary: Dictionary;
}

export interface ReadPage {
  readonly fonts: readonly ReadFont[];
  /** Text by the number of the marked content that it stands in. */
  readonly marked: ReadonlyMap<number, string>;
  /** Text of each artifact. */
  readonly artifacts: readonly string[];
  /** Text and strokes outside of marked content, glyphs that are none: there must be none. */
  readonly faults: readonly string[];
}

export interface ReadFont {
  readonly name: string;
  readonly embedded: boolean;
  readonly toUnicode: ReadonlyMap<number, string>;
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const file = new PdfFile(bytes);
  const references = file.list(file.dictionary(file.catalog['Pages'])['Kids']);
  const pages = references.map((page) => readPage(file, file.dictionary(page)));
  const byReference = new Map(
    references.map((reference, index) => [(reference as Reference).id, pages[index]]),
  );
  const kids = file.list(file.dictionary(file.catalog['StructTreeRoot'])['K']);
  const textOf = (page: Value | undefined, id: number) => {
    const text = byReference.get((page as Reference).id)?.marked.get(id);
    if (text === undefined) throw new Error(`no marked content ${id}`);
    return text;
  };
  const read = (reference: Value): ReadElement => {
    const dictionary = file.dictionary(reference);
    const children: ReadElement[] = [];
    let text = '';
    for (const kid of file.list(dictionary['K'])) {
      if (typeof kid === 'number') text += textOf(dictionary['Pg'], kid);
      else if (kid instanceof Reference) children.push(read(kid));
      else text += textOf(file.dictionary(kid)['Pg'], Number(file.dictionary(kid)['MCID']));
    }
    return { tag: nameOf(dictionary['S']), text, children, dictionary };
  };
  const [root, ...more] = kids;
  if (root === undefined || more.length > 0) throw new Error('one document, one root');
  return { file, pages, root: read(root) };
}

/** Elements in reading order. */
export function elementsOf(element: ReadElement): ReadElement[] {
  return [element, ...element.children.flatMap(elementsOf)];
}

export function nameOf(value: Value | undefined): string {
  return value instanceof Name ? value.name : '';
}

function readPage(file: PdfFile, page: Dictionary): ReadPage {
  const fontsByName = new Map(
    Object.entries(file.dictionary(file.dictionary(page['Resources'])['Font'])).map(
      ([name, reference]) => [name, readFont(file, reference)],
    ),
  );
  const marked = new Map<number, string>();
  const artifacts: string[] = [];
  const faults: string[] = [];
  let open: { id: number | undefined; text: string } | undefined;
  let font: ReadFont | undefined;
  let operands: Value[] = [];
  const perform: Readonly<Record<string, () => void>> = {
    BDC() {
      if (open !== undefined) faults.push('marked content in marked content');
      const id = file.dictionary(operands[1])['MCID'];
      if (nameOf(operands[0]) !== 'Artifact' && id === undefined) faults.push('a mark of nothing');
      open = { id: id === undefined ? undefined : Number(id), text: '' };
    },
    EMC() {
      if (open === undefined) faults.push('an end without a beginning');
      else if (open.id === undefined) artifacts.push(open.text);
      else marked.set(open.id, open.text);
      open = undefined;
    },
    Tf: () => (font = fontsByName.get(nameOf(operands[0]))),
    TJ() {
      const text = textOfGlyphs(operands[0], font, faults);
      if (open === undefined) faults.push(`text outside: ${text}`);
      else open.text += text;
    },
  };
  for (const painting of ['f', 'f*', 'S', 'B', 'Do', 'sh', 'Tj', "'"]) {
    if (perform[painting] === undefined) {
      Object.assign(perform, { [painting]: () => open ?? faults.push(`${painting} outside`) });
    }
  }
  for (const value of new Values(file.stream(page['Contents'])).all()) {
    if (!(value instanceof Operator)) {
      operands.push(value);
      continue;
    }
    perform[value.operator]?.();
    operands = [];
  }
  return { fonts: [...fontsByName.values()], marked, artifacts, faults };
}

function textOfGlyphs(shown: Value | undefined, font: ReadFont | undefined, faults: string[]) {
  let text = '';
  for (const part of shown as readonly Value[]) {
    if (typeof part !== 'string') continue;
    for (let at = 0; at < part.length; at += 2) {
      const glyph = part.charCodeAt(at) * 256 + part.charCodeAt(at + 1);
      const characters = font?.toUnicode.get(glyph) ?? '';
      if (glyph === 0 || characters === '') faults.push(`a glyph of nothing: ${glyph}`);
      text += characters;
    }
  }
  return text;
}

function readFont(file: PdfFile, reference: Value): ReadFont {
  const font = file.dictionary(reference);
  const [descendant] = file.list(font['DescendantFonts']);
  const descriptor = file.dictionary(file.dictionary(descendant)['FontDescriptor']);
  const toUnicode = new Map<number, string>();
  const ranges = /<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi;
  for (const [, first = '', list = ''] of file.stream(font['ToUnicode']).matchAll(ranges)) {
    for (const [index, [, hex = '']] of Array.from(list.matchAll(/<([^>]*)>/g)).entries()) {
      const utf16 = Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16();
      toUnicode.set(Number.parseInt(first, 16) + index, utf16.toString('utf16le'));
    }
  }
  const embedded = descriptor['FontFile2'] instanceof Reference;
  return { name: nameOf(font['BaseFont']), embedded, toUnicode };
}
