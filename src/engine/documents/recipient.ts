import type { CertificateFindings, SignerIdentity } from '../signature/ports.ts';
import type { Holder } from './holder.ts';
import { isSame, type HolderCodes } from './judge.ts';

/** Why nothing is encrypted for a certificate. */
export type RecipientFault =
  | 'certificate-malformed'
  | 'certificate-only-signs'
  | 'certificate-expired'
  | 'certificate-revoked'
  | 'certificate-not-trusted'
  | 'certificate-not-checked'
  | 'certificate-of-another';

export interface Reader {
  /** Whom the reader acts for. */
  readonly holder: Holder;
  readonly holderCodes: HolderCodes;
  /** Of the reader in person. */
  readonly personCodes: HolderCodes;
}

/**
 * What keeps a document from being encrypted for a certificate: it must be trusted now, be for
 * agreement and name the reader, a private person for themselves, for a body its seal or its
 * official who is signed in. Undefined when nothing does.
 * @law 1039:10.18
 */
export function faultOfRecipient(
  { verdict, reasons, identity, isForAgreement }: CertificateFindings,
  reader: Reader,
): RecipientFault | undefined {
  if (verdict === 'invalid') return faultOfReasons(reasons);
  if (!isForAgreement) return 'certificate-only-signs';
  if (identity === undefined || !isReaders(identity, reader)) return 'certificate-of-another';
  return verdict === 'valid' ? undefined : 'certificate-not-checked';
}

function faultOfReasons(reasons: readonly string[]): RecipientFault {
  if (reasons.includes('malformed')) return 'certificate-malformed';
  if (reasons.includes('certificate-expired')) return 'certificate-expired';
  if (reasons.includes('certificate-revoked')) return 'certificate-revoked';
  return 'certificate-not-trusted';
}

function isReaders(
  { kind, rnokpp, edrpou }: SignerIdentity,
  { holder, holderCodes, personCodes }: Reader,
): boolean {
  if (holder.startsWith('person:')) {
    // The key of an official may be in the keeping of the body.
    return kind === 'person' && isSame(rnokpp, holderCodes.rnokpp);
  }
  if (!isSame(edrpou, holderCodes.edrpou)) return false;
  return kind === 'seal' || isSame(rnokpp, personCodes.rnokpp);
}
