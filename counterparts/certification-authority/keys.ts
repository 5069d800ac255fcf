import { createECDH, createHash, createPrivateKey, sign as signWith } from 'node:crypto';
import type { BinaryCurve } from '#exchange/signature/own/crypto/binary-curve.ts';
import { publicKeyOf, signDstu } from '#exchange/signature/own/crypto/dstu4145.ts';
import { defaultSubstitution } from '#exchange/signature/own/crypto/gost28147.ts';
import { gost34311 } from '#exchange/signature/own/crypto/gost34311.ts';
import { compressPoint } from '#exchange/signature/own/crypto/point-octets.ts';
import { randomScalar } from '#exchange/signature/own/crypto/random.ts';
import { findStandardCurve } from '#exchange/signature/own/crypto/standard-curves.ts';
import { encodeDstuKey } from '#exchange/signature/own/keys/private-key.ts';
import * as encode from '#exchange/signature/own/der/encode.ts';
import { encodeAlgorithm } from '#exchange/signature/own/x509/algorithm.ts';
import {
  curveOids,
  digestOids,
  keyOids,
  signatureOids,
} from '#exchange/signature/own/x509/oids.ts';

/** A key pair that belongs to nobody: whoever knows the seed has it. */
export interface PlayKey {
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** Content of its BIT STRING. */
  readonly bits: Uint8Array;
  readonly digest: string;
  readonly signatureAlgorithm: string;
  /** Of DSTU 4145 keys, which agree on keys of envelopes too. */
  readonly privateKey?: bigint;
  /** The private key as PrivateKeyInfo, for a key file. */
  readonly keyInfo: Uint8Array;
  /** The value as it stands in a SignerInfo. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
  /** The value as it stands in a BIT STRING of a certificate, list or answer. */
  readonly signWrapped: (message: Uint8Array) => Promise<Uint8Array>;
}

export type KeyKind = 'p256' | 'p384' | 'm257' | 'm431';

/** Bytes that follow from a seed and a name, the same on every run. */
export function derivedBytes(seed: string, name: string, length: number): Uint8Array {
  const stream = createHash('shake256', { outputLength: length });
  return Uint8Array.from(stream.update(`${seed}\0${name}`).digest());
}

const ellipticCurves = {
  p256: { oid: curveOids.p256, openssl: 'prime256v1', jwk: 'P-256', size: 32 },
  p384: { oid: curveOids.p384, openssl: 'secp384r1', jwk: 'P-384', size: 48 },
} as const;

/** The ECDSA key that follows from a seed and a name; its signatures are random all the same. */
function ellipticKey(seed: string, name: string, kind: 'p256' | 'p384'): PlayKey {
  const { oid, openssl, jwk, size } = ellipticCurves[kind];
  const ecdh = createECDH(openssl);
  const secret = derivedBytes(seed, name, size);
  // Below the order of either curve, and never zero.
  secret[0] = 0x7f & (secret[0] ?? 0);
  secret[size - 1] = 0x01 | (secret[size - 1] ?? 0);
  ecdh.setPrivateKey(secret);
  const bits = Uint8Array.from(ecdh.getPublicKey());
  const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: jwk,
      d: base64url(secret),
      x: base64url(bits.subarray(1, 1 + size)),
      y: base64url(bits.subarray(1 + size)),
    },
  });
  const hash = kind === 'p256' ? 'sha256' : 'sha384';
  const sign = (message: Uint8Array): Promise<Uint8Array> =>
    Promise.resolve(Uint8Array.from(signWith(hash, message, { key, dsaEncoding: 'der' })));
  return {
    spki: encode.sequence(
      encode.sequence(encode.oid(keyOids.ec), encode.oid(oid)),
      encode.bits(bits),
    ),
    bits,
    digest: digestOids[hash],
    signatureAlgorithm:
      kind === 'p256' ? signatureOids.ecdsaWithSha256 : signatureOids.ecdsaWithSha384,
    keyInfo: Uint8Array.from(key.export({ type: 'pkcs8', format: 'der' })),
    sign,
    signWrapped: sign,
  };
}

export function algorithmOf({ signatureAlgorithm }: PlayKey): Uint8Array {
  return encodeAlgorithm(signatureAlgorithm);
}

const binaryCurves = {
  m257: { oid: curveOids.m257, explicit: false },
  // Real roots write the parameters out.
  m431: { oid: curveOids.m431, explicit: true },
} as const;

/** The DSTU 4145 key that follows from a seed and a name. */
function binaryKey(seed: string, name: string, kind: 'm257' | 'm431'): PlayKey {
  const { oid, explicit } = binaryCurves[kind];
  const curve = findStandardCurve(oid);
  if (curve === undefined) throw new Error(`no curve ${oid}`);
  let draws = 0;
  const privateKey = randomScalar(curve.order, (length) => {
    draws += 1;
    return derivedBytes(seed, `${name} ${draws}`, length);
  });
  const bits = encode.octets(publicKeyOf(curve, privateKey));
  const parameters = explicit ? explicitParameters(curve) : encode.oid(oid);
  const sign = (message: Uint8Array): Promise<Uint8Array> =>
    Promise.resolve(signDstu(curve, privateKey, gost34311(message)));
  return {
    spki: encode.sequence(
      encode.sequence(
        encode.oid(signatureOids.dstuWithGost34311),
        encode.sequence(parameters, encode.octets(defaultSubstitution)),
      ),
      encode.bits(bits),
    ),
    bits,
    digest: digestOids.gost34311,
    signatureAlgorithm: signatureOids.dstuWithGost34311,
    privateKey,
    keyInfo: encodeDstuKey(oid, privateKey),
    sign,
    signWrapped: async (message) => encode.octets(await sign(message)),
  };
}

/** ECBinary: the curve of 431 bits with its four middle terms written out. */
function explicitParameters(curve: BinaryCurve): Uint8Array {
  const exponents = [1, 3, 5];
  return encode.sequence(
    encode.sequence(
      encode.integer(curve.field.degree),
      encode.sequence(...exponents.map((exponent) => encode.integer(exponent))),
    ),
    encode.integer(curve.a),
    encode.octets(curve.field.toOctets(curve.b)),
    encode.integer(curve.order),
    encode.octets(compressPoint(curve, curve.base)),
  );
}

/** The key of a kind that follows from a seed and a name. */
export function playKey(seed: string, name: string, kind: KeyKind): Promise<PlayKey> {
  const key =
    kind === 'p256' || kind === 'p384'
      ? ellipticKey(seed, name, kind)
      : binaryKey(seed, name, kind);
  return Promise.resolve(key);
}
