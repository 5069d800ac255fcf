import { createRequire } from 'node:module';
import { numberOfOctets, octetsOfNumber } from '#exchange/signature/own/crypto/octets.ts';

/**
 * The independent implementation that ours is compared with: jkurwa for curves, gost89 for hash and
 * cipher. They have no types; these are of what the tests use. Field elements are made of
 * big-endian octets.
 */
interface OracleElement {
  buf8(): Uint8Array;
}

interface OraclePublicKey {
  compress(): Uint8Array;
  help_verify(hash: OracleElement, s: OracleElement, r: OracleElement): boolean;
}

interface OraclePrivateKey {
  pub(): OraclePublicKey;
  help_sign(
    hash: OracleElement,
    nonce: OracleElement,
  ): { readonly r: OracleElement; readonly s: OracleElement } | null;
  sharedKey(
    publicKey: OraclePublicKey,
    keyingMaterial: Uint8Array | undefined,
    kdf: (input: Uint8Array) => Uint8Array,
  ): Uint8Array;
}

interface OracleCurve {
  rand(): OracleElement;
  pubkey(compressed: string, format: 'hex'): OraclePublicKey;
}

interface Jkurwa {
  std_curve(name: string): OracleCurve;
  Field: new (octets: Uint8Array, format: 'buf8', curve: OracleCurve) => OracleElement;
  Priv: new (curve: OracleCurve, scalar: OracleElement) => OraclePrivateKey;
}

interface Gost89 {
  compat: {
    algos(): {
      hash(message: Uint8Array): Uint8Array;
      kdf(message: Uint8Array): Uint8Array;
      encrypt(message: Uint8Array, key: Uint8Array, initial: Uint8Array): Uint8Array;
      decrypt(message: Uint8Array, key: Uint8Array, initial: Uint8Array): Uint8Array;
      keywrap(wrapping: Uint8Array, key: Uint8Array, initial: Uint8Array): Uint8Array;
      keyunwrap(wrapping: Uint8Array, wrapped: Uint8Array): Uint8Array;
    };
  };
}

const require = createRequire(import.meta.url);
const jkurwa = require('jkurwa') as Jkurwa;
export const gost89 = (require('gost89') as Gost89).compat.algos();

export class Oracle {
  readonly curve: OracleCurve;
  readonly #octets: number;
  readonly #order: bigint;

  /** `octets` of a scalar. */
  constructor(name: string, octets: number, order: bigint) {
    this.curve = jkurwa.std_curve(name);
    this.#octets = octets;
    this.#order = order;
  }

  privateKey(scalar: bigint): OraclePrivateKey {
    return new jkurwa.Priv(this.curve, this.#element(octetsOfNumber(scalar, this.#octets)));
  }

  sign(key: OraclePrivateKey, digest: Uint8Array): Uint8Array {
    // Its own random numbers may exceed the order; such ones are drawn again.
    let nonce = this.curve.rand();
    while (valueOf(nonce) >= this.#order) nonce = this.curve.rand();
    const parts = key.help_sign(this.#element(digest), nonce);
    if (parts === null) return this.sign(key, digest);
    return Uint8Array.from([
      ...octetsOfNumber(valueOf(parts.r), this.#octets),
      ...octetsOfNumber(valueOf(parts.s), this.#octets),
    ]);
  }

  verify(key: OraclePublicKey, digest: Uint8Array, signature: Uint8Array): boolean {
    return key.help_verify(
      this.#element(digest),
      this.#element(signature.subarray(this.#octets)),
      this.#element(signature.subarray(0, this.#octets)),
    );
  }

  /** From little-endian octets; a zero octet in front keeps the number positive. */
  #element(octets: Uint8Array): OracleElement {
    const bigEndian = Buffer.from([0, ...octets.toReversed()]);
    return new jkurwa.Field(bigEndian, 'buf8', this.curve);
  }
}

export function valueOf(element: OracleElement): bigint {
  return numberOfOctets(Uint8Array.from(element.buf8()).reverse());
}
