/**
 * Qualified e-signature as the platform needs it (1039:10.3, 1039:10.16). Adapters lie in
 * exchange/signature: the platform's own driver, or a module of the operator's behind a socket.
 */

/** `pending`: nothing is wrong so far, but not everything could be found out yet. */
export type SignatureVerdict = 'valid' | 'invalid' | 'pending';

/** A private person, an official of a body, or the seal of a body. */
export type SignerKind = 'person' | 'official' | 'seal';

/** Qualified; advanced on a qualified certificate; neither (1039:29.2 knows the first two). */
export type SignatureQualification = 'qualified' | 'advanced-on-qualified' | 'not-qualified';

/** Signed only; time-stamped; stamped with everything that validates it for good. */
export type SignatureLevel = 'BES' | 'T' | 'XL';

/** Who a proved certificate names. Rights to act for a body are not proved by it. */
export interface SignerIdentity {
  readonly kind: SignerKind;
  readonly qualification: SignatureQualification;
  readonly commonName: string;
  readonly title: string | undefined;
  readonly organization: string | undefined;
  readonly rnokpp: string | undefined;
  /** Passport of one who refused a tax number, as written. */
  readonly passport: string | undefined;
  readonly edrpou: string | undefined;
}

export interface SignerFinding {
  readonly verdict: SignatureVerdict;
  /** Codes of what is wrong or not known yet; empty when valid. */
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  /** Told only when the signature and the path of its certificate are proved. */
  readonly identity: SignerIdentity | undefined;
  readonly level: SignatureLevel;
  /** A trusted stamp, or the moment of receipt; never what the signer claims. */
  readonly time: {
    readonly at: Temporal.Instant;
    readonly source: 'timestamp' | 'receipt';
  };
  readonly revocation: {
    readonly source: string;
    readonly toldAt: Temporal.Instant | undefined;
  };
}

export interface SignatureFindings {
  /** Of all signers together: one that is invalid makes the whole invalid. */
  readonly verdict: SignatureVerdict;
  readonly reasons: readonly string[];
  readonly signers: readonly SignerFinding[];
}

/** What the receiver asks of a signature beside being genuine; what is left out may be anything. */
export interface SignaturePolicy {
  readonly kinds?: readonly SignerKind[];
  readonly qualifications?: readonly SignatureQualification[];
}

export interface VerificationRequest {
  /** DER of a CMS / CAdES signature. */
  readonly signature: Uint8Array;
  /** What it must be a signature of. */
  readonly content: Uint8Array;
  /** When the platform got it: the best time of a signature without a stamp. */
  readonly receivedAt: Temporal.Instant;
  readonly policy?: SignaturePolicy;
}

/** A certificate that somebody hands over, as it stands now. */
export interface CertificateFindings {
  readonly verdict: SignatureVerdict;
  /** Codes of what is wrong or not known yet; empty when valid. */
  readonly reasons: readonly string[];
  /** Told only when the path of the certificate is proved. */
  readonly identity: SignerIdentity | undefined;
  /** Whether its key is for agreeing on the keys of envelopes. */
  readonly isForAgreement: boolean;
}

/** Why the driver could not do what it was asked; the caller tries again later. */
export class SignatureTrouble extends Error {
  readonly code: 'unavailable' | 'no-key' | 'no-timestamp' | 'not-valid' | 'cannot-open';

  constructor(code: SignatureTrouble['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SignatureTrouble';
    this.code = code;
  }
}

export type SignatureDriver = 'own' | 'sidecar';

/** Everything that is done with signatures. Each call throws SignatureTrouble when it cannot. */
export interface SignatureProvider {
  readonly driver: SignatureDriver;
  /** Verifies every signer. Whatever the bytes are, the answer is findings, never an error. */
  verify(request: VerificationRequest): Promise<SignatureFindings>;
  /**
   * Whom a certificate names and whether it is to be trusted now. Whatever the bytes are, the
   * answer is findings, never an error.
   */
  inspectCertificate(certificate: Uint8Array): Promise<CertificateFindings>;
  /** The platform's own seal over content that stays outside (CAdES-BES, detached). */
  seal(content: Uint8Array): Promise<Uint8Array>;
  /**
   * The same signature with a time stamp and everything that validates it inside (CAdES-X-L), to
   * be kept for good. Refuses what is not valid.
   */
  prolong(request: VerificationRequest): Promise<Uint8Array>;
  /** Encrypts for the bearers of agreement certificates (1039:10.18); sign before. */
  envelope(content: Uint8Array, recipients: readonly Uint8Array[]): Promise<Uint8Array>;
  /** Opens an envelope made for the platform. */
  open(envelope: Uint8Array): Promise<Uint8Array>;
  /** Stops threads and connections. */
  close(): Promise<void>;
}

/** A file as signatures cover it. */
export interface CoveredFile {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: Uint8Array;
}

export interface ContainerFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface ContainerSignature {
  /** Number in the names of its files. */
  readonly number: number;
  readonly manifest: Uint8Array;
  readonly signature: Uint8Array;
}

/** Containers that documents are carried in: ASiC-E with CAdES (EN 319 162-1). */
export interface DocumentContainers {
  /** The list of covered files that signature `number` signs; the same input, the same bytes. */
  manifest(number: number, files: readonly CoveredFile[]): Uint8Array;
  write(files: readonly ContainerFile[], signatures: readonly ContainerSignature[]): Uint8Array;
}
