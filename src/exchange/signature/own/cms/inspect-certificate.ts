import { DerError } from '../der/error.ts';
import { readCertificate, type Certificate } from '../x509/certificate.ts';
import { readIdentity, type Identity } from '../x509/identity.ts';
import { findPath, type Path } from '../x509/path.ts';
import { isQualified } from '../x509/trust-list.ts';
import { Work, WorkExceededError } from '../x509/work.ts';
import type { VerificationContext } from './context.ts';
import type { Reason, Verdict } from './report.ts';
import { statusAt } from './revocation.ts';

/** What is known of a certificate by itself, without a signature beside it. */
export interface CertificateReport {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Told only when the path is proved. */
  readonly identity: Identity | undefined;
  readonly isForAgreement: boolean;
}

export interface CertificateQuestion extends Pick<
  VerificationContext,
  'trust' | 'now' | 'services' | 'cache'
> {
  readonly certificate: Uint8Array;
}

/**
 * Finds out whom a certificate names and whether it is to be trusted now. Never throws for what is
 * in it: what cannot be read is invalid, what cannot be found out is pending.
 */
export async function inspectCertificate(
  question: CertificateQuestion,
): Promise<CertificateReport> {
  const certificate = read(question.certificate);
  if (certificate === undefined) return refused(['malformed'], false);
  const isForAgreement = certificate.extensions.keyUsage?.has('keyAgreement') === true;
  try {
    return { ...(await examine(certificate, question)), isForAgreement };
  } catch (error) {
    if (error instanceof DerError) return refused(['malformed'], isForAgreement);
    if (error instanceof WorkExceededError) return refused(['too-much-work'], isForAgreement);
    throw error;
  }
}

function read(bytes: Uint8Array): Certificate | undefined {
  try {
    return readCertificate(bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function refused(reasons: readonly Reason[], isForAgreement: boolean): CertificateReport {
  return { verdict: 'invalid', reasons, identity: undefined, isForAgreement };
}

type Examined = Omit<CertificateReport, 'isForAgreement'>;

async function examine(certificate: Certificate, question: CertificateQuestion): Promise<Examined> {
  const { trust, now, cache } = question;
  const work = new Work();
  work.read(certificate.raw.length);
  const found = await findPath({
    ...{ certificate, trust, work, others: [], at: now },
    ...(cache !== undefined && { cache }),
  });
  if (!found.ok) return refused([found.fault], false);
  const { path } = found;
  const authority = path.at(-1);
  if (authority === undefined || path.length < 2) return refused(['issuer-unknown'], false);
  const reading = readIdentity(certificate, { isQualified: isQualified(trust, authority, now) });
  if (!reading.ok) return refused([reading.fault], false);
  return { ...(await standingOf(path, { ...question, work })), identity: reading.identity };
}

/** Whether any certificate of a path but the trusted one is revoked. */
async function standingOf(
  path: Path,
  { trust, now, services, work }: CertificateQuestion & { readonly work: Work },
): Promise<Pick<Examined, 'verdict' | 'reasons'>> {
  const wrong: Reason[] = [];
  const unknown: Reason[] = [];
  for (const [at, certificate] of path.entries()) {
    const issuer = path[at + 1];
    if (issuer === undefined) break;
    const status = await statusAt({
      ...{ certificate, issuer, at: now, now, trust, work, services },
      ...{ answers: [], lists: [], ownLists: [] },
    });
    if (status.state === 'undetermined') unknown.push(...status.faults);
    else if (status.state !== 'good') wrong.push(revocationReasons[status.state]);
  }
  const reasons = [...new Set([...wrong, ...unknown])];
  const verdict = wrong.length > 0 ? 'invalid' : unknown.length > 0 ? 'pending' : 'valid';
  return { verdict, reasons };
}

const revocationReasons = {
  revoked: 'certificate-revoked',
  unknown: 'certificate-unknown-to-responder',
} as const;
