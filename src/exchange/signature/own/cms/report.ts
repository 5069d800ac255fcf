import type { Certificate } from '../x509/certificate.ts';
import type { Identity, IdentityFault, Qualification, SignerKind } from '../x509/identity.ts';
import type { PathFault } from '../x509/path.ts';
import type { RevocationSource, UndeterminedFault } from './revocation.ts';
import type { SignerFault } from './signer-check.ts';
import type { TimeStampFault } from './timestamp-check.ts';

/** `pending`: nothing is wrong so far, but not everything could be found out yet. */
export type Verdict = 'valid' | 'invalid' | 'pending';

/** What is proved of the time: signed only; stamped; stamped with all that validates it inside. */
export type Level = 'BES' | 'T' | 'XL';

export const levels: readonly Level[] = ['BES', 'T', 'XL'];

/** Why a signature is not (yet) valid. Words for people are made elsewhere. */
export type Reason =
  | 'malformed'
  | 'no-signers'
  | 'too-much-work'
  | 'content-differs'
  | 'signer-twice'
  | 'key-usage-wrong'
  | 'certificate-revoked'
  | 'certificate-unknown-to-responder'
  | 'level-not-accepted'
  | 'kind-not-accepted'
  | 'qualification-not-accepted'
  | `content-${TimeStampFault}`
  | SignerFault
  | PathFault
  | IdentityFault
  | TimeStampFault
  | UndeterminedFault;

export type Warning =
  | 'certificate-revoked-later'
  | 'claimed-time-differs'
  | 'references-without-values'
  | 'stamped-after-receipt'
  | 'qualification-is-advanced'
  | 'not-qualified';

export interface BestTime {
  readonly at: Temporal.Instant;
  /** A trusted stamp on the signature, or the moment the caller received it. */
  readonly source: 'timestamp' | 'receipt';
}

export interface SignerReport {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly Warning[];
  /** Who signed; told only when signature and path are proved. */
  readonly identity: Identity | undefined;
  /** The certificate that the signature fits; undefined when there is none. */
  readonly certificate: Certificate | undefined;
  readonly level: Level;
  readonly time: BestTime;
  /** Content existed at this time, by a trusted stamp. */
  readonly contentStampedAt: Temporal.Instant | undefined;
  /** What the signer says of the time; proves nothing. */
  readonly claimedAt: Temporal.Instant | undefined;
  readonly revocation: RevocationReport;
  /** From the signer's certificate to a trusted one; empty when there is no path. */
  readonly path: readonly Certificate[];
}

export interface RevocationReport {
  readonly source: RevocationSource;
  readonly toldAt: Temporal.Instant | undefined;
  readonly revokedAt: Temporal.Instant | undefined;
  /** OCSP answers that the verdict rests on, to keep with the signature. */
  readonly answers: readonly Uint8Array[];
}

export interface SignatureReport {
  /** Of all signers together: one that is invalid makes the whole invalid. */
  readonly verdict: Verdict;
  /** What is wrong with the container as a whole. */
  readonly reasons: readonly Reason[];
  readonly signers: readonly SignerReport[];
  /** Content that came inside; undefined when it is elsewhere or unreadable. */
  readonly content: Uint8Array | undefined;
}

/** What the receiver asks of a signature beside being genuine; what is left out may be anything. */
export interface SignaturePolicy {
  readonly levelMin?: Level;
  readonly kinds?: readonly SignerKind[];
  readonly qualifications?: readonly Qualification[];
}
