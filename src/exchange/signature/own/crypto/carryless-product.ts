/**
 * Product of polynomials over GF(2), packed 32 coefficients to a word, lowest first.
 *
 * JavaScript has no carry-less multiplication. Ordinary multiplication is made carry-less by
 * leaving two empty bits after each third one ("multiplication with holes"): at most six products
 * meet in a place, so that no carry reaches the next kept bit. Halves of 16 bits are multiplied
 * so; words, pairs of words and the whole by Karatsuba's method. Nothing is looked up by value:
 * the time does not depend on the numbers, which signing needs.
 */
export class CarrylessProduct {
  readonly #pairs: number;
  /** Pairs of words of an operand, then the sum of each two pairs. */
  readonly #termsOfA: Uint32Array;
  readonly #termsOfB: Uint32Array;
  readonly #products: Uint32Array;

  /** Of two polynomials of `words` words each, an even number. */
  constructor(words: number) {
    const terms = ((words / 2) * (words / 2 + 1)) / 2;
    this.#pairs = words / 2;
    this.#termsOfA = new Uint32Array(2 * terms);
    this.#termsOfB = new Uint32Array(2 * terms);
    this.#products = new Uint32Array(4 * terms);
  }

  /** Writes 2 × `words` words to `out`, which is none of the operands. */
  multiply(a: Uint32Array, b: Uint32Array, out: Uint32Array): void {
    addUpPairs(a, this.#pairs, this.#termsOfA);
    addUpPairs(b, this.#pairs, this.#termsOfB);
    multiplyPairs(this.#termsOfA, this.#termsOfB, this.#products);
    gatherProducts(this.#products, this.#pairs, out);
  }
}

function addUpPairs(operand: Uint32Array, pairs: number, terms: Uint32Array): void {
  const words = 2 * pairs;
  let target = words;
  for (let first = 0; first < words; first += 2) {
    const low = operand[first] as number;
    const high = operand[first + 1] as number;
    terms[first] = low;
    terms[first + 1] = high;
    for (let second = first + 2; second < words; second += 2) {
      terms[target] = low ^ (operand[second] as number);
      terms[target + 1] = high ^ (operand[second + 1] as number);
      target += 2;
    }
  }
}

const everyThirdFrom0 = 0x9249;
const everyThirdFrom1 = 0x2492;
const everyThirdFrom2 = 0x4924;
const keptFrom0 = 0x49249249;
const keptFrom1 = 0x92492492;
const keptFrom2 = 0x24924924;

/** 16 × 16 → 31 bits. */
function multiplyHalves(x: number, y: number): number {
  const x0 = x & everyThirdFrom0;
  const x1 = x & everyThirdFrom1;
  const x2 = x & everyThirdFrom2;
  const y0 = y & everyThirdFrom0;
  const y1 = y & everyThirdFrom1;
  const y2 = y & everyThirdFrom2;
  const sum0 = Math.imul(x0, y0) ^ Math.imul(x1, y2) ^ Math.imul(x2, y1);
  const sum1 = Math.imul(x0, y1) ^ Math.imul(x1, y0) ^ Math.imul(x2, y2);
  const sum2 = Math.imul(x0, y2) ^ Math.imul(x2, y0) ^ Math.imul(x1, y1);
  return (sum0 & keptFrom0) | (sum1 & keptFrom1) | (sum2 & keptFrom2);
}

/** Pair by pair of words. Nearly all the time of a signature is spent in this loop. */
function multiplyPairs(a: Uint32Array, b: Uint32Array, out: Uint32Array): void {
  for (let index = 0; index < a.length; index += 2) {
    let x = a[index] as number;
    let y = b[index] as number;
    const xSum = x ^ (a[index + 1] as number);
    const ySum = y ^ (b[index + 1] as number);
    let out0 = 0;
    let out1 = 0;
    let out2 = 0;
    let out3 = 0;
    // Low word by low word, then high by high, then sum by sum.
    for (let step = 0; step < 3; step += 1) {
      const low = multiplyHalves(x & 0xffff, y & 0xffff);
      const high = multiplyHalves(x >>> 16, y >>> 16);
      const sum = multiplyHalves((x ^ (x >>> 16)) & 0xffff, (y ^ (y >>> 16)) & 0xffff);
      const middle = sum ^ low ^ high;
      const lowWord = low ^ (middle << 16);
      const highWord = high ^ (middle >>> 16);
      out1 ^= lowWord;
      out2 ^= highWord;
      if (step === 0) {
        out0 = lowWord;
        out1 ^= highWord;
        x ^= xSum;
        y ^= ySum;
      } else if (step === 1) {
        out2 ^= lowWord;
        out3 = highWord;
        x = xSum;
        y = ySum;
      }
    }
    out[2 * index] = out0;
    out[2 * index + 1] = out1;
    out[2 * index + 2] = out2;
    out[2 * index + 3] = out3;
  }
}

/**
 * With D(i) = a(i)b(i), the coefficient k of a product is the sum of (a(i)+a(j))(b(i)+b(j)) over
 * i < j, i + j = k, and of D(i) over all i that have a partner k − i (Weimerskirch and Paar).
 */
function gatherProducts(products: Uint32Array, pairs: number, out: Uint32Array): void {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  out[0] = 0;
  out[1] = 0;
  for (let place = 0; place < 2 * pairs - 1; place += 1) {
    // The window of partners grows to the whole operand and shrinks again.
    const changed = 4 * (place < pairs ? place : place - pairs);
    sum0 ^= products[changed] as number;
    sum1 ^= products[changed + 1] as number;
    sum2 ^= products[changed + 2] as number;
    sum3 ^= products[changed + 3] as number;
    const at = 2 * place;
    out[at] = (out[at] as number) ^ sum0;
    out[at + 1] = (out[at + 1] as number) ^ sum1;
    out[at + 2] = sum2;
    out[at + 3] = sum3;
  }
  let source = 4 * pairs;
  for (let first = 0; first < pairs - 1; first += 1) {
    for (let second = first + 1; second < pairs; second += 1) {
      const at = 2 * (first + second);
      out[at] = (out[at] as number) ^ (products[source] as number);
      out[at + 1] = (out[at + 1] as number) ^ (products[source + 1] as number);
      out[at + 2] = (out[at + 2] as number) ^ (products[source + 2] as number);
      out[at + 3] = (out[at + 3] as number) ^ (products[source + 3] as number);
      source += 4;
    }
  }
}
