import { sameBytes } from '../der/bytes.ts';
import type { Issued } from './certificate-id.ts';
import type { Revocation, RevocationList } from './crl.ts';
import { clockSkew } from './ocsp-check.ts';
import type { Work } from './work.ts';

export type CrlFault =
  | 'crl-other-issuer'
  | 'crl-not-complete'
  | 'crl-signature-wrong'
  | 'crl-from-the-future';

export type CrlCheck =
  | { readonly ok: true; readonly revocation: Revocation | undefined }
  | { readonly ok: false; readonly fault: CrlFault };

export interface CrlQuestion extends Issued {
  readonly list: RevocationList;
  readonly now: Temporal.Instant;
  readonly work: Work;
}

/**
 * What a list says of a certificate, when it is genuine and complete. Whether it is late enough to
 * prove anything of an instant the caller decides by `thisUpdate`.
 */
export async function checkRevocationList(question: CrlQuestion): Promise<CrlCheck> {
  const { list, certificate, issuer, now, work } = question;
  if (!sameBytes(list.issuer.raw, issuer.subject.raw)) return fault('crl-other-issuer');
  if (!list.isComplete) return fault('crl-not-complete');
  const { keyUsage } = issuer.extensions;
  if (keyUsage?.has('crlSign') !== true) return fault('crl-other-issuer');
  const isEarly = Temporal.Instant.compare(list.thisUpdate, now.add(clockSkew)) > 0;
  if (isEarly) return fault('crl-from-the-future');
  const genuine = await work.isGenuine({
    algorithm: list.signatureAlgorithm,
    key: issuer.publicKey,
    signature: list.signature,
    wrapped: true,
    message: list.signed,
  });
  if (!genuine) return fault('crl-signature-wrong');
  return { ok: true, revocation: list.revoked().get(certificate.serialNumber) };
}

function fault(code: CrlFault): CrlCheck {
  return { ok: false, fault: code };
}
