import { sameBytes } from '../der/bytes.ts';
import * as encode from '../der/encode.ts';
import { sequence } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { octets, serialNumber } from '../der/values.ts';
import { algorithmIdentifier, encodeAlgorithm, hasPlainParameters } from './algorithm.ts';
import type { AlgorithmIdentifier } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import { digest } from './primitives.ts';
import type { Work } from './work.ts';

/** CertID, RFC 6960 §4.1.1: a certificate by its number and hashes of its issuer. */
export interface CertificateId {
  readonly algorithm: AlgorithmIdentifier;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serialNumber: string;
}

export function certificateId(node: DerNode): CertificateId {
  return sequence(node, (fields) => ({
    algorithm: fields.required(algorithmIdentifier),
    issuerNameHash: fields.required(octets),
    issuerKeyHash: fields.required(octets),
    serialNumber: fields.required(serialNumber),
  }));
}

/** A certificate and the one that issued it. */
export interface Issued {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

/** Encodes a CertID; throws when the digest is not known here. */
export async function encodeCertificateId(
  { certificate, issuer }: Issued,
  digestOid: string,
): Promise<Uint8Array> {
  const nameHash = await digest(digestOid, issuer.subject.raw);
  const keyHash = await digest(digestOid, issuer.publicKey.bits);
  if (nameHash === undefined || keyHash === undefined) throw new RangeError('unknown digest');
  return encode.sequence(
    encodeAlgorithm(digestOid, true),
    encode.octets(nameHash),
    encode.octets(keyHash),
    encode.integerOfHex(certificate.serialNumber),
  );
}

/** Whether an id means this certificate of this issuer. */
export async function isIdOf(
  id: CertificateId,
  { certificate, issuer }: Issued,
  work: Work,
): Promise<boolean> {
  if (id.serialNumber !== certificate.serialNumber) return false;
  if (!hasPlainParameters(id.algorithm)) return false;
  const nameHash = await work.digest(id.algorithm.oid, issuer.subject.raw);
  const keyHash = await work.digest(id.algorithm.oid, issuer.publicKey.bits);
  if (nameHash === undefined || keyHash === undefined) return false;
  return sameBytes(id.issuerNameHash, nameHash) && sameBytes(id.issuerKeyHash, keyHash);
}
