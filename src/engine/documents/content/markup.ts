/** Text of HTML that is safe to stand inside of HTML; only a template makes it. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
    return new Markup(pieces.map((piece, index) => piece + write(parts[index] ?? '')).join(''));
  }

  toString(): string {
    return this.#text;
  }
}

type Part = string | Markup | readonly Markup[];

/** A template of HTML: strings put into it are escaped, markup stands as it is. */
export const markup = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  Markup.of(pieces, ...parts);

function write(part: Part): string {
  if (typeof part === 'string') return part.replace(/[&<>"']/g, escapeOf);
  return part instanceof Markup ? part.toString() : part.join('');
}

function escapeOf(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
