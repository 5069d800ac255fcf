import type { BinaryField, FieldElement } from './binary-field.ts';
import type { AffinePoint, CurveEquation } from './curve-accumulator.ts';
import { bitLength } from './octets.ts';

/** What a curve is made of; octets are little-endian. */
export interface CurveParameters {
  readonly field: BinaryField;
  readonly a: 0 | 1;
  readonly b: FieldElement;
  /** Of the base point: an odd prime n, so that the curve has 2n or 4n points. */
  readonly order: bigint;
  readonly base: AffinePoint;
  /** Set for the curves that the standard recommends. */
  readonly oid?: string;
}

/**
 * A curve y² + xy = x³ + ax² + b of DSTU 4145 whose parameters are known to be good. Its number of
 * points is twice an odd prime for a = 1 and four times one for a = 0: the recommended curves are
 * so, and no others are taken.
 */
export class BinaryCurve implements CurveEquation {
  readonly field: BinaryField;
  readonly a: 0 | 1;
  readonly b: FieldElement;
  readonly order: bigint;
  readonly orderBits: number;
  readonly cofactor: 2 | 4;
  readonly base: AffinePoint;
  readonly oid: string | undefined;

  constructor({ field, a, b, order, base, oid }: CurveParameters) {
    this.field = field;
    this.a = a;
    this.b = b;
    this.order = order;
    this.orderBits = bitLength(order);
    this.cofactor = a === 1 ? 2 : 4;
    this.base = base;
    this.oid = oid;
  }

  /** Octets of one scalar: a private key, or a half of a signature. */
  get scalarOctets(): number {
    return Math.ceil(this.orderBits / 8);
  }
}

export function isOnCurve(equation: CurveEquation, { x, y }: AffinePoint): boolean {
  const { field, a, b } = equation;
  // (x + a)·x² + b = (y + x)·y
  const left = field.zero();
  const right = field.zero();
  field.square(x, right);
  left.set(x);
  if (a === 1) left[0] = (left[0] as number) ^ 1;
  field.multiply(left, right, left);
  field.add(left, b, left);
  field.add(x, y, right);
  field.multiply(right, y, right);
  return field.equal(left, right);
}

/**
 * Whether a point of the curve is of odd order, hence in the group of the base point. No
 * multiplication is needed: a point is the double of another where the traces of x and a agree,
 * and the point that it is the double of is found by a square root of z² + z = x + a (Knudsen,
 * "Elliptic scalar multiplication using point halving"). It is asked as often as the cofactor has
 * twos.
 */
export function isOfOddOrder(curve: BinaryCurve, { x, y }: AffinePoint): boolean {
  const { field, a } = curve;
  if (field.isZero(x) || field.trace(x) !== a) return false;
  if (curve.cofactor === 2) return true;
  // With a = 0: λ² + λ = x; the half has u² = y + (λ + 1)·x, and the trace of u is that of u².
  const half = field.zero();
  field.halfTrace(x, half);
  half[0] = (half[0] as number) ^ 1;
  field.multiply(half, x, half);
  field.add(half, y, half);
  return field.trace(half) === 0;
}
