import type { Content } from '#platform/files/content/content.ts';
import { Refused } from '#platform/files/content/refusal.ts';
import { unpack } from '#platform/files/content/unzip.ts';
import { readDirectory, type ZipEntry } from '#platform/files/content/zip-directory.ts';
import { UnreadableXlsx } from './unreadable.ts';
import { localName, readXml, type Attributes } from './xml.ts';

const mebibyte = 1024 * 1024;

export const xlsxLimits = {
  /** A million rows of five cells take about 400 MB of XML. */
  sheetBytesMax: 1024 * mebibyte,
  /** The list of texts, and the book's own description, are held in memory. */
  otherBytesMax: 64 * mebibyte,
} as const;

/** The part that a book shows first, and the list of texts that its cells point to. */
export interface XlsxParts {
  readonly sheet: ZipEntry;
  readonly texts: ZipEntry | undefined;
}

/**
 * Finds the first visible sheet by the book's own description, wherever the archive keeps it.
 * Throws UnreadableXlsx.
 */
export async function findParts(content: Content): Promise<XlsxParts> {
  const entries = await readDirectory(content).catch(asUnreadable);
  const archive = new Map(entries.map((entry) => [entry.name, entry]));
  const root = await readRelations(content, archive, '');
  const bookName = root.find(({ type }) => type === 'officeDocument')?.target;
  const book = bookName === undefined ? undefined : archive.get(bookName);
  if (book === undefined) throw new UnreadableXlsx('not-a-spreadsheet');
  const relations = await readRelations(content, archive, book.name);
  const sheets = await readSheets(content, book);
  const shown = sheets
    .map((id) => relations.find((relation) => relation.id === id && relation.type === 'worksheet'))
    .find((relation) => relation !== undefined);
  const sheet = shown === undefined ? undefined : archive.get(shown.target);
  if (sheet === undefined) throw new UnreadableXlsx('not-a-spreadsheet');
  const texts = relations.find(({ type }) => type === 'sharedStrings');
  const parts = { sheet, texts: texts && archive.get(texts.target) };
  demandSize(parts.sheet, xlsxLimits.sheetBytesMax);
  if (parts.texts !== undefined) demandSize(parts.texts, xlsxLimits.otherBytesMax);
  return parts;
}

/** The bytes of a part in pieces. Throws UnreadableXlsx. */
export async function* partOf(content: Content, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  try {
    yield* unpack(content, entry);
  } catch (error) {
    asUnreadable(error);
  }
}

function demandSize({ unpackedBytes }: ZipEntry, bytesMax: number): void {
  if (unpackedBytes > bytesMax) throw new UnreadableXlsx('too-large');
}

function asUnreadable(error: unknown): never {
  if (!(error instanceof Refused)) throw error;
  const fault = error.refusal === 'zip-cut-off' ? 'not-a-spreadsheet' : 'broken';
  throw new UnreadableXlsx(fault, { cause: error });
}

interface Relation {
  readonly id: string;
  /** The last word of the type's address, which is the same in both editions of the format. */
  readonly type: string;
  /** Name of the part in the archive. */
  readonly target: string;
}

/** What a part points to; the book is what the archive itself points to. */
async function readRelations(
  content: Content,
  archive: ReadonlyMap<string, ZipEntry>,
  part: string,
): Promise<readonly Relation[]> {
  const cut = part.lastIndexOf('/') + 1;
  const entry = archive.get(`${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`);
  if (entry === undefined) return [];
  const relations: Relation[] = [];
  await readElements(content, entry, (name, { Id = '', Type = '', Target = '' }) => {
    if (name !== 'Relationship') return;
    const type = Type.slice(Type.lastIndexOf('/') + 1);
    relations.push({ id: Id, type, target: resolve(part.slice(0, cut), Target) });
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  const base = new URL(`part:/${folder}`);
  try {
    return new URL(target, base).pathname.slice(1);
  } catch (error) {
    throw new UnreadableXlsx('broken', { cause: error });
  }
}

/** Ids of the sheets that are shown, in their order. */
async function readSheets(content: Content, book: ZipEntry): Promise<readonly string[]> {
  const ids: string[] = [];
  await readElements(content, book, (name, attributes) => {
    if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
    const id = Object.keys(attributes).find((key) => localName(key) === 'id');
    if (id !== undefined) ids.push(attributes[id] ?? '');
  });
  return ids;
}

async function readElements(
  content: Content,
  entry: ZipEntry,
  open: (name: string, attributes: Attributes) => void,
): Promise<void> {
  demandSize(entry, xlsxLimits.otherBytesMax);
  const listener = { open, text: () => undefined, close: () => undefined };
  for await (const _ of readXml(partOf(content, entry), listener));
}
