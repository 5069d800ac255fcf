import { type Block, defaultTables, encryptBlock, type SubstitutionTables } from './gost28147.ts';
import { octetsOfWords } from './octets.ts';
import type { StreamingHash } from './streaming-hash.ts';

const blockOctets = 32;
const words = 8;
/** Steps of the shift register over the ciphertext, and in all after the message is added. */
const stepsBeforeMessage = 12;
const stepsBeforeState = 1;
const stepsAtLast = 61;
const halves = 16;

/** The only constant C3 that is not zero; words lowest first. */
const thirdConstant = Int32Array.of(
  0xff00ff00,
  0xff00ff00,
  0x00ff00ff,
  0x00ff00ff,
  0x00ffff00,
  0xff0000ff,
  0x000000ff,
  0xff00ffff,
);

/**
 * GOST 34.311-95 (GOST R 34.11-94) with an initial value of zeros. Numbers of 256 bits are arrays
 * of eight words, lowest first.
 */
export class Gost34311 implements StreamingHash {
  readonly #tables: SubstitutionTables;
  readonly #state = new Int32Array(words);
  readonly #sum = new Int32Array(words);
  readonly #message = new Int32Array(words);
  readonly #buffer = new Uint8Array(blockOctets);
  readonly #u = new Int32Array(words);
  readonly #v = new Int32Array(words);
  readonly #key: { words: Int32Array; start: number } = { words: new Int32Array(words), start: 0 };
  readonly #block: Block = new Int32Array(2);
  readonly #register = new Int32Array(halves + stepsBeforeMessage + stepsBeforeState + stepsAtLast);
  #filled = 0;
  #length = 0;

  constructor(tables: SubstitutionTables = defaultTables) {
    this.#tables = tables;
  }

  update(octets: Uint8Array): this {
    this.#length += octets.length;
    let at = 0;
    if (this.#filled > 0) {
      at = Math.min(blockOctets - this.#filled, octets.length);
      this.#buffer.set(octets.subarray(0, at), this.#filled);
      this.#filled += at;
      if (this.#filled < blockOctets) return this;
      this.#takeBlock(this.#buffer, 0);
    }
    for (; at + blockOctets <= octets.length; at += blockOctets) this.#takeBlock(octets, at);
    this.#buffer.set(octets.subarray(at));
    this.#filled = octets.length - at;
    return this;
  }

  digest(): Uint8Array {
    if (this.#filled > 0) {
      this.#buffer.fill(0, this.#filled);
      this.#takeBlock(this.#buffer, 0);
    }
    const length = this.#message;
    length.fill(0);
    // In bits: a message of 2^53 octets and more cannot come.
    length[0] = this.#length << 3;
    length[1] = Math.floor(this.#length / 0x20000000);
    this.#step(length);
    this.#step(this.#sum);
    return octetsOfWords(this.#state);
  }

  #takeBlock(octets: Uint8Array, start: number): void {
    const message = this.#message;
    const sum = this.#sum;
    let carry = 0;
    for (let index = 0; index < words; index += 1) {
      const at = start + 4 * index;
      const word =
        (octets[at] as number) |
        ((octets[at + 1] as number) << 8) |
        ((octets[at + 2] as number) << 16) |
        ((octets[at + 3] as number) << 24);
      message[index] = word;
      const total = (word >>> 0) + ((sum[index] as number) >>> 0) + carry;
      sum[index] = total | 0;
      carry = total > 0xffffffff ? 1 : 0;
    }
    this.#step(message);
  }

  /** The step function: four keys, four encryptions of quarters of the state, mixing. */
  #step(message: Int32Array): void {
    const state = this.#state;
    const register = this.#register;
    this.#u.set(state);
    this.#v.set(message);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      if (quarter > 0) this.#nextKeySeed(quarter === 2);
      permuteOctets(this.#u, this.#v, this.#key.words);
      const block = this.#block;
      block[0] = state[2 * quarter] as number;
      block[1] = state[2 * quarter + 1] as number;
      encryptBlock(this.#tables, this.#key, block);
      for (let half = 0; half < 4; half += 1) {
        register[4 * quarter + half] =
          ((block[half >>> 1] as number) >>> (16 * (half & 1))) & 0xffff;
      }
    }
    runRegister(register, 0, stepsBeforeMessage);
    addToRegister(register, stepsBeforeMessage, message);
    runRegister(register, stepsBeforeMessage, stepsBeforeState);
    addToRegister(register, stepsBeforeMessage + stepsBeforeState, state);
    runRegister(register, stepsBeforeMessage + stepsBeforeState, stepsAtLast);
    const last = stepsBeforeMessage + stepsBeforeState + stepsAtLast;
    for (let index = 0; index < words; index += 1) {
      state[index] =
        (register[last + 2 * index] as number) | ((register[last + 2 * index + 1] as number) << 16);
    }
  }

  #nextKeySeed(withConstant: boolean): void {
    turnQuarters(this.#u);
    if (withConstant) {
      for (let index = 0; index < words; index += 1) {
        this.#u[index] = (this.#u[index] as number) ^ (thirdConstant[index] as number);
      }
    }
    turnQuarters(this.#v);
    turnQuarters(this.#v);
  }
}

export function gost34311(octets: Uint8Array): Uint8Array {
  return new Gost34311().update(octets).digest();
}

/** A(y4, y3, y2, y1) = (y1 + y2, y4, y3, y2) over quarters of 64 bits. */
function turnQuarters(value: Int32Array): void {
  const low = (value[0] as number) ^ (value[2] as number);
  const high = (value[1] as number) ^ (value[3] as number);
  value.copyWithin(0, 2);
  value[6] = low;
  value[7] = high;
}

/** Octet i of quarter j of u + v becomes octet j of key word i. */
function permuteOctets(u: Int32Array, v: Int32Array, key: Int32Array): void {
  for (let half = 0; half < 2; half += 1) {
    const a = (u[half] as number) ^ (v[half] as number);
    const b = (u[half + 2] as number) ^ (v[half + 2] as number);
    const c = (u[half + 4] as number) ^ (v[half + 4] as number);
    const d = (u[half + 6] as number) ^ (v[half + 6] as number);
    const at = 4 * half;
    key[at] = (a & 0xff) | ((b & 0xff) << 8) | ((c & 0xff) << 16) | (d << 24);
    key[at + 1] = ((a >>> 8) & 0xff) | (b & 0xff00) | ((c & 0xff00) << 8) | ((d & 0xff00) << 16);
    key[at + 2] =
      ((a >>> 16) & 0xff) | ((b >>> 8) & 0xff00) | (c & 0xff0000) | ((d & 0xff0000) << 8);
    key[at + 3] = (a >>> 24) | ((b >>> 16) & 0xff00) | ((c >>> 8) & 0xff0000) | (d & 0xff000000);
  }
}

/**
 * The shift register ψ over 16 halves of words, run without shifting: its contents after so many
 * steps are the 16 halves from there on.
 */
function runRegister(register: Int32Array, start: number, steps: number): void {
  for (let at = start; at < start + steps; at += 1) {
    register[at + halves] =
      (register[at] as number) ^
      (register[at + 1] as number) ^
      (register[at + 2] as number) ^
      (register[at + 3] as number) ^
      (register[at + 12] as number) ^
      (register[at + 15] as number);
  }
}

function addToRegister(register: Int32Array, start: number, value: Int32Array): void {
  for (let index = 0; index < words; index += 1) {
    const word = value[index] as number;
    const at = start + 2 * index;
    register[at] = (register[at] as number) ^ (word & 0xffff);
    register[at + 1] = (register[at + 1] as number) ^ (word >>> 16);
  }
}
