import { sameBytes } from '../der/bytes.ts';
import type { Issued } from './certificate-id.ts';
import type { Revocation, RevocationList } from './crl.ts';
import { fingerprintOf } from './fingerprint.ts';
import { clockSkew } from './ocsp-check.ts';
import { isGenuine as isSignatureGenuine } from './primitives.ts';
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
  /** Who pays for checking its signature; nobody for a list that the receiver has. */
  readonly work: Work | 'own-list';
}

/**
 * What a list says of a certificate, when it is genuine and complete. Whether it is late enough to
 * prove anything of an instant the caller decides by `thisUpdate`.
 */
export async function checkRevocationList(question: CrlQuestion): Promise<CrlCheck> {
  const { list, certificate, issuer, now } = question;
  if (!sameBytes(list.issuer.raw, issuer.subject.raw)) return fault('crl-other-issuer');
  if (!list.isComplete) return fault('crl-not-complete');
  const { keyUsage } = issuer.extensions;
  if (keyUsage?.has('crlSign') !== true) return fault('crl-other-issuer');
  const isEarly = Temporal.Instant.compare(list.thisUpdate, now.add(clockSkew)) > 0;
  if (isEarly) return fault('crl-from-the-future');
  if (!(await isGenuine(question))) return fault('crl-signature-wrong');
  return { ok: true, revocation: list.revoked().get(certificate.serialNumber) };
}

/** Lists of the receiver's own by those who issued them, named by the hash of the certificate. */
const known = new WeakMap<RevocationList, Map<string, Promise<boolean>>>();

/** One's own list is long and checked once for all; one that came inside its container pays for. */
async function isGenuine({ list, issuer, work }: CrlQuestion): Promise<boolean> {
  const claim = {
    algorithm: list.signatureAlgorithm,
    key: issuer.publicKey,
    signature: list.signature,
    wrapped: true,
    message: list.signed,
  };
  if (work !== 'own-list') return work.isGenuine(claim);
  const issuers = known.get(list) ?? new Map<string, Promise<boolean>>();
  known.set(list, issuers);
  const name = await fingerprintOf(issuer);
  const found = issuers.get(name) ?? isSignatureGenuine(claim);
  issuers.set(name, found);
  return found;
}

function fault(code: CrlFault): CrlCheck {
  return { ok: false, fault: code };
}
