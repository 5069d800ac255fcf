import type { BinaryCurve } from './binary-curve.ts';
import type { FieldElement } from './binary-field.ts';
import type { AffinePoint } from './curve-accumulator.ts';
import { bitLength, bitOf, octetsOfNumber } from './octets.ts';
import type { RandomSource } from './random.ts';
import { randomScale } from './secret-multiplication.ts';

interface Multiple {
  /** From 1 to n − 1. */
  readonly scalar: bigint;
  /** Of odd order. */
  readonly point: AffinePoint;
}

/** x = X/Z */
interface Projective {
  readonly x: FieldElement;
  readonly z: FieldElement;
}

/**
 * The x of a secret multiple of a point, by the ladder of Montgomery in the coordinates of López
 * and Dahab: one addition and one doubling for each bit, whatever it is, and as many bits for one
 * scalar as for another. Coordinates are scaled by random factors.
 */
export function secretMultipleX(
  curve: BinaryCurve,
  { scalar, point }: Multiple,
  random: RandomSource,
): FieldElement {
  const { field } = curve;
  const bits = curve.orderBits + 1;
  const octets = octetsOfNumber(lengthened(scalar, curve.order, bits), Math.ceil(bits / 8));
  const ladder = new Ladder(curve, point.x);
  const low = scaled(curve, point.x, randomScale(curve, random));
  const high = { x: low.x.slice(), z: low.z.slice() };
  ladder.double(high);
  for (let bit = bits - 2; bit >= 0; bit -= 1) {
    const mask = -bitOf(octets, bit);
    exchange(low, high, mask);
    ladder.addTo(high, low);
    ladder.double(low);
    exchange(low, high, mask);
  }
  const x = field.zero();
  field.invert(low.z, x);
  field.multiply(x, low.x, x);
  return x;
}

/** The same scalar modulo n, with its highest bit in one place. */
function lengthened(scalar: bigint, order: bigint, bits: number): bigint {
  const once = scalar + order;
  return bitLength(once) === bits ? once : once + order;
}

function scaled({ field }: BinaryCurve, x: FieldElement, scale: FieldElement): Projective {
  const product = field.zero();
  field.multiply(x, scale, product);
  return { x: product, z: scale };
}

/** Exchanges the two where the mask is −1. */
function exchange(first: Projective, second: Projective, mask: number): void {
  exchangeElements(first.x, second.x, mask);
  exchangeElements(first.z, second.z, mask);
}

function exchangeElements(first: FieldElement, second: FieldElement, mask: number): void {
  for (let word = 0; word < first.length; word += 1) {
    const difference = mask & ((first[word] as number) ^ (second[word] as number));
    first[word] = (first[word] as number) ^ difference;
    second[word] = (second[word] as number) ^ difference;
  }
}

/** Steps of the ladder for points whose difference has the given x. */
class Ladder {
  readonly #curve: BinaryCurve;
  readonly #difference: FieldElement;
  readonly #s: FieldElement;
  readonly #t: FieldElement;

  constructor(curve: BinaryCurve, difference: FieldElement) {
    this.#curve = curve;
    this.#difference = difference;
    this.#s = curve.field.zero();
    this.#t = curve.field.zero();
  }

  /** X' = X⁴ + bZ⁴, Z' = X²Z² */
  double({ x, z }: Projective): void {
    const { field, b } = this.#curve;
    field.square(x, x);
    field.square(z, z);
    field.multiply(x, z, this.#s);
    field.square(x, x);
    field.square(z, z);
    field.multiply(b, z, z);
    field.add(x, z, x);
    z.set(this.#s);
  }

  /** Z' = (X₁Z₂ + X₂Z₁)², X' = x·Z' + X₁Z₂·X₂Z₁ */
  addTo({ x, z }: Projective, other: Projective): void {
    const { field } = this.#curve;
    field.multiply(x, other.z, this.#s);
    field.multiply(z, other.x, this.#t);
    field.add(this.#s, this.#t, z);
    field.square(z, z);
    field.multiply(this.#s, this.#t, this.#s);
    field.multiply(this.#difference, z, x);
    field.add(x, this.#s, x);
  }
}
