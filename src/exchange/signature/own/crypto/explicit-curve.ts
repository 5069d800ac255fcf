import { BinaryCurve, isOnCurve } from './binary-curve.ts';
import { bitLength, octetsOfNumber } from './octets.ts';
import { decompressPoint } from './point-octets.ts';
import { isProbablyPrime, powerModulo } from './prime.ts';
import { oddMultiplesOf, sumOfMultiples } from './public-multiplication.ts';
import { findStandardCurve, findStandardField, standardCurveOids } from './standard-curves.ts';

/** Parameters written out in a certificate, already decoded from DER; octets little-endian. */
export interface ExplicitParameters {
  /** Degree of the field. */
  readonly m: number;
  /** Exponents of the modulus between m and 0: one or three, in any order. */
  readonly ks: readonly number[];
  readonly a: number;
  readonly b: Uint8Array;
  readonly order: bigint;
  /** Compressed. */
  readonly basePoint: Uint8Array;
}

/** How a certificate says which curve its key is on. */
export type DstuCurveChoice =
  | { readonly form: 'named'; readonly oid: string }
  | { readonly form: 'explicit'; readonly curve: ExplicitParameters };

export type CurveFault = 'name' | 'field' | 'coefficient' | 'order' | 'base-point';

/** The parameters make no curve on which a signature could be trusted. */
export class CurveRefusedError extends Error {
  readonly fault: CurveFault;

  constructor(fault: CurveFault) {
    super(`curve refused: ${fault}`);
    this.name = 'CurveRefusedError';
    this.fault = fault;
  }
}

/** DSTU 4145, 5.4: the order is above 2^160, and 2^(mk) ≠ 1 modulo it for k up to 32. */
const orderBitsMin = 161;
const embeddingDegreeMin = 33;

/** Checked curves are kept, so that one certificate costs its check once. */
const keptCurvesMax = 16;
const keptCurves = new Map<string, BinaryCurve>();

/** The curve of a key. Throws CurveRefusedError, within some 50 ms whatever the parameters. */
export function curveOfChoice(choice: DstuCurveChoice): BinaryCurve {
  if (choice.form === 'explicit') return curveOfParameters(choice.curve);
  const curve = findStandardCurve(choice.oid);
  if (curve === undefined) throw new CurveRefusedError('name');
  return curve;
}

/**
 * The curve with these parameters. Those of a recommended curve give that curve, with its OID;
 * others are checked in full: a field of the standard, a base point of prime order n on the curve,
 * 2n or 4n points in all, no easy logarithm. Throws CurveRefusedError. It is for the caller to say
 * whether curves without an OID are to be trusted at all.
 */
export function curveOfParameters(parameters: ExplicitParameters): BinaryCurve {
  const { m, ks, a, b, order, basePoint } = parameters;
  const field = findStandardField(m, ks);
  if (field === undefined) throw new CurveRefusedError('field');
  if (a !== 0 && a !== 1) throw new CurveRefusedError('coefficient');
  if (b.length !== field.octets) throw new CurveRefusedError('coefficient');
  if (order < 0n || bitLength(order) > m + 1) throw new CurveRefusedError('order');
  if (basePoint.length !== field.octets) throw new CurveRefusedError('base-point');
  const key = [m, a, b.join(), order, basePoint.join()].join(':');
  const kept = keptCurves.get(key);
  if (kept !== undefined) return kept;
  const coefficient = field.fromOctets(b);
  if (field.toOctets(coefficient).join() !== b.join() || field.isZero(coefficient)) {
    throw new CurveRefusedError('coefficient');
  }
  const equation = { field, a, b: coefficient } as const;
  const point = decompressPoint(equation, basePoint);
  if (point === undefined || !isOnCurve(equation, point)) throw new CurveRefusedError('base-point');
  const curve =
    findSameCurve(new BinaryCurve({ ...equation, order, base: point })) ??
    checkedCurve(new BinaryCurve({ ...equation, order, base: point }));
  if (keptCurves.size >= keptCurvesMax) {
    keptCurves.delete(keptCurves.keys().next().value as string);
  }
  keptCurves.set(key, curve);
  return curve;
}

function findSameCurve({ field, a, b, order, base }: BinaryCurve): BinaryCurve | undefined {
  return standardCurveOids
    .map((oid) => findStandardCurve(oid) as BinaryCurve)
    .find(
      (known) =>
        known.field === field &&
        known.a === a &&
        known.order === order &&
        field.equal(known.b, b) &&
        field.equal(known.base.x, base.x) &&
        field.equal(known.base.y, base.y),
    );
}

function checkedCurve(curve: BinaryCurve): BinaryCurve {
  const { order, orderBits, base } = curve;
  const points = 1n << BigInt(curve.field.degree);
  if (orderBits < orderBitsMin) throw new CurveRefusedError('order');
  // An order above four roots of 2^m has one multiple only in the interval of Hasse.
  const excess = BigInt(curve.cofactor) * order - points - 1n;
  if (order * order <= 16n * points || excess * excess > 4n * points) {
    throw new CurveRefusedError('order');
  }
  if (!isProbablyPrime(order)) throw new CurveRefusedError('order');
  let power = 1n;
  const step = powerModulo(2n, BigInt(curve.field.degree), order);
  for (let degree = 1; degree < embeddingDegreeMin; degree += 1) {
    power = (power * step) % order;
    if (power === 1n) throw new CurveRefusedError('order');
  }
  const scalar = octetsOfNumber(order, curve.scalarOctets);
  const multiples = oddMultiplesOf(curve, base, 2);
  if (sumOfMultiples(curve, [{ scalar, multiples }]) !== undefined) {
    throw new CurveRefusedError('base-point');
  }
  return curve;
}
