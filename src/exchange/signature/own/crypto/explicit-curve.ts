import type { BinaryCurve } from './binary-curve.ts';
import { compressPoint } from './point-octets.ts';
import { findStandardCurve, standardCurveOids } from './standard-curves.ts';

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

/** The curve is none that the standard recommends. */
export class CurveRefusedError extends Error {
  constructor() {
    super('curve refused');
    this.name = 'CurveRefusedError';
  }
}

/** The curve of a key. Throws CurveRefusedError. */
export function curveOfChoice(choice: DstuCurveChoice): BinaryCurve {
  const curve =
    choice.form === 'named' ? findStandardCurve(choice.oid) : findWrittenOut(choice.curve);
  if (curve === undefined) throw new CurveRefusedError();
  return curve;
}

interface WrittenOut {
  readonly curve: BinaryCurve;
  readonly basePoint: Uint8Array;
}

const writtenOut: WrittenOut[] = [];

/** Recommended curves as a certificate would write them out; made when first asked for. */
function allWrittenOut(): readonly WrittenOut[] {
  if (writtenOut.length > 0) return writtenOut;
  for (const oid of standardCurveOids) {
    const curve = findStandardCurve(oid);
    if (curve !== undefined) {
      writtenOut.push({ curve, basePoint: compressPoint(curve, curve.base) });
    }
  }
  return writtenOut;
}

/**
 * The recommended curve that has exactly these parameters. Authorities write out no others, and
 * whether another one is sound nobody should have to compute for whoever sends it.
 */
function findWrittenOut(parameters: ExplicitParameters): BinaryCurve | undefined {
  const { m, ks, a, b, order, basePoint } = parameters;
  const known = allWrittenOut().find(({ curve }) => curve.field.degree === m);
  if (known === undefined) return undefined;
  const { curve } = known;
  const isSame =
    curve.a === a &&
    curve.order === order &&
    haveSame(curve.field.middle, ks) &&
    areSame(curve.field.toOctets(curve.b), b) &&
    areSame(known.basePoint, basePoint);
  return isSame ? curve : undefined;
}

/** Lengths first: octets may be as many as anybody likes. */
function areSame(own: Uint8Array, others: Uint8Array): boolean {
  return own.length === others.length && own.every((octet, at) => octet === others[at]);
}

/** Certificates have the exponents in either order. */
function haveSame(own: readonly number[], others: readonly number[]): boolean {
  return own.length === others.length && own.every((exponent) => others.includes(exponent));
}
