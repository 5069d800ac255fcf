/**
 * Chance that is the same on every machine. Only integer operations and the four arithmetic ones of
 * IEEE 754 are used; `Math.log`, `Math.exp` and the like may differ in their last bits.
 */

/** What a stream is about: a word, or a number of the thing. */
export type StreamKey = string | number | bigint;

export interface Weighted<T> {
  readonly value: T;
  /** Whole number; shares are weight / sum of weights. */
  readonly weight: number;
}

const twoTo32 = 4_294_967_296;
const twoTo16 = 65_536;
const halvings = 7;
const twoToHalvings = 128;
const warmUpRounds = 12;
// The sum of twelve uniform values has the variance of one of them times twelve, which is 1.
const uniformsPerNormal = 12;
const meanOfUniforms = (uniformsPerNormal * (twoTo16 - 1)) / 2;

/**
 * A stream of chance: the generator sfc32. Streams of different keys are independent, so that a
 * change in one part of the country leaves the others as they were.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(high: number, low: number) {
    this.#a = high | 0;
    this.#b = low | 0;
    this.#c = (high ^ Math.imul(low, 0x9e3779b1)) | 0;
    for (let round = 0; round < warmUpRounds; round += 1) this.uint32();
  }

  /** 0 to 2^32 − 1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 up to but without 1. */
  fraction(): number {
    return this.uint32() / twoTo32;
  }

  /** A whole number from `min` to `max`, both included; spans up to 2^21 are even enough. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** About normal with mean 0 and deviation 1; never beyond ±6. */
  normal(): number {
    let sum = 0;
    for (let drawn = 0; drawn < uniformsPerNormal; drawn += 2) {
      const word = this.uint32();
      sum += (word >>> 16) + (word & 0xffff);
    }
    return (sum - meanOfUniforms) / twoTo16;
  }

  /** Log-normal with this median; `sigma` is the deviation of its logarithm. */
  logNormal(median: number, sigma: number): number {
    return median * exponential(sigma * this.normal());
  }

  /** Throws RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T {
    return at(list, this.integer(0, list.length - 1));
  }

  /** Throws RangeError when the list is empty. */
  weighted<T>(choices: readonly Weighted<T>[]): T {
    let sum = 0;
    for (const choice of choices) sum += choice.weight;
    let left = this.fraction() * sum;
    for (const choice of choices) {
      left -= choice.weight;
      if (left < 0) return choice.value;
    }
    return at(choices, choices.length - 1).value;
  }
}

/** The stream of a thing: `stream(seed, 'building', key, 17)`. */
export function stream(seed: number, ...keys: readonly StreamKey[]): Random {
  const hash = new Hash();
  hash.addNumber(seed);
  for (const key of keys) hash.addKey(key);
  return new Random(hash.high(), hash.low());
}

/** e^x for |x| ≤ 80 by its series, the same in every bit everywhere. */
export function exponential(x: number): number {
  const terms = 14;
  const small = x / twoToHalvings;
  let term = 1;
  let sum = 1;
  for (let index = 1; index <= terms; index += 1) {
    term *= small / index;
    sum += term;
  }
  for (let index = 0; index < halvings; index += 1) sum *= sum;
  return sum;
}

function at<T>(list: readonly T[], index: number): T {
  if (list.length === 0) throw new RangeError('nothing to choose from');
  return list[index] as T;
}

/** Two mixed lanes in the manner of MurmurHash3: 64 bits, enough for billions of streams. */
class Hash {
  #high = 0x2f0b4c47;
  #low = 0x7b1dcdaf;

  addKey(key: StreamKey): void {
    if (typeof key === 'string') this.#addText(key);
    else if (typeof key === 'number') this.addNumber(key);
    else this.#addWords(Number(BigInt.asUintN(32, key)), Number(BigInt.asUintN(32, key >> 32n)));
  }

  addNumber(key: number): void {
    if (!Number.isSafeInteger(key)) throw new RangeError(`not a whole number: ${key}`);
    this.#addWords(key >>> 0, Math.floor(key / twoTo32) >>> 0);
  }

  high(): number {
    return finish(this.#high ^ this.#low);
  }

  low(): number {
    return finish((this.#low + Math.imul(this.#high, 5)) | 0);
  }

  #addText(text: string): void {
    for (let index = 0; index < text.length; index += 1) this.#mix(text.charCodeAt(index));
    // The length keeps ('a', 'bc') apart from ('ab', 'c').
    this.#mix(text.length ^ 0x5bd1e995);
  }

  #addWords(low: number, high: number): void {
    this.#mix(low);
    this.#mix(high ^ 0x27d4eb2f);
  }

  #mix(word: number): void {
    const first = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
    this.#high = (Math.imul(rotate(this.#high ^ first, 13), 5) + 0xe6546b64 + this.#low) | 0;
    const second = Math.imul(rotate(Math.imul(word, 0x85ebca77), 17), 0xc2b2ae3d);
    this.#low = (Math.imul(rotate(this.#low ^ second, 19), 9) + 0x52dce729 + this.#high) | 0;
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function finish(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
