import { type BinaryCurve, isOfOddOrder } from './binary-curve.ts';
import type { FieldElement } from './binary-field.ts';
import { concatenate, numberOfOctets, octetsOfNumber } from './octets.ts';
import { nonceOf } from './nonce.ts';
import { compressPoint, decompressPoint } from './point-octets.ts';
import { type OddMultiples, oddMultiplesOf, sumOfMultiples } from './public-multiplication.ts';
import { type RandomSource, randomScalar, systemRandom } from './random.ts';
import { multiplyBase } from './secret-multiplication.ts';

/** Widths of digits for the base point, whose table is kept, and for a key used once. */
const baseWidth = 7;
const keyWidth = 5;

/** Octets of the hashes that are signed: GOST 34.311 and Kupyna-256, -384 and -512. */
const digestLengths: ReadonlySet<number> = new Set([32, 48, 64]);

/** A public key that has been checked, with its table: for many signatures of one signer. */
export interface DstuPublicKey {
  readonly curve: BinaryCurve;
  readonly multiples: OddMultiples;
}

const baseMultiples = new WeakMap<BinaryCurve, OddMultiples>();

/**
 * The key of a compressed point in little-endian octets; undefined when it is not a point of the
 * curve in the group of the base point. The point at infinity has no octets.
 */
export function readDstuPublicKey(
  curve: BinaryCurve,
  octets: Uint8Array,
): DstuPublicKey | undefined {
  const point = decompressPoint(curve, octets);
  if (point === undefined || !isOfOddOrder(curve, point)) return undefined;
  return { curve, multiples: oddMultiplesOf(curve, point, keyWidth) };
}

/**
 * DSTU 4145-2002, 13. The signature is r and s, each in as many little-endian octets as the order
 * takes. False for anything else, and for a key that is not one; never throws.
 */
export function verifyDstu(
  curve: BinaryCurve,
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isWellFormed(curve, digest, signature)) return false;
  const key = readDstuPublicKey(curve, publicKey);
  return key !== undefined && verifyWithKey(key, digest, signature);
}

export function verifyWithKey(
  { curve, multiples }: DstuPublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isWellFormed(curve, digest, signature)) return false;
  const r = signature.subarray(0, curve.scalarOctets);
  const s = signature.subarray(curve.scalarOctets);
  const point = sumOfMultiples(curve, [
    { scalar: s, multiples: baseMultiplesOf(curve) },
    { scalar: r, multiples },
  ]);
  if (point === undefined) return false;
  return preSignature(curve, point.x, digest) === numberOfOctets(r);
}

/** DSTU 4145-2002, 12. Throws RangeError for a digest or a private key that cannot be. */
export function signDstu(
  curve: BinaryCurve,
  privateKey: bigint,
  digest: Uint8Array,
  random: RandomSource = systemRandom,
): Uint8Array {
  for (;;) {
    const nonce = nonceOf(curve, privateKey, digest, random);
    const signature = signWithNonce(curve, { privateKey, nonce, random }, digest);
    if (signature !== undefined) return signature;
  }
}

export interface SigningSecrets {
  readonly privateKey: bigint;
  readonly nonce: bigint;
  readonly random: RandomSource;
}

/**
 * With a given nonce, as the standard's example has it; two signatures with one nonce give the key
 * away. Undefined when another nonce must be drawn.
 */
export function signWithNonce(
  curve: BinaryCurve,
  { privateKey, nonce, random }: SigningSecrets,
  digest: Uint8Array,
): Uint8Array | undefined {
  if (!digestLengths.has(digest.length)) {
    throw new RangeError(`a digest of ${digest.length} octets is not signed`);
  }
  assertPrivateKey(curve, privateKey);
  const { x } = multiplyBase(curve, nonce, random);
  const r = preSignature(curve, x, digest);
  const s = (nonce + privateKey * r) % curve.order;
  if (r === 0n || s === 0n) return undefined;
  return concatenate(octetsOfNumber(r, curve.scalarOctets), octetsOfNumber(s, curve.scalarOctets));
}

export function generatePrivateKey(
  curve: BinaryCurve,
  random: RandomSource = systemRandom,
): bigint {
  return randomScalar(curve.order, random);
}

/** −d·G, compressed, little-endian. Throws RangeError for a private key that cannot be. */
export function publicKeyOf(
  curve: BinaryCurve,
  privateKey: bigint,
  random: RandomSource = systemRandom,
): Uint8Array {
  assertPrivateKey(curve, privateKey);
  const { x, y } = multiplyBase(curve, privateKey, random);
  const opposite = { x, y: curve.field.zero() };
  curve.field.add(x, y, opposite.y);
  return compressPoint(curve, opposite);
}

export function assertPrivateKey(curve: BinaryCurve, privateKey: bigint): void {
  if (privateKey <= 0n || privateKey >= curve.order) {
    throw new RangeError('a private key is from 1 to n − 1');
  }
}

/** 5.9 and 5.8: h·x as a number, without the bits from the highest of the order up. */
function preSignature(curve: BinaryCurve, x: FieldElement, digest: Uint8Array): bigint {
  const { field } = curve;
  const product = field.fromOctets(digest);
  if (field.isZero(product)) product[0] = 1;
  field.multiply(product, x, product);
  return BigInt.asUintN(curve.orderBits - 1, numberOfOctets(field.toOctets(product)));
}

function isWellFormed(curve: BinaryCurve, digest: Uint8Array, signature: Uint8Array): boolean {
  if (!digestLengths.has(digest.length)) return false;
  if (signature.length !== 2 * curve.scalarOctets) return false;
  return [signature.subarray(0, curve.scalarOctets), signature.subarray(curve.scalarOctets)]
    .map(numberOfOctets)
    .every((half) => half > 0n && half < curve.order);
}

function baseMultiplesOf(curve: BinaryCurve): OddMultiples {
  const known = baseMultiples.get(curve);
  if (known !== undefined) return known;
  const multiples = oddMultiplesOf(curve, curve.base, baseWidth);
  baseMultiples.set(curve, multiples);
  return multiples;
}
