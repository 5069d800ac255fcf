import { sameBytes } from '../der/bytes.ts';
import { octets, oid } from '../der/values.ts';
import { pairedAlgorithm } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { isStrongKey } from '../x509/strength.ts';
import type { Work } from '../x509/work.ts';
import { single } from './attributes.ts';
import { attributeOids } from './oids.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';
import { isHashOf, readCertificateHashes } from './signing-certificate.ts';

export type SignerFault =
  | 'algorithm-not-accepted'
  | 'signed-attributes-missing'
  | 'content-type-wrong'
  | 'content-missing'
  | 'content-changed'
  | 'signer-certificate-missing'
  | 'signing-certificate-missing'
  | 'signing-certificate-differs'
  | 'signature-wrong';

export type SignerCheck =
  | { readonly ok: true; readonly certificate: Certificate }
  | { readonly ok: false; readonly fault: SignerFault };

/** The digest of the content, by algorithm; undefined when it cannot be had. */
export type ContentDigest = (digestOid: string) => Promise<Uint8Array | undefined>;

export interface SignerQuestion {
  readonly data: SignedData;
  readonly signer: SignerInfo;
  readonly contentDigest: ContentDigest;
  readonly work: Work;
  /** Certificates that did not come inside. */
  readonly others?: readonly Certificate[];
}

/**
 * Whether a signer's signature is genuine over the content (RFC 5652 §5.4–5.6, RFC 5126 §4.2). The
 * cheapest refusals come first. Says nothing of whether the certificate is to be trusted.
 */
export async function checkSigner(question: SignerQuestion): Promise<SignerCheck> {
  const { data, signer, contentDigest, work } = question;
  const algorithm = pairedAlgorithm(signer.signatureAlgorithm, signer.digestAlgorithm);
  const isAnnounced = data.digestAlgorithms.includes(signer.digestAlgorithm.oid);
  if (algorithm === undefined || !isAnnounced) return fault('algorithm-not-accepted');
  if (signer.signed === undefined) return fault('signed-attributes-missing');
  const { attributes, encoded } = signer.signed;
  if (single(attributes, attributeOids.contentType, oid) !== data.contentType) {
    return fault('content-type-wrong');
  }
  const expected = single(attributes, attributeOids.messageDigest, octets);
  const actual = await contentDigest(signer.digestAlgorithm.oid);
  if (actual === undefined) return fault('content-missing');
  if (expected === undefined || !sameBytes(expected, actual)) return fault('content-changed');
  const found = await findCertificate(question);
  if (typeof found === 'string') return fault(found);
  if (!isStrongKey(found.publicKey)) return fault('algorithm-not-accepted');
  const genuine = await work.isGenuine({
    algorithm,
    key: found.publicKey,
    signature: signer.signature,
    wrapped: false,
    message: encoded,
  });
  return genuine ? { ok: true, certificate: found } : fault('signature-wrong');
}

function fault(code: SignerFault): SignerCheck {
  return { ok: false, fault: code };
}

async function findCertificate({
  data,
  signer,
  others = [],
  work,
}: SignerQuestion): Promise<Certificate | SignerFault> {
  const named = [...data.certificates, ...others].filter((one) => isNamed(one, signer));
  if (named.length === 0) return 'signer-certificate-missing';
  const hashes = readCertificateHashes(signer.signed?.attributes ?? new Map());
  if (hashes.length === 0) return 'signing-certificate-missing';
  for (const certificate of named) {
    const matches = hashes.map((hash) => isHashOf(hash, certificate, work));
    if ((await Promise.all(matches)).every(Boolean)) return certificate;
  }
  return 'signing-certificate-differs';
}

function isNamed(certificate: Certificate, { id }: SignerInfo): boolean {
  if ('keyIdentifier' in id) {
    const own = certificate.extensions.subjectKeyIdentifier;
    return own !== undefined && sameBytes(own, id.keyIdentifier);
  }
  return (
    certificate.serialNumber === id.serialNumber && sameBytes(certificate.issuer.raw, id.issuer)
  );
}
