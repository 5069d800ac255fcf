import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BinaryField, FieldElement } from './binary-field.ts';
import { numberOfOctets } from './octets.ts';
import { findStandardCurve, standardCurveOids } from './standard-curves.ts';

const fields = standardCurveOids.map((oid) => findStandardCurve(oid)?.field as BinaryField);

function elementOf(field: BinaryField): fc.Arbitrary<FieldElement> {
  return fc
    .uint8Array({ minLength: field.octets, maxLength: field.octets })
    .map((octets) => field.fromOctets(octets));
}

/** One operation with a new element for its result. */
function compute(field: BinaryField, fill: (out: FieldElement) => void): FieldElement {
  const out = field.zero();
  fill(out);
  return out;
}

/** Multiplication as a child does it on paper. */
function productOnPaper(field: BinaryField, a: FieldElement, b: FieldElement): bigint {
  const modulus = [field.degree, ...field.middle, 0].reduce(
    (sum, exponent) => sum | (1n << BigInt(exponent)),
    0n,
  );
  const multiplier = numberOfOctets(field.toOctets(b));
  let shifted = numberOfOctets(field.toOctets(a));
  let product = 0n;
  for (let bit = 0; bit < field.degree; bit += 1) {
    if (((multiplier >> BigInt(bit)) & 1n) === 1n) product ^= shifted;
    shifted <<= 1n;
    if (shifted >> BigInt(field.degree) === 1n) shifted ^= modulus;
  }
  return product;
}

describe.each(fields)('field of degree $degree', (field) => {
  const runs = { numRuns: 25 };
  const element = elementOf(field);

  test('products are those of multiplication on paper', () => {
    const check = (a: FieldElement, b: FieldElement) => {
      const product = compute(field, (out) => field.multiply(a, b, out));
      expect(numberOfOctets(field.toOctets(product))).toBe(productOnPaper(field, a, b));
    };
    fc.assert(fc.property(element, element, check), runs);
    const ones = field.fromOctets(new Uint8Array(field.octets).fill(0xff));
    check(ones, ones);
  });

  test('multiplication is commutative, associative and distributive', () => {
    fc.assert(
      fc.property(element, element, element, (a, b, c) => {
        const ab = compute(field, (out) => field.multiply(a, b, out));
        const bc = compute(field, (out) => field.multiply(b, c, out));
        expect(compute(field, (out) => field.multiply(b, a, out))).toEqual(ab);
        expect(compute(field, (out) => field.multiply(ab, c, out))).toEqual(
          compute(field, (out) => field.multiply(a, bc, out)),
        );
        const sum = compute(field, (out) => field.add(a, c, out));
        expect(compute(field, (out) => field.multiply(sum, b, out))).toEqual(
          compute(field, (out) => field.add(ab, bc, out)),
        );
      }),
      runs,
    );
  });

  test('a square is the product with itself', () => {
    fc.assert(
      fc.property(element, (a) => {
        expect(compute(field, (out) => field.square(a, out))).toEqual(
          compute(field, (out) => field.multiply(a, a, out)),
        );
      }),
      runs,
    );
  });

  test('an element times its inverse is one, and the inverse of zero is zero', () => {
    fc.assert(
      fc.property(
        element.filter((a) => !field.isZero(a)),
        (a) => {
          const inverse = compute(field, (out) => field.invert(a, out));
          expect(compute(field, (out) => field.multiply(a, inverse, out))).toEqual(field.one());
        },
      ),
      runs,
    );
    expect(compute(field, (out) => field.invert(field.zero(), out))).toEqual(field.zero());
  });

  test('the trace is the sum of all conjugates', () => {
    fc.assert(
      fc.property(element, (a) => {
        const sum = field.zero();
        const power = a.slice();
        for (let count = 0; count < field.degree; count += 1) {
          field.add(sum, power, sum);
          field.square(power, power);
        }
        expect(sum).toEqual(field.trace(a) === 1 ? field.one() : field.zero());
      }),
      { numRuns: 5 },
    );
  });

  test('the half-trace solves z² + z = a for a trace of zero', () => {
    fc.assert(
      fc.property(
        element.filter((a) => field.trace(a) === 0),
        (a) => {
          const root = compute(field, (out) => field.halfTrace(a, out));
          const square = compute(field, (out) => field.square(root, out));
          expect(compute(field, (out) => field.add(square, root, out))).toEqual(a);
        },
      ),
      { numRuns: 5 },
    );
  });

  test('z^(2^m) is z: the modulus is irreducible as far as that shows', () => {
    const z = field.fromOctets(Uint8Array.of(2));
    expect(compute(field, (out) => field.squareTimes(z, field.degree, out))).toEqual(z);
    expect(compute(field, (out) => field.squareTimes(z, 1, out))).not.toEqual(z);
  });

  test('octets keep an element', () => {
    fc.assert(
      fc.property(element, (a) => {
        expect(field.fromOctets(field.toOctets(a))).toEqual(a);
      }),
      runs,
    );
  });
});
