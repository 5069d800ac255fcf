/** A line of text and how wide it is without the spaces at its end. */
export interface Line {
  readonly text: string;
  readonly width: number;
}

export type Measure = (text: string) => number;

// After spaces that may be broken, and after a hyphen or a slash between letters.
const opportunities = /[^ ]*? +|[^ ]*?\p{L}[-\u2010\u2013\u2014/](?=\p{L})|[^ ]+$/gu;
const graphemes = new Intl.Segmenter('uk', { granularity: 'grapheme' });

/**
 * Breaks a text into lines no wider than a width; a word that is wider by itself is broken where
 * it must be. There is at least one line. Spaces stay at the ends of lines, so that words read
 * one after another do not run together.
 */
export function breakLines(text: string, width: number, measure: Measure): Line[] {
  const lines: Line[] = [];
  let line = '';
  let lineWidth = 0;
  const end = () => {
    lines.push({ text: line, width: measure(line.trimEnd()) });
    line = '';
    lineWidth = 0;
  };
  for (const word of wordsOf(text)) {
    const wordWidth = measure(word.trimEnd());
    if (line !== '' && lineWidth + wordWidth > width) end();
    const pieces = wordWidth > width ? piecesOf(word, width, measure) : [word];
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) end();
      line += piece;
      lineWidth += measure(piece);
    }
  }
  end();
  return lines;
}

/** What is never broken unless it is wider than a line. */
export function wordsOf(text: string): readonly string[] {
  return text.match(opportunities) ?? [];
}

function piecesOf(word: string, width: number, measure: Measure): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && measure((piece + segment).trimEnd()) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}
