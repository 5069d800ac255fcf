import { inflateSync } from 'node:zlib';
import { Operator, Reference, Values, type Dictionary, type Value } from './values.ts';

/** The objects of a PDF file, found through its table. */
export class PdfFile {
  readonly #text: string;
  readonly #offsets: readonly number[];
  readonly trailer: Dictionary;

  constructor(bytes: Uint8Array) {
    this.#text = Buffer.from(bytes).toString('latin1');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(this.#text)?.[1]);
    const table = this.#text.slice(start);
    this.#offsets = Array.from(table.matchAll(/^(\d{10}) \d{5} [fn] $/gm), ([, at]) => Number(at));
    this.trailer = asDictionary(new Values(table, table.indexOf('trailer') + 7).next());
  }

  get catalog(): Dictionary {
    return this.dictionary(this.trailer['Root']);
  }

  get(value: Value | undefined): Value {
    if (!(value instanceof Reference)) return value ?? null;
    const values = new Values(this.#text, this.#offsets[value.id] ?? -1);
    const head = [values.next(), values.next(), values.next()];
    if (head[0] !== value.id || !(head[2] instanceof Operator)) throw new Error('a wrong offset');
    return values.next() ?? null;
  }

  dictionary(value: Value | undefined): Dictionary {
    return asDictionary(this.get(value));
  }

  list(value: Value | undefined): readonly Value[] {
    const found = this.get(value);
    if (!Array.isArray(found)) throw new Error('no list');
    return found as readonly Value[];
  }

  /** The content of a stream, as Latin-1. */
  stream(reference: Value | undefined): string {
    if (!(reference instanceof Reference)) throw new Error('no stream');
    const { Length, Filter } = this.dictionary(reference);
    const from = this.#text.indexOf('stream\n', this.#offsets[reference.id]) + 7;
    const bytes = Buffer.from(this.#text.slice(from, from + Number(Length)), 'latin1');
    return (Filter === undefined ? bytes : inflateSync(bytes)).toString('latin1');
  }
}

function asDictionary(value: Value | undefined): Dictionary {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('no dictionary');
  }
  return value as Dictionary;
}
