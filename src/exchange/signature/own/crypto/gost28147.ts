import { octetsInOrder, octetsOfWords, wordsOfOctets } from './octets.ts';

/** Rounds use the eight words of the key three times forwards and once backwards. */
const forwardPasses = 3;
const keyOctets = 32;
const blockOctets = 8;
const substitutionOctets = 64;

/**
 * The S-box "DKE No 1" of the instruction on long-term keys, which Ukrainian certificates take as
 * the default; packed as in their parameters: eight rows of 16 half-octets, row of the lowest bits
 * first, the first number in the high half.
 */
export const defaultSubstitution = octetsInOrder(
  'a9d6eb45f13c708280c4967b231f5eadf658eba4c037291d38d96bf025ca4e17' +
    'f8e9720dc615b43a28975f0bc1dea36438b564ea2c179fd0123e6db8fac57904',
);

/** What a key of GOST 28147 is used with: substitution and turn by 11 bits, by octet of a word. */
export type SubstitutionTables = Int32Array;

/** Throws RangeError when this is not an S-box in 64 octets. */
export function tablesOfSubstitution(packed: Uint8Array): SubstitutionTables {
  if (packed.length !== substitutionOctets) {
    throw new RangeError(`an S-box takes ${substitutionOctets} octets`);
  }
  const tables = new Int32Array(4 * 256);
  for (let place = 0; place < 4; place += 1) {
    for (let octet = 0; octet < 256; octet += 1) {
      const low = substitute(packed, 2 * place, octet & 15);
      const high = substitute(packed, 2 * place + 1, octet >>> 4);
      const word = (low | (high << 4)) << (8 * place);
      tables[256 * place + octet] = (word << 11) | (word >>> 21);
    }
  }
  return tables;
}

function substitute(packed: Uint8Array, row: number, value: number): number {
  const pair = packed[8 * row + (value >>> 1)] as number;
  return value % 2 === 0 ? pair >>> 4 : pair & 15;
}

export const defaultTables = tablesOfSubstitution(defaultSubstitution);

/** The function of one round: substitution and turn of the sum with a word of the key. */
function mix(tables: SubstitutionTables, sum: number): number {
  return (
    (tables[sum & 0xff] as number) ^
    (tables[256 + ((sum >>> 8) & 0xff)] as number) ^
    (tables[512 + ((sum >>> 16) & 0xff)] as number) ^
    (tables[768 + (sum >>> 24)] as number)
  );
}

/** Where a key of eight words begins, in an array of several. */
export interface KeyWords {
  readonly words: Int32Array;
  readonly start: number;
}

/** A block as two words, the low one first. */
export type Block = Int32Array;

/** Rounds over the whole key, forwards; MAC is made of two of these. */
function passForwards(tables: SubstitutionTables, key: KeyWords, block: Block): void {
  const { words, start } = key;
  let low = block[0] as number;
  let high = block[1] as number;
  for (let index = start; index < start + 8; index += 2) {
    high ^= mix(tables, (low + (words[index] as number)) | 0);
    low ^= mix(tables, (high + (words[index + 1] as number)) | 0);
  }
  block[0] = low;
  block[1] = high;
}

function passBackwards(tables: SubstitutionTables, key: KeyWords, block: Block): void {
  const { words, start } = key;
  let low = block[0] as number;
  let high = block[1] as number;
  for (let index = start + 7; index > start; index -= 2) {
    high ^= mix(tables, (low + (words[index] as number)) | 0);
    low ^= mix(tables, (high + (words[index - 1] as number)) | 0);
  }
  block[0] = low;
  block[1] = high;
}

function swap(block: Block): void {
  const low = block[0] as number;
  block[0] = block[1] as number;
  block[1] = low;
}

/** GOST 28147-89, simple replacement, of one block in place. */
export function encryptBlock(tables: SubstitutionTables, key: KeyWords, block: Block): void {
  for (let pass = 0; pass < forwardPasses; pass += 1) passForwards(tables, key, block);
  passBackwards(tables, key, block);
  swap(block);
}

