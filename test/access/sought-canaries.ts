import { randomBytes, randomInt } from 'node:crypto';
import { scanFiles } from '#test/files/holding.ts';

/** Somebody invented, none of whose words is anybody else's. */
export interface Canary {
  readonly rnokpp: string;
  readonly surname: string;
  readonly email: string;
  /** In full, as it is kept. */
  readonly phone: string;
}

const word = /kanar[0-9a-f]{12}/g;
const digits = /\d{10,}/g;
/** Of a phone with the code of its country, of one as it is dialled at home, of a tax number. */
const lengths = [12, 10];
const longest = 40;

/** Canaries and the files in which one of them lies in the clear. */
export class Canaries {
  readonly #words = new Set<string>();
  readonly #numbers = new Set<string>();
  #made = 0;

  /** How many were made. */
  get count(): number {
    return this.#made;
  }

  /** A word that is looked for wherever it may lie. */
  word(): string {
    const made = `kanar${randomBytes(6).toString('hex')}`;
    this.#words.add(made);
    this.#made += 1;
    return made;
  }

  rnokpp(): string {
    const made = someRnokpp();
    this.#numbers.add(made);
    this.#made += 1;
    return made;
  }

  phone(): string {
    const national = `50${String(randomInt(10_000_000)).padStart(7, '0')}`;
    for (const code of ['380', '0']) this.#numbers.add(`${code}${national}`);
    this.#made += 1;
    return `+380${national}`;
  }

  make(): Canary {
    return {
      ...{ rnokpp: this.rnokpp(), surname: this.word(), phone: this.phone() },
      email: `${this.word()}@example.ua`,
    };
  }

  isIn(text: string): boolean {
    for (const [found] of text.matchAll(word)) if (this.#words.has(found)) return true;
    for (const [run] of text.matchAll(digits)) if (this.#isInDigits(run)) return true;
    return false;
  }

  #isInDigits(run: string): boolean {
    // From the beginning of the run: among millions of digits any nine stand somewhere by chance.
    return lengths.some((length) => this.#numbers.has(run.slice(0, length)));
  }

  /** Every byte under the paths is looked at. */
  async scan(paths: readonly string[]) {
    const scans = [];
    for (const path of paths) scans.push(await scanFiles(path, longest, (text) => this.isIn(text)));
    return {
      found: scans.flatMap(({ found }) => found),
      bytes: scans.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }
}

/** A tax number with the check digit that such numbers have. */
function someRnokpp(): string {
  const known = Array.from({ length: 9 }, (_, at) => (at === 0 ? 3 : randomInt(10)));
  const weights = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
  const sum = known.reduce((total, digit, at) => total + digit * (weights[at] ?? 0), 0);
  return `${known.join('')}${(((sum % 11) + 11) % 11) % 10}`;
}
