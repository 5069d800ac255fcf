import { DerError } from '../der/error.ts';
import { sequence, type Fields } from '../der/fields.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { tags } from '../der/tags.ts';
import { integer, octets, oid, smallInteger, wholeBytes } from '../der/values.ts';
import { algorithmIdentifier, hasPlainParameters, type AlgorithmIdentifier } from './algorithm.ts';
import { keyOids } from './oids.ts';

/** A curve over GF(2^m) in a polynomial basis, as DSTU 4145-2002 writes it out. */
export interface BinaryCurve {
  readonly m: number;
  /** Exponents of the middle terms: one or three, smallest first. */
  readonly ks: readonly number[];
  readonly a: number;
  /** Little-endian. */
  readonly b: Uint8Array;
  readonly order: bigint;
  /** The base point, compressed, little-endian. */
  readonly basePoint: Uint8Array;
}

export type DstuCurve =
  | { readonly form: 'named'; readonly oid: string }
  | { readonly form: 'explicit'; readonly curve: BinaryCurve };

interface AnyKey {
  /** SubjectPublicKeyInfo as it stood. */
  readonly raw: Uint8Array;
  /** Content of its BIT STRING: what key identifiers are hashed from. */
  readonly bits: Uint8Array;
}

export type PublicKey = AnyKey &
  (
    | {
        readonly kind: 'dstu';
        readonly curve: DstuCurve;
        /** Substitution of GOST 34.311; undefined for the usual one. */
        readonly sbox: Uint8Array | undefined;
        /** Compressed, little-endian. */
        readonly point: Uint8Array;
      }
    | { readonly kind: 'ec'; readonly curve: string }
    | { readonly kind: 'rsa'; readonly modulusBits: number }
    | { readonly kind: 'unknown'; readonly algorithm: string }
  );

/** SubjectPublicKeyInfo, RFC 5280 §4.1.2.7; DSTU 4145 by the order of Minjust 1236/5 [R]. */
export function publicKey(node: DerNode): PublicKey {
  return sequence(node, (fields) => {
    const algorithm = fields.required(algorithmIdentifier);
    const keyBits = fields.required(wholeBytes);
    return ofAlgorithm({ raw: node.raw, bits: keyBits }, algorithm);
  });
}

function ofAlgorithm(key: AnyKey, algorithm: AlgorithmIdentifier): PublicKey {
  if (isDstu(algorithm.oid)) return { ...key, kind: 'dstu', ...dstuKey(key.bits, algorithm) };
  if (algorithm.oid === keyOids.ec) {
    return { ...key, kind: 'ec', curve: oid(parametersOf(algorithm)) };
  }
  if (algorithm.oid === keyOids.rsa && hasPlainParameters(algorithm)) {
    return { ...key, kind: 'rsa', modulusBits: modulusBits(key.bits) };
  }
  return { ...key, kind: 'unknown', algorithm: algorithm.oid };
}

function isDstu(dotted: string): boolean {
  return keyOids.dstuFamilies.some(
    (family) => dotted === family || dotted.startsWith(`${family}.`),
  );
}

function parametersOf({ parameters }: AlgorithmIdentifier): DerNode {
  if (parameters === undefined) throw new DerError('missing-element');
  return parameters;
}

function dstuKey(
  bits: Uint8Array,
  algorithm: AlgorithmIdentifier,
): { curve: DstuCurve; sbox: Uint8Array | undefined; point: Uint8Array } {
  const point = octets(readDer(bits));
  return sequence(parametersOf(algorithm), (fields) => ({
    curve: fields.required(dstuCurve),
    sbox: fields.optional(tags.octetString, octets),
    point,
  }));
}

function dstuCurve(node: DerNode): DstuCurve {
  if (node.tag === tags.oid) return { form: 'named', oid: oid(node) };
  return { form: 'explicit', curve: sequence(node, binaryCurve) };
}

function binaryCurve(fields: Fields): BinaryCurve {
  const version = fields.explicit(0, smallInteger) ?? 0;
  if (version !== 0) throw new DerError('unexpected-value');
  return {
    ...fields.required(binaryField),
    a: fields.required(smallInteger),
    b: fields.required(octets),
    order: fields.required(integer),
    basePoint: fields.required(octets),
  };
}

function binaryField(node: DerNode): Pick<BinaryCurve, 'm' | 'ks'> {
  return sequence(node, (fields) => ({
    m: fields.required(smallInteger),
    ks: fields.required(middleTerms),
  }));
}

function middleTerms(node: DerNode): readonly number[] {
  if (node.tag === tags.integer) return [smallInteger(node)];
  return sequence(node, (fields) => [
    fields.required(smallInteger),
    fields.required(smallInteger),
    fields.required(smallInteger),
  ]);
}

function modulusBits(bits: Uint8Array): number {
  const [modulus, exponent] = sequence(readDer(bits), (fields) => [
    fields.required(integer),
    fields.required(integer),
  ]);
  if (modulus === undefined || modulus <= 0n || exponent === undefined || exponent < 3n) {
    throw new DerError('unexpected-value');
  }
  return modulus.toString(2).length;
}
