import { digestOf, verifySignature } from '../crypto/algorithms.ts';
import { findSuite, type AlgorithmIdentifier } from './algorithm.ts';
import type { PublicKey } from './public-key.ts';

/** Hash by OID; undefined when the OID names none that we know. */
export function digest(oid: string, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  return digestOf(oid, bytes);
}

export interface SignatureClaim {
  readonly algorithm: AlgorithmIdentifier;
  readonly key: PublicKey;
  readonly signature: Uint8Array;
  /** Out of a BIT STRING of a certificate, list or answer, not out of a SignerInfo. */
  readonly wrapped: boolean;
  /** What is signed, not hashed. */
  readonly message: Uint8Array;
}

/**
 * Whether a signature is of this key over this message; false for every kind of nonsense. A DSTU
 * value lies in an OCTET STRING inside a BIT STRING; in a SignerInfo programs write it both ways.
 */
export async function isGenuine(claim: SignatureClaim): Promise<boolean> {
  const { algorithm, key, signature, message, wrapped } = claim;
  const suite = findSuite(algorithm);
  if (suite === undefined || key.kind === 'unknown' || suite.key !== key.kind) return false;
  const verify = (value: Uint8Array): Promise<boolean> =>
    verifySignature({ algorithmOid: algorithm.oid, key, message, signature: value });
  if (key.kind !== 'dstu') return verify(signature);
  const inner = unwrap(signature);
  if (wrapped) return inner !== undefined && verify(inner);
  // Values of the wrong length cost nothing: they are refused before anything is computed.
  return (await verify(signature)) || (inner !== undefined && verify(inner));
}

const octetString = 0x04;
const headerBytes = 2;
const shortLengthMax = 0x7f;

/** The content of an OCTET STRING with a short length, which every signature value has. */
function unwrap(value: Uint8Array): Uint8Array | undefined {
  const [tag, length = 0] = value;
  const isShort = length <= shortLengthMax && length === value.length - headerBytes;
  return tag === octetString && isShort ? value.subarray(headerBytes) : undefined;
}
