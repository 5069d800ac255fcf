import { z } from 'zod';

/** One thing that a document says, in the order in which it says them. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'facts';
      readonly rows: readonly { readonly label: string; readonly value: string }[];
    }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      readonly total?: readonly string[];
    };

interface Column {
  readonly title: string;
  readonly align: 'start' | 'end';
}

/** What a document says, apart from how it is written down: HTML for reading, PDF for paper. */
export interface DocumentContent {
  readonly title: string;
  readonly subtitle?: string;
  readonly blocks: readonly Block[];
}

export type TableBlock = Extract<Block, { kind: 'table' }>;

export const contentLimits = {
  titleCharactersMax: 300,
  /** A heading, a label, a cell, a title of a column. */
  lineCharactersMax: 1_000,
  paragraphCharactersMax: 10_000,
  blocksMax: 500,
  listItemsMax: 500,
  factsMax: 200,
  columnsMax: 10,
  rowsMax: 5_000,
  /** Of everything together, so that no document keeps a process busy. */
  charactersMax: 1_000_000,
} as const;

/**
 * What nobody sees must not be signed: control characters and line breaks, marks that turn the
 * direction of writing, characters of no width, private ones, and halves of a pair.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufdd0-\ufdef\ufffe\uffff]/u;

const limits = contentLimits;
const line = textOf(limits.lineCharactersMax);
const filled = line.min(1);
const paragraph = textOf(limits.paragraphCharactersMax).min(1);
const title = textOf(limits.titleCharactersMax).min(1);

const table = z
  .strictObject({
    kind: z.literal('table'),
    caption: filled,
    columns: z
      .array(z.strictObject({ title: filled, align: z.enum(['start', 'end']) }))
      .min(1)
      .max(limits.columnsMax),
    rows: z.array(z.array(line)).max(limits.rowsMax),
    total: z.array(line).exactOptional(),
  })
  .refine(
    ({ columns, rows, total }) =>
      [...rows, ...(total === undefined ? [] : [total])].every(
        (row) => row.length === columns.length,
      ),
    'every row has a cell for every column',
  );

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: filled }),
  z.strictObject({ kind: z.literal('paragraph'), text: paragraph }),
  z.strictObject({
    kind: z.literal('list'),
    items: z.array(paragraph).min(1).max(limits.listItemsMax),
  }),
  z.strictObject({
    kind: z.literal('facts'),
    rows: z
      .array(z.strictObject({ label: filled, value: line }))
      .min(1)
      .max(limits.factsMax),
  }),
  table,
]);

/** Text comes out composed (NFC), so that one content has one spelling. */
export const documentContentSchema: z.ZodType<DocumentContent> = z
  .strictObject({
    title,
    subtitle: title.exactOptional(),
    blocks: z.array(block).max(limits.blocksMax),
  })
  .refine(
    (content) => charactersOf(content) <= limits.charactersMax,
    `at most ${limits.charactersMax} characters`,
  );

function textOf(charactersMax: number) {
  return z
    .string()
    .max(charactersMax)
    .refine((text) => !unseen.test(text), 'only characters that are seen')
    .normalize('NFC');
}

function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + charactersOf(part), 0);
}

/** What a person typed into a field of one line, without what nobody sees. */
export function lineOf(text: string): string {
  const seen = text.replace(/\s/gu, ' ').replace(new RegExp(unseen, 'gu'), '');
  return seen.normalize('NFC').trim();
}

/**
 * What a person typed into a large field, as paragraphs: a line a paragraph, without what nobody
 * sees. Text longer than a paragraph may be goes on in the next one.
 */
export function paragraphsOf(text: string): Block[] {
  const lines = text.split(/[\n\r\u2028\u2029]+/u).flatMap((one) => chunksOf(lineOf(one)));
  return lines.map((one) => ({ kind: 'paragraph', text: one }));
}

function chunksOf(text: string): string[] {
  const characters = Array.from(text);
  const chunks: string[] = [];
  // A character takes at most two of the units that limits are counted in.
  const step = limits.paragraphCharactersMax / 2;
  for (let from = 0; from < characters.length; from += step) {
    chunks.push(characters.slice(from, from + step).join(''));
  }
  return chunks;
}
