import type { AffinePoint, CurveEquation } from './curve-accumulator.ts';

/**
 * The compressed point of DSTU 4145, 6.9–6.10, in the octets of Ukrainian certificates: x, little
 * end first, its lowest bit replaced by the trace of y/x. The lowest bit of x comes back from the
 * trace of x, which equals that of a for every point of odd order.
 */
export function compressPoint(equation: CurveEquation, { x, y }: AffinePoint): Uint8Array {
  const { field } = equation;
  const ratio = field.zero();
  field.invert(x, ratio);
  field.multiply(ratio, y, ratio);
  const octets = field.toOctets(x);
  octets[0] = ((octets[0] as number) & ~1) | field.trace(ratio);
  return octets;
}

/** The point of the curve, or undefined when the octets are not of one with x ≠ 0. */
export function decompressPoint(
  equation: CurveEquation,
  octets: Uint8Array,
): AffinePoint | undefined {
  const { field, a, b } = equation;
  if (octets.length !== field.octets) return undefined;
  if (field.degree % 8 !== 0 && (octets[field.octets - 1] as number) >>> (field.degree % 8) !== 0) {
    return undefined;
  }
  const x = field.fromOctets(octets);
  const lowest = (x[0] as number) & 1;
  x[0] = (x[0] as number) & ~1;
  if (field.trace(x) !== a) x[0] |= 1;
  if (field.isZero(x)) return undefined;
  // With z = y/x: z² + z = x + a + b/x².
  const ratio = field.zero();
  const right = field.zero();
  field.invert(x, ratio);
  field.square(ratio, ratio);
  field.multiply(ratio, b, right);
  field.add(right, x, right);
  if (a === 1) right[0] = (right[0] as number) ^ 1;
  if (field.trace(right) !== 0) return undefined;
  field.halfTrace(right, ratio);
  if (field.trace(ratio) !== lowest) ratio[0] = (ratio[0] as number) ^ 1;
  const y = field.zero();
  field.multiply(ratio, x, y);
  return { x, y };
}
