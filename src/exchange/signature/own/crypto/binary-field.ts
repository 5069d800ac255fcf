import { CarrylessProduct } from './carryless-product.ts';

/** An element: coefficients 0 … m−1 in words of 32, lowest first; bits from m up are zero. */
export type FieldElement = Uint32Array;

const wordBits = 32;

/** Where the bits of a word above m go for one term: down by words, then left by bits. */
interface Fold {
  readonly exponent: number;
  readonly words: number;
  readonly bits: number;
}

type TrinomialFolds = readonly [Fold, Fold];
type PentanomialFolds = readonly [Fold, Fold, Fold, Fold];

/** The 16 bits of the square of each byte: its bits with a zero after each. */
const squareOfByte = Uint16Array.from({ length: 256 }, (_, byte) => {
  let square = 0;
  for (let bit = 0; bit < 8; bit += 1) square |= ((byte >>> bit) & 1) << (2 * bit);
  return square;
});

/**
 * GF(2^m) in polynomial basis modulo a trinomial or a pentanomial, for odd m. Operations write to
 * `out`, which may be an operand; none looks anything up by a whole value, and none branches on
 * one. One field is not to be used by two computations at once, as it owns its working memory;
 * within one thread it never is.
 */
export class BinaryField {
  /** m */
  readonly degree: number;
  /** Exponents of the modulus between m and 0, falling. */
  readonly middle: readonly number[];
  readonly words: number;
  readonly octets: number;
  /** Bits of an element whose traces are 1. */
  readonly #traces: FieldElement;
  readonly #product: CarrylessProduct;
  /** Words that are multiplied by Karatsuba's method; the bit above them, if any, apart. */
  readonly #productWords: number;
  readonly #double: Uint32Array;
  readonly #topBits: number;
  /** For each term of the modulus below m. */
  readonly #folds: readonly Fold[];
  readonly #power: FieldElement;
  readonly #base: FieldElement;

  /** The modulus must be irreducible and its middle exponents below 32; the caller knows it. */
  constructor(degree: number, middle: readonly number[]) {
    this.degree = degree;
    this.middle = middle;
    this.words = Math.ceil(degree / wordBits);
    this.octets = Math.ceil(degree / 8);
    this.#topBits = degree % wordBits;
    this.#productWords = this.#topBits === 1 ? this.words - 1 : this.words;
    this.#product = new CarrylessProduct(this.#productWords);
    this.#double = new Uint32Array(2 * this.words);
    this.#folds = [...middle, 0].map((exponent) => foldOf(exponent, degree));
    this.#power = this.zero();
    this.#base = this.zero();
    this.#traces = tracesOfPowers(degree, middle);
  }

  zero(): FieldElement {
    return new Uint32Array(this.words);
  }

  one(): FieldElement {
    const one = this.zero();
    one[0] = 1;
    return one;
  }

