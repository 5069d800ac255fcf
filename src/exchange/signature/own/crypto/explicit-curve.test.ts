import { describe, expect, test } from 'vitest';
import type { BinaryCurve } from './binary-curve.ts';
import {
  type CurveFault,
  curveOfChoice,
  curveOfParameters,
  CurveRefusedError,
  type ExplicitParameters,
} from './explicit-curve.ts';
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

function faultOf(parameters: ExplicitParameters): CurveFault | undefined {
  try {
    curveOfParameters(parameters);
    return undefined;
  } catch (error) {
    if (error instanceof CurveRefusedError) return error.fault;
    throw error;
  }
}

test.each(curves)('curve $oid written out is that curve', (curve) => {
  expect(curveOfParameters(written(curve))).toBe(curve);
  expect(curveOfChoice({ form: 'explicit', curve: written(curve) })).toBe(curve);
  expect(curveOfChoice({ form: 'named', oid: curve.oid ?? '' })).toBe(curve);
});

test('a name that is none is refused', () => {
  expect(() => curveOfChoice({ form: 'named', oid: '1.2.840.10045.3.1.7' })).toThrow(
    CurveRefusedError,
  );
});

test.each([m257, m431])('another base point makes another curve, without an OID', (curve) => {
  const basePoint = compressPoint(curve, multiplyBase(curve, 12_345n));
  const other = curveOfParameters({ ...written(curve), basePoint });
  expect(other.oid).toBeUndefined();
  expect(other.order).toBe(curve.order);
  // Checked once, then kept.
  expect(curveOfParameters({ ...written(curve), basePoint })).toBe(other);
});

test('only so many curves are kept', () => {
  const made = Array.from({ length: 20 }, (_, index) => {
    const basePoint = compressPoint(m257, multiplyBase(m257, BigInt(index + 2)));
    return { ...written(m257), basePoint };
  });
  const first = curveOfParameters(made[0] as ExplicitParameters);
  made.forEach((parameters) => curveOfParameters(parameters));
  expect(curveOfParameters(made[0] as ExplicitParameters)).not.toBe(first);
});

describe('hostile parameters are refused', () => {
  const good = written(m257);
  const composite = (m257.order - 2n) | 1n;
  const cases: readonly [name: string, changes: Partial<ExplicitParameters>, CurveFault][] = [
    ['a field that the standard has not', { m: 256, ks: [10, 5, 2] }, 'field'],
    ['another modulus', { ks: [13] }, 'field'],
    ['a huge degree', { m: 2 ** 31 }, 'field'],
    ['a degree that is not a number', { m: Number.NaN }, 'field'],
    ['no exponents', { ks: [] }, 'field'],
    ['many exponents', { ks: Array.from({ length: 100_000 }, (_, at) => at) }, 'field'],
    ['a large a', { a: 2 }, 'coefficient'],
    ['a negative a', { a: -1 }, 'coefficient'],
    ['b of zero, which makes the curve singular', { b: new Uint8Array(33) }, 'coefficient'],
    ['a short b', { b: good.b.subarray(1) }, 'coefficient'],
    ['a huge b', { b: new Uint8Array(1_000_000) }, 'coefficient'],
    ['b above the field', { b: new Uint8Array(33).fill(0xff) }, 'coefficient'],
    ['an order of zero', { order: 0n }, 'order'],
    ['an order of one', { order: 1n }, 'order'],
    ['a negative order', { order: -m257.order }, 'order'],
    ['a small order', { order: 65_537n }, 'order'],
    ['a huge order', { order: 1n << 100_000n }, 'order'],
    ['an even order', { order: m257.order + 1n }, 'order'],
    ['a composite order', { order: composite }, 'order'],
    ['twice the order', { order: 2n * m257.order }, 'order'],
    ['a base point that is none', { basePoint: new Uint8Array(33) }, 'base-point'],
    ['a short base point', { basePoint: good.basePoint.subarray(2) }, 'base-point'],
    ['a huge base point', { basePoint: new Uint8Array(1_000_000) }, 'base-point'],
  ];

  test.each(cases)('%s', (_name, changes, fault) => {
    expect(faultOf({ ...good, ...changes })).toBe(fault);
  });

  test('a prime near the order, that is not the order of the base point', () => {
    // The next prime below 2^255 in size.
    const order = (1n << 255n) - 19n;
    expect(faultOf({ ...good, order })).toBe('base-point');
  });

  test('b of another curve with this base point', () => {
    const fault = faultOf({ ...good, b: octetsOfHex('01'.padStart(66, '0')) });
    expect(['base-point', 'order']).toContain(fault);
  });

  test('a = 1 in place of 0', () => {
    expect(['base-point', 'order']).toContain(faultOf({ ...good, a: 1 }));
  });
});
