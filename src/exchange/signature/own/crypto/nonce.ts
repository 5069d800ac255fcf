import type { BinaryCurve } from './binary-curve.ts';
import { kupyna512 } from './kupyna.ts';
import { bitLength, concatenate, numberOfOctets, octetsOfNumber } from './octets.ts';
import type { RandomSource } from './random.ts';

const seedOctets = 64;

/**
 * A nonce for one signature, from 1 to n − 1, each as probable as another. Random octets are
 * hashed with the key and the digest: a bad source does not give the key away, as long as digests
 * differ, and a good one keeps equal messages from having equal nonces (as RFC 6979, 3.6, allows).
 * Numbers out of range are drawn again, not reduced.
 */
export function nonceOf(
  curve: BinaryCurve,
  privateKey: bigint,
  digest: Uint8Array,
  random: RandomSource,
): bigint {
  const bits = bitLength(curve.order);
  const key = octetsOfNumber(privateKey, seedOctets);
  const seed = random(seedOctets);
  for (let draw = 0; draw < 256; draw += 1) {
    const hashed = kupyna512(concatenate(key, seed, Uint8Array.of(draw), digest));
    const nonce = BigInt.asUintN(bits, numberOfOctets(hashed));
    if (nonce > 0n && nonce < curve.order) return nonce;
  }
  throw new Error('no nonce in range');
}
