import { columnsOfBytes } from './kupyna-tables.ts';
import type { StreamingHash } from './streaming-hash.ts';

/** Octets of the length of the message, which end the padding. */
const lengthOctets = 12;

interface Variant {
  readonly columns: 8 | 16;
  readonly rounds: 10 | 14;
  /** How many columns each row is moved by. */
  readonly shifts: readonly number[];
}

const small: Variant = { columns: 8, rounds: 10, shifts: [0, 1, 2, 3, 4, 5, 6, 7] };
const large: Variant = { columns: 16, rounds: 14, shifts: [0, 1, 2, 3, 4, 5, 6, 11] };

export type KupynaBits = 256 | 384 | 512;

/** Kupyna of DSTU 7564:2014 for messages of whole octets, which may come in parts. */
export class Kupyna implements StreamingHash {
  readonly #bits: KupynaBits;
  readonly #variant: Variant;
  readonly #block: Uint8Array;
  /** Columns of the state as low and high words. */
  readonly #state: Int32Array;
  readonly #message: Int32Array;
  readonly #plus: Int32Array;
  readonly #scratch: Int32Array;
  #filled = 0;
  #length = 0;

  constructor(bits: KupynaBits) {
    this.#bits = bits;
    this.#variant = bits === 256 ? small : large;
    const { columns } = this.#variant;
    this.#block = new Uint8Array(8 * columns);
    this.#state = new Int32Array(2 * columns);
    this.#message = new Int32Array(2 * columns);
    this.#plus = new Int32Array(2 * columns);
    this.#scratch = new Int32Array(2 * columns);
    this.#state[0] = this.#block.length;
  }

  update(octets: Uint8Array): this {
    const block = this.#block;
    this.#length += octets.length;
    let at = 0;
    if (this.#filled > 0) {
      at = Math.min(block.length - this.#filled, octets.length);
      block.set(octets.subarray(0, at), this.#filled);
      this.#filled += at;
      if (this.#filled < block.length) return this;
      this.#compress(block, 0);
    }
    for (; at + block.length <= octets.length; at += block.length) this.#compress(octets, at);
    block.set(octets.subarray(at));
    this.#filled = octets.length - at;
    return this;
  }

  /** The hash of all that was given; the object is of no use afterwards. */
  digest(): Uint8Array {
    this.#pad();
    const state = this.#state;
    this.#message.set(state);
    this.#permute(this.#message, addSimpleConstants);
    const octets = new Uint8Array(8 * this.#variant.columns);
    for (let index = 0; index < octets.length; index += 1) {
      const word = (state[index >>> 2] as number) ^ (this.#message[index >>> 2] as number);
      octets[index] = word >>> (8 * (index & 3));
    }
    return octets.slice(octets.length - this.#bits / 8);
  }

  #pad(): void {
    const block = this.#block;
    const length = this.#length;
    block[this.#filled] = 0x80;
    block.fill(0, this.#filled + 1);
    if (this.#filled + 1 > block.length - lengthOctets) {
      this.#compress(block, 0);
      block.fill(0);
    }
    // In bits, lowest octet first; a message of 2^53 octets and more cannot come.
    let rest = length * 8;
    for (let at = block.length - lengthOctets; rest > 0; at += 1) {
      block[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#compress(block, 0);
  }

  /** state ^= P(state ^ block) ^ Q(block) */
  #compress(octets: Uint8Array, start: number): void {
    const state = this.#state;
    const message = this.#message;
    const plus = this.#plus;
    for (let word = 0; word < state.length; word += 1) {
      const at = start + 4 * word;
      const value =
        (octets[at] as number) |
        ((octets[at + 1] as number) << 8) |
        ((octets[at + 2] as number) << 16) |
        ((octets[at + 3] as number) << 24);
      plus[word] = value;
      message[word] = value ^ (state[word] as number);
    }
    this.#permute(message, addSimpleConstants);
    this.#permute(plus, addConstantsWithCarry);
    for (let word = 0; word < state.length; word += 1) {
      state[word] = (state[word] as number) ^ (message[word] as number) ^ (plus[word] as number);
    }
  }

  #permute(state: Int32Array, addConstants: (state: Int32Array, round: number) => void): void {
    const { rounds, columns, shifts } = this.#variant;
    for (let round = 0; round < rounds; round += 1) {
      addConstants(state, round);
      mixColumns(state, this.#scratch, columns, shifts[7] as number);
      state.set(this.#scratch);
    }
  }
}

export function kupyna256(octets: Uint8Array): Uint8Array {
  return new Kupyna(256).update(octets).digest();
}

export function kupyna384(octets: Uint8Array): Uint8Array {
  return new Kupyna(384).update(octets).digest();
}

export function kupyna512(octets: Uint8Array): Uint8Array {
  return new Kupyna(512).update(octets).digest();
}

/** Constants of the permutation ⊕. */
function addSimpleConstants(state: Int32Array, round: number): void {
  for (let column = 0; 2 * column < state.length; column += 1) {
    state[2 * column] = (state[2 * column] as number) ^ (16 * column) ^ round;
  }
}

/** Constants of the permutation +, added to columns as numbers of 64 bits. */
function addConstantsWithCarry(state: Int32Array, round: number): void {
  const columns = state.length / 2;
  for (let column = 0; column < columns; column += 1) {
    const low = ((state[2 * column] as number) >>> 0) + 0xf0f0f0f3;
    const carry = low > 0xffffffff ? 1 : 0;
    const highConstant = 0x00f0f0f0 | (((16 * (columns - 1 - column)) ^ round) << 24);
    state[2 * column] = low | 0;
    state[2 * column + 1] = ((state[2 * column + 1] as number) + highConstant + carry) | 0;
  }
}

/** Substitution, movement of rows and mixing of columns, by one table. */
function mixColumns(from: Int32Array, to: Int32Array, columns: number, lastShift: number): void {
  const table = columnsOfBytes;
  const mask = columns - 1;
  for (let column = 0; column < columns; column += 1) {
    const a = (from[2 * column] as number) & 0xff;
    const b = ((from[2 * ((column - 1) & mask)] as number) >>> 8) & 0xff;
    const c = ((from[2 * ((column - 2) & mask)] as number) >>> 16) & 0xff;
    const d = (from[2 * ((column - 3) & mask)] as number) >>> 24;
    const e = (from[2 * ((column - 4) & mask) + 1] as number) & 0xff;
    const f = ((from[2 * ((column - 5) & mask) + 1] as number) >>> 8) & 0xff;
    const g = ((from[2 * ((column - 6) & mask) + 1] as number) >>> 16) & 0xff;
    const h = (from[2 * ((column - lastShift) & mask) + 1] as number) >>> 24;
    to[2 * column] =
      (table[2 * a] as number) ^
      (table[512 + 2 * b] as number) ^
      (table[1024 + 2 * c] as number) ^
      (table[1536 + 2 * d] as number) ^
      (table[2048 + 2 * e] as number) ^
      (table[2560 + 2 * f] as number) ^
      (table[3072 + 2 * g] as number) ^
      (table[3584 + 2 * h] as number);
    to[2 * column + 1] =
      (table[2 * a + 1] as number) ^
      (table[513 + 2 * b] as number) ^
      (table[1025 + 2 * c] as number) ^
      (table[1537 + 2 * d] as number) ^
      (table[2049 + 2 * e] as number) ^
      (table[2561 + 2 * f] as number) ^
      (table[3073 + 2 * g] as number) ^
      (table[3585 + 2 * h] as number);
  }
}
