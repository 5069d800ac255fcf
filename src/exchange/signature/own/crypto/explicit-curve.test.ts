import { describe, expect, test } from 'vitest';
import type { BinaryCurve } from './binary-curve.ts';
import { curveOfChoice, CurveRefusedError, type ExplicitParameters } from './explicit-curve.ts';
import { octetsOfHex } from './octets.ts';
import { compressPoint } from './point-octets.ts';
import { multiplyBase } from './secret-multiplication.ts';
import { findStandardCurve, standardCurveOids } from './standard-curves.ts';

const prefix = '1.2.804.2.1.1.1.1.3.1.1.2.';
const curves = standardCurveOids.map((oid) => findStandardCurve(oid) as BinaryCurve);
const m257 = findStandardCurve(`${prefix}6`) as BinaryCurve;
const m431 = findStandardCurve(`${prefix}9`) as BinaryCurve;

function written({ field, a, b, order, base }: BinaryCurve): ExplicitParameters {
  return {
    m: field.degree,
    ks: field.middle.toReversed(),
    a,
    b: field.toOctets(b),
    order,
    basePoint: compressPoint({ field, a, b }, base),
  };
}

function curveOf(parameters: ExplicitParameters): BinaryCurve {
  return curveOfChoice({ form: 'explicit', curve: parameters });
}

test.each(curves)('curve $oid written out is that curve', (curve) => {
  expect(curveOf(written(curve))).toBe(curve);
  const reversed = { ...written(curve), ks: curve.field.middle };
  expect(curveOf(reversed)).toBe(curve);
  expect(curveOfChoice({ form: 'named', oid: curve.oid ?? '' })).toBe(curve);
});

test('a name that is none is refused', () => {
  expect(() => curveOfChoice({ form: 'named', oid: '1.2.840.10045.3.1.7' })).toThrow(
    CurveRefusedError,
  );
});

test.each([m257, m431])('a sound curve with another base point is refused too', (curve) => {
  const basePoint = compressPoint(curve, multiplyBase(curve, 12_345n));
  expect(() => curveOf({ ...written(curve), basePoint })).toThrow(CurveRefusedError);
});

describe('hostile parameters are refused', () => {
  const good = written(m257);
  const composite = (m257.order - 2n) | 1n;
  const cases: readonly [name: string, changes: Partial<ExplicitParameters>][] = [
    ['a field that the standard has not', { m: 256, ks: [10, 5, 2] }],
    ['another modulus', { ks: [13] }],
    ['a huge degree', { m: 2 ** 31 }],
    ['a degree that is not a number', { m: Number.NaN }],
    ['no exponents', { ks: [] }],
    ['many exponents', { ks: Array.from({ length: 100_000 }, (_, at) => at) }],
    ['a large a', { a: 2 }],
    ['a negative a', { a: -1 }],
    ['b of zero, which makes the curve singular', { b: new Uint8Array(33) }],
    ['a short b', { b: good.b.subarray(1) }],
    ['a huge b', { b: new Uint8Array(1_000_000) }],
    ['b above the field', { b: new Uint8Array(33).fill(0xff) }],
    ['an order of zero', { order: 0n }],
    ['an order of one', { order: 1n }],
    ['a negative order', { order: -m257.order }],
    ['a small order', { order: 65_537n }],
    ['a huge order', { order: 1n << 100_000n }],
    ['an even order', { order: m257.order + 1n }],
    ['a composite order', { order: composite }],
    ['twice the order', { order: 2n * m257.order }],
    ['a base point that is none', { basePoint: new Uint8Array(33) }],
    ['a short base point', { basePoint: good.basePoint.subarray(2) }],
    ['a huge base point', { basePoint: new Uint8Array(1_000_000) }],
    ['b of another curve', { b: octetsOfHex('01'.padStart(66, '0')) }],
    ['a = 1 in place of 0', { a: 1 }],
    ['a prime near the order', { order: (1n << 255n) - 19n }],
    ['one exponent thrice', { ...written(m431), ks: [1, 1, 1] }],
  ];

  test.each(cases)('%s', (_name, changes) => {
    expect(() => curveOf({ ...good, ...changes })).toThrow(CurveRefusedError);
  });
});
