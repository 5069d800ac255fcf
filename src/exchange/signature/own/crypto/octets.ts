/** Little-endian octets and whole numbers, as DSTU 4145 writes scalars and field elements. */

export function numberOfOctets(octets: Uint8Array): bigint {
  let hex = '0x0';
  for (let index = octets.length - 1; index >= 0; index -= 1) {
    hex += (octets[index] as number).toString(16).padStart(2, '0');
  }
  return BigInt(hex);
}

/** `length` octets; what does not fit is dropped. */
export function octetsOfNumber(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * length, '0');
  const octets = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) {
    const end = hex.length - 2 * index;
    octets[index] = Number.parseInt(hex.slice(end - 2, end), 16);
  }
  return octets;
}

/** Bits of a positive number, without leading zeros. */
export function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return 4 * hex.length - (Math.clz32(Number.parseInt(hex.slice(0, 1), 16)) - 28);
}

export function bitOf(octets: Uint8Array, index: number): number {
  return ((octets[index >>> 3] ?? 0) >>> (index & 7)) & 1;
}

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Big-endian hexadecimal digits, as the standards print numbers, to little-endian octets. */
export function octetsOfHex(hex: string): Uint8Array {
  return octetsOfNumber(BigInt(`0x0${hex}`), Math.ceil(hex.length / 2));
}

/** Hexadecimal digits to octets in the order written. */
export function octetsInOrder(hex: string): Uint8Array {
  return octetsOfHex(hex).reverse();
}

/** Little-endian words of 32 bits; a last part of a word is dropped. */
export function wordsOfOctets(octets: Uint8Array): Int32Array {
  const words = new Int32Array(octets.length >>> 2);
  for (let index = 0; index < words.length; index += 1) {
    const at = 4 * index;
    words[index] =
      (octets[at] as number) |
      ((octets[at + 1] as number) << 8) |
      ((octets[at + 2] as number) << 16) |
      ((octets[at + 3] as number) << 24);
  }
  return words;
}

export function octetsOfWords(words: Int32Array): Uint8Array {
  const octets = new Uint8Array(4 * words.length);
  for (let index = 0; index < octets.length; index += 1) {
    octets[index] = (words[index >>> 2] as number) >>> (8 * (index & 3));
  }
  return octets;
}
