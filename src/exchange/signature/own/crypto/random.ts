import { bitLength, numberOfOctets } from './octets.ts';

/** Returns so many unpredictable octets. */
export type RandomSource = (length: number) => Uint8Array;

export const systemRandom: RandomSource = (length) =>
  globalThis.crypto.getRandomValues(new Uint8Array(length));

/** After so many numbers out of range in a row the source is broken: the chance is below 2^-128. */
const drawsMax = 128;

/**
 * A number from 1 to `order` − 1, each as probable as another: numbers out of range are drawn
 * again, not reduced. Throws when the source gives nothing in range.
 */
export function randomScalar(order: bigint, random: RandomSource = systemRandom): bigint {
  const bits = bitLength(order);
  const length = Math.ceil(bits / 8);
  for (let draw = 0; draw < drawsMax; draw += 1) {
    const scalar = BigInt.asUintN(bits, numberOfOctets(random(length)));
    if (scalar > 0n && scalar < order) return scalar;
  }
  throw new Error('the source of random octets gives no number in range');
}