function decryptBlock(tables: SubstitutionTables, key: KeyWords, block: Block): void {
  passForwards(tables, key, block);
  for (let pass = 0; pass < forwardPasses; pass += 1) passBackwards(tables, key, block);
  swap(block);
}

/** A key with its S-box, for messages in octets. */
export class Gost28147 {
  readonly #tables: SubstitutionTables;
  readonly #key: KeyWords;

  /** Throws RangeError when the key is not 32 octets long. */
  constructor(key: Uint8Array, tables: SubstitutionTables = defaultTables) {
    if (key.length !== keyOctets) throw new RangeError(`a key takes ${keyOctets} octets`);
    this.#tables = tables;
    this.#key = { words: wordsOfOctets(key), start: 0 };
  }

  /** Gamma with feedback, 64 bits at a time ("CFB"). It protects no integrity whatsoever. */
  encryptCfb(message: Uint8Array, initial: Uint8Array): Uint8Array {
    return this.#applyCfb(message, initial, true);
  }

  decryptCfb(message: Uint8Array, initial: Uint8Array): Uint8Array {
    return this.#applyCfb(message, initial, false);
  }

  /** Simple replacement. Throws RangeError when the message is not of whole blocks. */
  encryptBlocks(message: Uint8Array): Uint8Array {
    return this.#replace(message, encryptBlock);
  }

  decryptBlocks(message: Uint8Array): Uint8Array {
    return this.#replace(message, decryptBlock);
  }

  /** The first 32 bits of the message authentication code; of two blocks and more. */
  authenticate(message: Uint8Array): Uint8Array {
    const block = new Int32Array(2);
    for (let at = 0; at < message.length; at += blockOctets) {
      const [low, high] = wordsOfOctets(paddedBlock(message, at));
      block[0] = (block[0] as number) ^ (low as number);
      block[1] = (block[1] as number) ^ (high as number);
      passForwards(this.#tables, this.#key, block);
      passForwards(this.#tables, this.#key, block);
    }
    return octetsOfWords(block).slice(0, 4);
  }

  #applyCfb(message: Uint8Array, initial: Uint8Array, encrypting: boolean): Uint8Array {
    if (initial.length !== blockOctets) {
      throw new RangeError(`an initial vector takes ${blockOctets} octets`);
    }
    const out = new Uint8Array(message.length);
    const block = wordsOfOctets(initial);
    for (let at = 0; at < message.length; at += blockOctets) {
      encryptBlock(this.#tables, this.#key, block);
      const length = Math.min(blockOctets, message.length - at);
      let low = 0;
      let high = 0;
      for (let index = 0; index < length; index += 1) {
        const gamma = (block[index >>> 2] as number) >>> (8 * (index & 3));
        const octet = message[at + index] as number;
        out[at + index] = octet ^ gamma;
        const fed = ((encrypting ? octet ^ gamma : octet) & 0xff) << (8 * (index & 3));
        if (index < 4) low |= fed;
        else high |= fed;
      }
      block[0] = low;
      block[1] = high;
    }
    return out;
  }

  #replace(message: Uint8Array, replace: typeof encryptBlock): Uint8Array {
    if (message.length % blockOctets !== 0) throw new RangeError('blocks take 8 octets each');
    const out = new Uint8Array(message.length);
    for (let at = 0; at < message.length; at += blockOctets) {
      const block = wordsOfOctets(message.subarray(at, at + blockOctets));
      replace(this.#tables, this.#key, block);
      out.set(octetsOfWords(block), at);
    }
    return out;
  }
}

function paddedBlock(message: Uint8Array, at: number): Uint8Array {
  const block = new Uint8Array(blockOctets);
  block.set(message.subarray(at, at + blockOctets));
  return block;
}
