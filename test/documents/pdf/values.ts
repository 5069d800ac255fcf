/** A reader of the values of PDF, as far as what pdfkit writes needs. */
export type Value =
  | number
  | string
  | boolean
  | null
  | Name
  | Reference
  | Operator
  | readonly Value[]
  | Dictionary;

export interface Dictionary {
  readonly [key: string]: Value;
}

export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class Reference {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}

export class Operator {
  readonly operator: string;
  constructor(operator: string) {
    this.operator = operator;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads values one after another out of bytes given as Latin-1. */
export class Values {
  readonly #text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.at = at;
  }

  all(): Value[] {
    const values: Value[] = [];
    for (let value = this.next(); value !== undefined; value = this.next()) values.push(value);
    return values;
  }

  /** Undefined at the end, or at a bracket that closes. */
  next(): Value | undefined {
    const reference = this.#take(/\s*(\d+) 0 R\b/y);
    if (reference !== undefined) return new Reference(Number(reference));
    const number = this.#take(/\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/y);
    if (number !== undefined) return Number(number);
    if (this.#take(/\s*(<<)/y) !== undefined) return this.#dictionary();
    const hex = this.#take(/\s*<([0-9a-fA-F\s]*)>/y);
    if (hex !== undefined) return Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1');
    if (this.#take(/\s*(\[)/y) !== undefined) return this.#list(/\s*(\])/y);
    const name = this.#take(/\s*\/([^\s/<>[\]()]*)/y);
    if (name !== undefined) return new Name(name);
    if (this.#take(/\s*(\()/y) !== undefined) return this.#string();
    const word = this.#take(/\s*([A-Za-z*']+)/y);
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    return word === undefined ? undefined : new Operator(word);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.at = pattern.lastIndex;
    return match[1];
  }

  #list(end: RegExp): Value[] {
    const values: Value[] = [];
    while (this.#take(end) === undefined) {
      const value = this.next();
      if (value === undefined) throw new Error(`no value at ${this.at}`);
      values.push(value);
    }
    return values;
  }

  #dictionary(): Dictionary {
    const values = this.#list(/\s*(>>)/y);
    const entries: [string, Value][] = [];
    for (let index = 0; index < values.length; index += 2) {
      const key = values[index];
      if (!(key instanceof Name)) throw new Error(`a key is no name at ${this.at}`);
      entries.push([key.name, values[index + 1] ?? null]);
    }
    return Object.fromEntries(entries);
  }

  #string(): string {
    let text = '';
    for (let depth = 1; ; this.at += 1) {
      let character = this.#text[this.at] ?? '';
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      if (depth === 0) break;
      if (character === '\\') {
        this.at += 1;
        character = this.#text[this.at] ?? '';
        character = escapes[character] ?? character;
      }
      text += character;
    }
    this.at += 1;
    const utf16 = text.startsWith('\xfe\xff');
    return utf16 ? Buffer.from(text.slice(2), 'latin1').swap16().toString('utf16le') : text;
  }
}
