import { signatureSuites } from '../crypto/algorithm-oids.ts';
import { sequence } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { tags } from '../der/tags.ts';
import { oid } from '../der/values.ts';
import * as encode from '../der/encode.ts';
import { digestOids, signatureOids } from './oids.ts';

/** AlgorithmIdentifier, RFC 5280 §4.1.1.2. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: DerNode | undefined;
}

export function algorithmIdentifier(node: DerNode): AlgorithmIdentifier {
  return sequence(node, (fields) => ({
    oid: fields.required(oid),
    parameters: fields.any(),
  }));
}

/** Parameters absent or NULL: what every digest and signature here has. */
export function hasPlainParameters({ parameters }: AlgorithmIdentifier): boolean {
  return parameters === undefined || parameters.tag === tags.nothing;
}

export interface SignatureSuite {
  readonly key: 'dstu' | 'ec' | 'rsa';
  readonly digest: string;
}

const keysOfSchemes = { dstu4145: 'dstu', ecdsa: 'ec', 'rsa-pkcs1': 'rsa' } as const;

const rsaSuites: ReadonlyMap<string, string> = new Map([
  [digestOids.sha256, signatureOids.rsaWithSha256],
  [digestOids.sha384, signatureOids.rsaWithSha384],
  [digestOids.sha512, signatureOids.rsaWithSha512],
]);

/** What an algorithm of signature consists of; undefined when it is unknown or too weak. */
export function findSuite(algorithm: AlgorithmIdentifier): SignatureSuite | undefined {
  const suite = signatureSuites.get(algorithm.oid);
  // RSASSA-PSS says its digest in parameters; no Ukrainian authority signs so.
  if (suite?.hashOid === undefined || suite.scheme === 'rsa-pss') return undefined;
  if (!hasPlainParameters(algorithm)) return undefined;
  return { key: keysOfSchemes[suite.scheme], digest: suite.hashOid };
}

/**
 * The algorithm of a SignerInfo: its digest must be the one that the signature implies. Bare
 * rsaEncryption (RFC 3370 §3.2) takes it from the digest algorithm.
 */
export function pairedAlgorithm(
  signature: AlgorithmIdentifier,
  digest: AlgorithmIdentifier,
): AlgorithmIdentifier | undefined {
  if (!hasPlainParameters(digest)) return undefined;
  const rsa = signature.oid === signatureOids.rsa ? rsaSuites.get(digest.oid) : undefined;
  const algorithm = rsa === undefined ? signature : { ...signature, oid: rsa };
  return findSuite(algorithm)?.digest === digest.oid ? algorithm : undefined;
}

/** DSTU 4145 and ECDSA go without parameters, digests and RSA with NULL or without. */
export function encodeAlgorithm(dotted: string, withNull = false): Uint8Array {
  return encode.sequence(encode.oid(dotted), withNull ? encode.nothing() : undefined);
}
