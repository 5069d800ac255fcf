import { describe, expect, test } from 'vitest';
import { type BinaryCurve, isOfOddOrder, isOnCurve } from './binary-curve.ts';
import { type AffinePoint, CurveAccumulator } from './curve-accumulator.ts';
import { secretMultipleX } from './ladder.ts';
import { octetsOfNumber } from './octets.ts';
import { compressPoint, decompressPoint } from './point-octets.ts';
import { isProbablyPrime } from '#test/signature/prime.ts';
import { oddMultiplesOf, sumOfMultiples } from './public-multiplication.ts';
import { randomScalar, systemRandom } from './random.ts';
import { multiplyBase } from './secret-multiplication.ts';
import { findStandardCurve, standardCurveOids } from './standard-curves.ts';

const curves = standardCurveOids.map((oid) => findStandardCurve(oid) as BinaryCurve);

/** By the method for verification. */
function multiple(
  curve: BinaryCurve,
  scalar: bigint,
  point: AffinePoint = curve.base,
  width = 5,
): AffinePoint | undefined {
  const octets = octetsOfNumber(scalar, curve.scalarOctets);
  const multiples = oddMultiplesOf(curve, point, width);
  return sumOfMultiples(curve, [{ scalar: octets, multiples }]);
}

function sum(curve: BinaryCurve, points: readonly AffinePoint[]): AffinePoint | undefined {
  const accumulator = new CurveAccumulator(curve);
  for (const point of points) accumulator.add(point, false);
  return accumulator.toAffine();
}

function opposite({ field }: BinaryCurve, { x, y }: AffinePoint): AffinePoint {
  const opposite = { x, y: field.zero() };
  field.add(x, y, opposite.y);
  return opposite;
}

/** Any point, of whatever order. */
function anyPoint(curve: BinaryCurve): AffinePoint {
  for (;;) {
    const octets = curve.field.toOctets(curve.field.fromOctets(systemRandom(curve.field.octets)));
    const point = decompressPoint(curve, octets);
    if (point !== undefined) return point;
  }
}

describe.each(curves)('curve $oid', (curve) => {
  const scalars = [
    ...[1n, 2n, 3n, 4n, curve.order - 1n, curve.order - 2n, curve.order >> 1n],
    ...Array.from({ length: 4 }, () => randomScalar(curve.order)),
  ];

  test('the base point is on the curve and of prime order', () => {
    expect(isOnCurve(curve, curve.base)).toBe(true);
    expect(isOfOddOrder(curve, curve.base)).toBe(true);
    expect(isProbablyPrime(curve.order)).toBe(true);
    expect(multiple(curve, curve.order)).toBeUndefined();
    // The interval of Hasse holds the number of points.
    const points = 1n << BigInt(curve.field.degree);
    const excess = BigInt(curve.cofactor) * curve.order - points - 1n;
    expect(excess * excess <= 4n * points).toBe(true);
  });

  test('comb, ladder and both widths of digits give the same multiples', () => {
    for (const scalar of scalars) {
      const expected = multiple(curve, scalar, curve.base, 2) as AffinePoint;
      expect(isOnCurve(curve, expected)).toBe(true);
      expect(multiple(curve, scalar)).toEqual(expected);
      expect(multiplyBase(curve, scalar)).toEqual(expected);
      const x = secretMultipleX(curve, { scalar, point: curve.base }, systemRandom);
      expect(x).toEqual(expected.x);
    }
  });

  test('points make a commutative group', () => {
    const [p, q, r] = [anyPoint(curve), anyPoint(curve), anyPoint(curve)] as const;
    const pq = sum(curve, [p, q]) as AffinePoint;
    const qr = sum(curve, [q, r]) as AffinePoint;
    expect(sum(curve, [q, p])).toEqual(pq);
    expect(sum(curve, [pq, r])).toEqual(sum(curve, [p, qr]));
    expect(sum(curve, [p, opposite(curve, p)])).toBeUndefined();
    expect(sum(curve, [p, opposite(curve, p), q])).toEqual(q);
    expect(sum(curve, [p, p])).toEqual(multiple(curve, 2n, p, 2));
    expect(isOnCurve(curve, pq)).toBe(true);
  });

  test('multiples add up as their scalars do', () => {
    const [first, second] = [randomScalar(curve.order), randomScalar(curve.order)];
    const total = sum(curve, [multiplyBase(curve, first), multiplyBase(curve, second)]);
    expect(total).toEqual(multiple(curve, (first + second) % curve.order));
  });

  test('a compressed point comes back', () => {
    for (const scalar of scalars) {
      const point = multiplyBase(curve, scalar);
      const octets = compressPoint(curve, point);
      expect(octets).toHaveLength(curve.field.octets);
      expect(decompressPoint(curve, octets)).toEqual(point);
    }
  });

  test('the quick test of order agrees with multiplication by n', () => {
    for (let count = 0; count < 12; count += 1) {
      const point = anyPoint(curve);
      const isInGroup = multiple(curve, curve.order, point, 2) === undefined;
      expect(isOfOddOrder(curve, point)).toBe(isInGroup);
    }
  });

  test('points of small order are not of odd order', () => {
    const { field } = curve;
    const root = field.zero();
    field.squareTimes(curve.b, field.degree - 1, root);
    const ofOrderTwo = { x: field.zero(), y: root };
    expect(isOnCurve(curve, ofOrderTwo)).toBe(true);
    expect(sum(curve, [ofOrderTwo, ofOrderTwo])).toBeUndefined();
    expect(isOfOddOrder(curve, ofOrderTwo)).toBe(false);
    const shifted = sum(curve, [curve.base, ofOrderTwo]) as AffinePoint;
    expect(isOnCurve(curve, shifted)).toBe(true);
    expect(isOfOddOrder(curve, shifted)).toBe(false);
  });

  test('octets that are no point are refused', () => {
    const octets = compressPoint(curve, curve.base);
    expect(decompressPoint(curve, octets.subarray(1))).toBeUndefined();
    expect(decompressPoint(curve, new Uint8Array(octets.length + 1))).toBeUndefined();
    expect(decompressPoint(curve, new Uint8Array())).toBeUndefined();
    const tooHigh = octets.slice();
    tooHigh[octets.length - 1] = 0xff;
    expect(decompressPoint(curve, tooHigh)).toBeUndefined();
    const refused = Array.from({ length: 64 }, (_, first) => {
      const changed = octets.slice();
      changed[1] = first;
      return decompressPoint(curve, changed);
    }).filter((point) => point === undefined).length;
    expect(refused).toBeGreaterThan(8);
  });
});

test('an OID that names no curve gives none', () => {
  expect(findStandardCurve('1.2.804.2.1.1.1.1.3.1.1.2.10')).toBeUndefined();
  expect(findStandardCurve('1.2.804.2.1.1.1.1.3.1.1.2.06')).toBeUndefined();
  expect(findStandardCurve('')).toBeUndefined();
});
