import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import Pdf from 'pdfkit';

export type Weight = 'regular' | 'bold';

/** A font as pdfkit reads it; reading takes longer than a page takes, so it is done once. */
interface ParsedFont {
  readonly characterSet: readonly number[];
  glyphForCodePoint(code: number): unknown;
  layout(text: string, features?: Features): Run;
}

export interface Font extends ParsedFont {
  /** Code points that it has glyphs for. */
  readonly characters: ReadonlySet<number>;
}

/** Kinds of glyphs switched on and off, by their OpenType names. */
type Features = Readonly<Record<string, boolean>>;

interface Position {
  readonly xAdvance: number;
}

interface Run {
  readonly glyphs: readonly unknown[];
  readonly positions: readonly Position[];
  readonly advanceWidth: number;
}

export type Fonts = Readonly<Record<Weight, Font>>;

const files: Readonly<Record<Weight, string>> = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf',
};

const wordsRememberedMax = 20_000;

/**
 * Contextual glyphs off: a colon between figures or a bracket beside a capital would lose the
 * character it stands for, and could neither be found nor copied nor read aloud.
 */
const plain: Features = { calt: false };
/** Figures of one width, for columns of numbers. */
export const tabular: Features = { ...plain, tnum: true };

let opened: Promise<Fonts> | undefined;

export function openFonts(): Promise<Fonts> {
  opened ??= Promise.all([openFont('regular'), openFont('bold')]).then(([regular, bold]) => ({
    regular,
    bold,
  }));
  return opened;
}

async function openFont(weight: Weight): Promise<Font> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(files[weight]));
  const pdf = new Pdf({ autoFirstPage: false, font: bytes as unknown as string });
  const { font } = (pdf as unknown as { readonly _font: { readonly font: ParsedFont } })._font;
  const characters = font.characterSet.filter((code) => !isPrivate(code)).toReversed();
  // A glyph of two characters keeps the one it is first asked for: the same one in every process.
  for (const code of characters) font.glyphForCodePoint(code);
  return remembering(font, new Set(characters));
}

/** The same font with plain glyphs, which remembers the words it has laid out. */
function remembering(font: ParsedFont, characters: ReadonlySet<number>): Font {
  const runs = new Map<string, Run>();
  const layout = (text: string, features: Features = plain): Run => {
    const key = features === plain ? text : `${JSON.stringify(features)}${text}`;
    const known = runs.get(key) ?? font.layout(text, features);
    if (!runs.has(key)) {
      if (runs.size >= wordsRememberedMax) runs.clear();
      const { glyphs, positions } = known;
      runs.set(key, new Copy(glyphs, positions.map(copyOf)));
    }
    return new Copy(known.glyphs, known.positions.map(copyOf));
  };
  return Object.create(font, {
    layout: { value: layout },
    characters: { value: characters },
  }) as Font;
}

/** Some glyphs have a character of their own besides, which means nothing to anybody else. */
function isPrivate(code: number): boolean {
  return code >= 0xe000 && code <= 0xf8ff;
}

const copyOf = (position: Position): Position => ({ ...position });

/** A run for pdfkit, which writes its own scale into the positions. */
class Copy implements Run {
  readonly glyphs: readonly unknown[];
  readonly positions: readonly Position[];

  constructor(glyphs: readonly unknown[], positions: readonly Position[]) {
    this.glyphs = glyphs;
    this.positions = positions;
  }

  get advanceWidth(): number {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  }
}
