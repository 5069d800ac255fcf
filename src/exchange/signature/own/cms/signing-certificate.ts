import { sameBytes } from '../der/bytes.ts';
import { sequence, sequenceOf } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { tags } from '../der/tags.ts';
import { octets, serialNumber } from '../der/values.ts';
import { algorithmIdentifier } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOids } from '../x509/oids.ts';
import { digest } from '../x509/primitives.ts';
import { single, type Attributes } from './attributes.ts';
import { attributeOids } from './oids.ts';

interface CertificateHash {
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

type ReadHash = (node: DerNode) => CertificateHash;

/** The first certificate named is the signer's; others and policies are not looked at. */
function firstHash(read: ReadHash): (node: DerNode) => CertificateHash | undefined {
  return (node) =>
    sequence(node, (fields) => {
      const hashes = fields.required(sequenceOf(read));
      fields.optional(tags.sequence, () => undefined);
      return hashes[0];
    });
}

export type SigningCertificate = 'matches' | 'differs' | 'missing';

/**
 * Whether the signer named this certificate in the signed attributes: otherwise somebody could put
 * another certificate of the same key, or another key of the same name, in its place. Both versions
 * of the attribute must agree when both are there.
 */
export async function matchSigningCertificate(
  attributes: Attributes,
  certificate: Certificate,
): Promise<SigningCertificate> {
  const { signingCertificate, signingCertificateV2 } = attributeOids;
  const named = [
    single(attributes, signingCertificate, firstHash(certificateHashV1)),
    single(attributes, signingCertificateV2, firstHash(certificateHashV2)),
  ].filter((hash) => hash !== undefined);
  if (named.length === 0) return 'missing';
  for (const hash of named) if (!(await isHashOf(hash, certificate))) return 'differs';
  return 'matches';
}

async function isHashOf(named: CertificateHash, certificate: Certificate): Promise<boolean> {
  const hash = await digest(named.digest, certificate.raw);
  if (hash === undefined || !sameBytes(hash, named.hash)) return false;
  const { issuerSerial: id } = named;
  return id === undefined || isIssuerSerialOf(id, certificate);
}

export function isIssuerSerialOf(id: IssuerSerial, certificate: Certificate): boolean {
  return (
    id.serialNumber === certificate.serialNumber && sameBytes(id.issuer, certificate.issuer.raw)
  );
}
