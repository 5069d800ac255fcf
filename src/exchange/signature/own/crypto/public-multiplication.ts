import type { BinaryField, FieldElement } from './binary-field.ts';
import { type AffinePoint, CurveAccumulator, type CurveEquation } from './curve-accumulator.ts';
import { bitOf } from './octets.ts';

/** Odd multiples 1, 3, 5, … of a point that digits of a scalar choose from. */
export interface OddMultiples {
  readonly width: number;
  readonly points: readonly AffinePoint[];
}

/** Digits of a scalar in a form of `width` bits, lowest first: zeros and odd numbers. */
interface Term {
  readonly digits: Int8Array;
  readonly multiples: OddMultiples;
}

/** Scalar as little-endian octets. */
export interface Multiplicand {
  readonly scalar: Uint8Array;
  readonly multiples: OddMultiples;
}

/**
 * The sum of multiples of points, all doublings in common (Straus and Shamir). Time depends on the
 * scalars: for verification only, never for a secret.
 */
export function sumOfMultiples(
  equation: CurveEquation,
  multiplicands: readonly Multiplicand[],
): AffinePoint | undefined {
  const terms = multiplicands.map(({ scalar, multiples }): Term => ({
    digits: nonAdjacentForm(scalar, multiples.width),
    multiples,
  }));
  const accumulator = new CurveAccumulator(equation);
  const length = Math.max(...terms.map(({ digits }) => digits.length));
  for (let index = length - 1; index >= 0; index -= 1) {
    if (!accumulator.isInfinity) accumulator.double();
    for (const { digits, multiples } of terms) {
      const digit = digits[index] ?? 0;
      if (digit !== 0) {
        accumulator.add(multiples.points[Math.abs(digit) >>> 1] as AffinePoint, digit < 0);
      }
    }
  }
  return accumulator.toAffine();
}

/** 2^(width−2) odd multiples of a point of odd order above 2^width. */
export function oddMultiplesOf(
  equation: CurveEquation,
  point: AffinePoint,
  width: number,
): OddMultiples {
  const sum = new CurveAccumulator(equation);
  sum.add(point, false);
  sum.double();
  const two = sum.toAffine();
  if (width === 2 || two === undefined) return { width: 2, points: [point] };
  sum.add(point, false);
  const sums = [sum.copy()];
  for (let index = 2; index < 1 << (width - 2); index += 1) {
    sum.add(two, false);
    sums.push(sum.copy());
  }
  return { width, points: [point, ...toAffineTogether(equation.field, sums)] };
}

/**
 * None of the sums may be at infinity. One inversion serves all (Montgomery): after it, going back,
 * the inverse of a product of Z-s gives that of each Z and of the product before it.
 */
export function toAffineTogether(
  field: BinaryField,
  sums: readonly CurveAccumulator[],
): readonly AffinePoint[] {
  const products: FieldElement[] = [];
  let product = field.one();
  for (const { z } of sums) {
    const next = field.zero();
    field.multiply(product, z, next);
    products.push(product);
    product = next;
  }
  const inverse = field.zero();
  field.invert(product, inverse);
  const points: AffinePoint[] = [];
  const inverseOfZ = field.zero();
  for (let index = sums.length - 1; index >= 0; index -= 1) {
    const sum = sums[index] as CurveAccumulator;
    field.multiply(inverse, products[index] as FieldElement, inverseOfZ);
    field.multiply(inverse, sum.z, inverse);
    points.push(sum.toAffineBy(inverseOfZ));
  }
  return points.reverse();
}

/**
 * The scalar as a sum of digits times powers of two, where digits are 0 or odd and below
 * 2^(width−1) in size, and at most one of `width` neighbours is not 0.
 */
function nonAdjacentForm(scalar: Uint8Array, width: number): Int8Array {
  const bits = 8 * scalar.length;
  const digits = new Int8Array(bits + 1);
  let carry = 0;
  let index = 0;
  while (index <= bits) {
    if (bitOf(scalar, index) === carry) {
      index += 1;
      continue;
    }
    let window = carry;
    for (let bit = 0; bit < width; bit += 1) window += bitOf(scalar, index + bit) << bit;
    carry = window >>> (width - 1);
    digits[index] = window - (carry << width);
    index += width;
  }
  return digits;
}
