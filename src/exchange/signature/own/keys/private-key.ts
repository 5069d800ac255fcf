import { signDstu } from '../crypto/dstu4145.ts';
import { defaultSubstitution } from '../crypto/gost28147.ts';
import { gost34311 } from '../crypto/gost34311.ts';
import { findStandardCurve } from '../crypto/standard-curves.ts';
import * as encode from '../der/encode.ts';
import { DerError } from '../der/error.ts';
import { sequence } from '../der/fields.ts';
import { readDer } from '../der/node.ts';
import { integer, octets, oid } from '../der/values.ts';
import type { SigningKey } from '../cms/sign.ts';
import { algorithmIdentifier } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { curveOids, digestOids, keyOids, signatureOids } from '../x509/oids.ts';

/**
 * A private key as PrivateKeyInfo (RFC 5208) holds it. DSTU 4145 has no published form of its own
 * there: the key is an INTEGER, beside the algorithm and curve of the public key.
 */
export type PrivateKey =
  | { readonly kind: 'dstu'; readonly curve: string; readonly scalar: bigint }
  /** `info` is the whole PrivateKeyInfo, as WebCrypto takes it. */
  | { readonly kind: 'ec'; readonly curve: string; readonly info: Uint8Array };

const version0 = 0;

/** PrivateKeyInfo of a DSTU 4145 key. */
export function encodeDstuKey(curve: string, scalar: bigint): Uint8Array {
  return encode.sequence(
    encode.integer(version0),
    encode.sequence(
      encode.oid(signatureOids.dstuWithGost34311),
      encode.sequence(encode.oid(curve), encode.octets(defaultSubstitution)),
    ),
    encode.octets(encode.integer(scalar)),
  );
}

/** Throws DerError for what is no PrivateKeyInfo or a key of another kind. */
export function readPrivateKey(info: Uint8Array): PrivateKey {
  return sequence(readDer(info), (fields) => {
    if (fields.required(integer) !== 0n) throw new DerError('unexpected-value');
    const algorithm = fields.required(algorithmIdentifier);
    const content = fields.required(octets);
    // Attributes that OpenSSL and others may add.
    fields.any();
    if (algorithm.parameters === undefined) throw new DerError('missing-element');
    if (algorithm.oid === keyOids.ec) {
      return { kind: 'ec', curve: oid(algorithm.parameters), info };
    }
    if (algorithm.oid !== signatureOids.dstuWithGost34311) throw new DerError('unexpected-value');
    const curve = sequence(algorithm.parameters, (parameters) => {
      const named = parameters.required(oid);
      parameters.any();
      return named;
    });
    return { kind: 'dstu', curve, scalar: integer(readDer(content)) };
  });
}

/** A key that signs documents under its certificate. */
export async function signingKeyOf(
  certificate: Certificate,
  privateKey: PrivateKey,
): Promise<SigningKey> {
  return privateKey.kind === 'dstu'
    ? dstuSigner(certificate, privateKey)
    : ellipticSigner(certificate, privateKey);
}

function dstuSigner(
  certificate: Certificate,
  { curve: named, scalar }: Extract<PrivateKey, { kind: 'dstu' }>,
): SigningKey {
  const curve = findStandardCurve(named);
  if (curve === undefined) throw new DerError('unexpected-value');
  return {
    certificate,
    digest: digestOids.gost34311,
    signatureAlgorithm: signatureOids.dstuWithGost34311,
    sign: (message) => Promise.resolve(signDstu(curve, scalar, gost34311(message))),
  };
}

const ellipticCurves = {
  [curveOids.p256]: {
    name: 'P-256',
    hash: 'SHA-256',
    digest: digestOids.sha256,
    algorithm: signatureOids.ecdsaWithSha256,
  },
  [curveOids.p384]: {
    name: 'P-384',
    hash: 'SHA-384',
    digest: digestOids.sha384,
    algorithm: signatureOids.ecdsaWithSha384,
  },
} as const;

async function ellipticSigner(
  certificate: Certificate,
  { curve, info }: Extract<PrivateKey, { kind: 'ec' }>,
): Promise<SigningKey> {
  if (!(curve in ellipticCurves)) throw new DerError('unexpected-value');
  const suite = ellipticCurves[curve as keyof typeof ellipticCurves];
  const key = await crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(info),
    { name: 'ECDSA', namedCurve: suite.name },
    false,
    ['sign'],
  );
  return {
    certificate,
    digest: suite.digest,
    signatureAlgorithm: suite.algorithm,
    async sign(message) {
      const algorithm = { name: 'ECDSA', hash: suite.hash };
      const raw = await crypto.subtle.sign(algorithm, key, new Uint8Array(message));
      return encodeSignatureValue(new Uint8Array(raw));
    },
  };
}

/** ECDSA-Sig-Value of r and s as WebCrypto gives them. */
function encodeSignatureValue(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return encode.sequence(
    encode.unsignedInteger(raw.subarray(0, half)),
    encode.unsignedInteger(raw.subarray(half)),
  );
}
