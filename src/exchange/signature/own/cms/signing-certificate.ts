import { sameBytes } from '../der/bytes.ts';
import { DerError } from '../der/error.ts';
import { anything, atMost, sequence, sequenceOf, type Reader } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { tags } from '../der/tags.ts';
import { octets, serialNumber } from '../der/values.ts';
import { algorithmIdentifier } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOids } from '../x509/oids.ts';
import type { Work } from '../x509/work.ts';
import { single, type Attributes } from './attributes.ts';
import { attributeOids } from './oids.ts';

export interface CertificateHash {
  readonly digest: string;
  readonly hash: Uint8Array;
  readonly issuerSerial: IssuerSerial | undefined;
}

export interface IssuerSerial {
  readonly issuer: Uint8Array;
  readonly serialNumber: string;
}

/** ESSCertIDv2, RFC 5035 §4. */
function certificateHashV2(node: DerNode): CertificateHash {
  return sequence(node, (fields) => ({
    digest: fields.optional(tags.sequence, algorithmIdentifier)?.oid ?? digestOids.sha256,
    hash: fields.required(octets),
    issuerSerial: fields.optional(tags.sequence, issuerSerial),
  }));
}

/** ESSCertID, RFC 2634 §5.4.1: always SHA-1. */
function certificateHashV1(node: DerNode): CertificateHash {
  return sequence(node, (fields) => ({
    digest: digestOids.sha1,
    hash: fields.required(octets),
    issuerSerial: fields.optional(tags.sequence, issuerSerial),
  }));
}

/** IssuerSerial, RFC 5035 §5. */
export function issuerSerial(node: DerNode): IssuerSerial {
  return sequence(node, (fields) => ({
    issuer: fields.required(directoryName),
    serialNumber: fields.required(serialNumber),
  }));
}

/** GeneralNames with one directoryName [4] in it. */
function directoryName(node: DerNode): Uint8Array {
  return sequence(node, (fields) => {
    const name = fields.explicit(4, (inner) => inner.raw);
    return name ?? fields.required(() => new Uint8Array());
  });
}

/** The first certificate named is the signer's; others and policies are not looked at. */
function firstHash(read: Reader<CertificateHash>): Reader<CertificateHash> {
  return (node) =>
    sequence(node, (fields) => {
      const [hash] = fields.required(atMost(hashesMax, sequenceOf(anything)));
      fields.optional(tags.sequence, () => undefined);
      if (hash === undefined) throw new DerError('missing-element', node.start);
      return read(hash);
    });
}

/** Certificates named by one signer: the own one, and perhaps those of the path. */
const hashesMax = 8;

/**
 * How the signer named the certificate in the signed attributes: otherwise somebody could put
 * another certificate of the same key, or another key of the same name, in its place. All must
 * agree; with SHA-1 alone, of which two certificates can be made, the certificate is not named.
 */
export function readCertificateHashes(attributes: Attributes): readonly CertificateHash[] {
  const { signingCertificate, signingCertificateV2 } = attributeOids;
  const named = [
    single(attributes, signingCertificate, firstHash(certificateHashV1)),
    single(attributes, signingCertificateV2, firstHash(certificateHashV2)),
  ].filter((hash) => hash !== undefined);
  return named.some(({ digest }) => digest !== digestOids.sha1) ? named : [];
}

export async function isHashOf(
  named: CertificateHash,
  certificate: Certificate,
  work: Work,
): Promise<boolean> {
  const hash = await work.digest(named.digest, certificate.raw);
  if (hash === undefined || !sameBytes(hash, named.hash)) return false;
  const { issuerSerial: id } = named;
  return id === undefined || isIssuerSerialOf(id, certificate);
}

export function isIssuerSerialOf(id: IssuerSerial, certificate: Certificate): boolean {
  return (
    id.serialNumber === certificate.serialNumber && sameBytes(id.issuer, certificate.issuer.raw)
  );
}