  /** Little-endian octets; bits from m up are dropped. */
  fromOctets(octets: Uint8Array): FieldElement {
    const element = this.zero();
    const length = Math.min(octets.length, this.octets);
    for (let index = 0; index < length; index += 1) {
      const word = index >>> 2;
      element[word] = (element[word] as number) | ((octets[index] as number) << (8 * (index & 3)));
    }
    const top = this.words - 1;
    element[top] = (element[top] as number) & ((1 << this.#topBits) - 1);
    return element;
  }

  /** Little-endian octets, ⌈m/8⌉ of them. */
  toOctets(element: FieldElement): Uint8Array {
    const octets = new Uint8Array(this.octets);
    for (let index = 0; index < octets.length; index += 1) {
      octets[index] = (element[index >>> 2] as number) >>> (8 * (index & 3));
    }
    return octets;
  }

  add(a: FieldElement, b: FieldElement, out: FieldElement): void {
    for (let index = 0; index < this.words; index += 1) {
      out[index] = (a[index] as number) ^ (b[index] as number);
    }
  }

  multiply(a: FieldElement, b: FieldElement, out: FieldElement): void {
    const double = this.#double;
    this.#product.multiply(a, b, double);
    if (this.#topBits === 1) this.#addTopBit(a, b);
    this.#reduce(out);
  }

  square(a: FieldElement, out: FieldElement): void {
    const double = this.#double;
    for (let index = 0; index < this.words; index += 1) {
      const word = a[index] as number;
      double[2 * index] =
        (squareOfByte[word & 0xff] as number) |
        ((squareOfByte[(word >>> 8) & 0xff] as number) << 16);
      double[2 * index + 1] =
        (squareOfByte[(word >>> 16) & 0xff] as number) |
        ((squareOfByte[word >>> 24] as number) << 16);
    }
    this.#reduce(out);
  }

  /** a^(2^times) */
  squareTimes(a: FieldElement, times: number, out: FieldElement): void {
    if (times === 0) out.set(a);
    else this.square(a, out);
    for (let count = 1; count < times; count += 1) this.square(out, out);
  }

  /**
   * a^(2^m − 2) by Itoh and Tsujii: about log m products, and m squares, whatever `a` is. The
   * inverse of zero comes out as zero.
   */
  invert(a: FieldElement, out: FieldElement): void {
    const base = this.#base;
    const power = this.#power;
    const exponent = this.degree - 1;
    base.set(a);
    out.set(a);
    // After each step out = a^(2^reached − 1).
    let reached = 1;
    for (let bit = 30 - Math.clz32(exponent); bit >= 0; bit -= 1) {
      this.squareTimes(out, reached, power);
      this.multiply(out, power, out);
      reached *= 2;
      if (((exponent >>> bit) & 1) === 1) {
        this.square(out, out);
        this.multiply(out, base, out);
        reached += 1;
      }
    }
    this.square(out, out);
  }

  /** a + a² + a⁴ + … + a^(2^(m−1)): 0 or 1. */
  trace(a: FieldElement): number {
    let bits = 0;
    for (let index = 0; index < this.words; index += 1) {
      bits ^= (a[index] as number) & (this.#traces[index] as number);
    }
    bits ^= bits >>> 16;
    bits ^= bits >>> 8;
    bits ^= bits >>> 4;
    bits ^= bits >>> 2;
    return (bits ^ (bits >>> 1)) & 1;
  }

  /**
   * The half-trace a + a⁴ + a^16 + …: a root of z² + z = a if the trace of `a` is 0; the other is
   * it plus 1. For a trace of 1 there is no root, and the result means nothing.
   */
  halfTrace(a: FieldElement, out: FieldElement): void {
    const power = this.#power;
    power.set(a);
    out.set(a);
    for (let count = 0; count < (this.degree - 1) / 2; count += 1) {
      this.square(power, power);
      this.square(power, power);
      this.add(out, power, out);
    }
  }

  isZero(a: FieldElement): boolean {
    let bits = 0;
    for (let index = 0; index < this.words; index += 1) bits |= a[index] as number;
    return bits === 0;
  }

  equal(a: FieldElement, b: FieldElement): boolean {
    let bits = 0;
    for (let index = 0; index < this.words; index += 1) {
      bits |= (a[index] as number) ^ (b[index] as number);
    }
    return bits === 0;
  }

  /** The bit 32w of an operand that has w words to multiply and one bit more (m = 257). */
  #addTopBit(a: FieldElement, b: FieldElement): void {
    const double = this.#double;
    const words = this.#productWords;
    const maskOfA = -(a[words] as number);
    const maskOfB = -(b[words] as number);
    for (let index = 0; index < words; index += 1) {
      const at = words + index;
      double[at] =
        (double[at] as number) ^
        (maskOfA & (b[index] as number)) ^
        (maskOfB & (a[index] as number));
    }
    double[2 * words] = maskOfA & maskOfB & 1;
    double[2 * words + 1] = 0;
  }

  /** Folds the double-length product down by z^m = lower terms, from its top word on. */
  #reduce(out: FieldElement): void {
    const double = this.#double;
    const words = this.words;
    const folds = this.#folds;
    if (folds.length === 2) foldByTrinomial(double, words, folds as TrinomialFolds);
    else foldByPentanomial(double, words, folds as PentanomialFolds);
    const top = words - 1;
    const rest = (double[top] as number) >>> this.#topBits;
    let low = double[0] as number;
    let next = double[1] as number;
    for (const { exponent } of folds) {
      low ^= rest << exponent;
      next ^= (rest >>> 1) >>> (31 - exponent);
    }
    double[0] = low;
    double[1] = next;
    double[top] = (double[top] as number) & ((1 << this.#topBits) - 1);
    for (let index = 0; index < words; index += 1) out[index] = double[index] as number;
  }
}

/**
 * For the words above `words`, from the top: each bit z^(m+i) is z^(e+i) for each term e below m.
 * The two right shifts stand for one that may be by 32, which JavaScript takes for 0.
 */
function foldByTrinomial(double: Uint32Array, words: number, folds: TrinomialFolds): void {
  const [{ words: down0, bits: left0 }, { words: down1, bits: left1 }] = folds;
  for (let index = 2 * words - 1; index >= words; index -= 1) {
    const word = double[index] as number;
    const at0 = index - down0;
    const at1 = index - down1;
    double[at0] = (double[at0] as number) ^ (word << left0);
    double[at0 + 1] = (double[at0 + 1] as number) ^ ((word >>> 1) >>> (31 - left0));
    double[at1] = (double[at1] as number) ^ (word << left1);
    double[at1 + 1] = (double[at1 + 1] as number) ^ ((word >>> 1) >>> (31 - left1));
  }
}

function foldByPentanomial(double: Uint32Array, words: number, folds: PentanomialFolds): void {
  const [fold0, fold1, fold2, fold3] = folds;
  for (let index = 2 * words - 1; index >= words; index -= 1) {
    const word = double[index] as number;
    foldWord(double, index, word, fold0);
    foldWord(double, index, word, fold1);
    foldWord(double, index, word, fold2);
    foldWord(double, index, word, fold3);
  }
}

function foldWord(double: Uint32Array, index: number, word: number, fold: Fold): void {
  const at = index - fold.words;
  double[at] = (double[at] as number) ^ (word << fold.bits);
  double[at + 1] = (double[at + 1] as number) ^ ((word >>> 1) >>> (31 - fold.bits));
}

function foldOf(exponent: number, degree: number): Fold {
  const distance = degree - exponent;
  const words = Math.ceil(distance / wordBits);
  return { exponent, words, bits: words * wordBits - distance };
}

/** Traces of z^0 … z^(m−1), by Newton's identities for the power sums of the modulus' roots. */
function tracesOfPowers(degree: number, middle: readonly number[]): FieldElement {
  const places = middle.map((exponent) => degree - exponent);
  const sums = new Uint8Array(degree);
  sums[0] = degree & 1;
  for (let power = 1; power < degree; power += 1) {
    let sum = 0;
    for (const place of places) {
      if (place < power) sum ^= sums[power - place] as number;
      else if (place === power) sum ^= power & 1;
    }
    sums[power] = sum;
  }
  const traces = new Uint32Array(Math.ceil(degree / wordBits));
  for (let power = 0; power < degree; power += 1) {
    const word = power >>> 5;
    traces[word] = (traces[word] as number) | ((sums[power] as number) << (power & 31));
  }
  return traces;
}
