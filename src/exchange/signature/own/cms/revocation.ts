import type { Issued } from '../x509/certificate-id.ts';
import { checkRevocationList, type CrlFault } from '../x509/crl-check.ts';
import type { Revocation, RevocationList } from '../x509/crl.ts';
import { checkOcspAnswer, clockSkew, type OcspFault } from '../x509/ocsp-check.ts';
import type { CertificateStatus, OcspAnswer } from '../x509/ocsp-response.ts';
import type { TrustList } from '../x509/trust-list.ts';
import { askStatus, type OnlineFault, type OnlineServices } from './online.ts';

export type RevocationSource = 'embedded-ocsp' | 'online-ocsp' | 'crl' | 'none';

export type UndeterminedFault =
  | OcspFault
  | CrlFault
  | OnlineFault
  | 'ocsp-older-than-signature'
  | 'crl-older-than-signature'
  | 'revocation-not-asked';

/** Whether a certificate was revoked at an instant, and who says so. */
export type RevocationStatus =
  | {
      readonly state: 'good';
      readonly source: RevocationSource;
      readonly toldAt: Temporal.Instant;
      /** The answer to keep for good (CAdES-X-L), when it is an answer. */
      readonly answer: OcspAnswer | undefined;
      /** The certificate was revoked afterwards, for a reason of RFC 5280 §5.3.1 (0 for none). */
      readonly revokedLater: { readonly reason: number } | undefined;
    }
  | { readonly state: 'revoked'; readonly source: RevocationSource; readonly at: Temporal.Instant }
  | { readonly state: 'unknown'; readonly source: RevocationSource }
  | { readonly state: 'undetermined'; readonly faults: readonly UndeterminedFault[] };

export interface RevocationQuestion extends Issued {
  /** The instant that matters: a proved time of signing. */
  readonly at: Temporal.Instant;
  readonly now: Temporal.Instant;
  readonly trust: TrustList;
  readonly answers: readonly OcspAnswer[];
  readonly lists: readonly RevocationList[];
  /** Undefined where nobody is asked. */
  readonly services: OnlineServices | undefined;
}

/**
 * Decides by what came along, else by asking, else by lists. "Good" counts only when it was said
 * after the instant that matters; "revoked" counts whenever it was said.
 */
export async function statusAt(question: RevocationQuestion): Promise<RevocationStatus> {
  const faults: UndeterminedFault[] = [];
  const steps = [byAnswers, byAsking, byLists];
  for (const step of steps) {
    const status = await step(question);
    if (status.state !== 'undetermined') return status;
    faults.push(...status.faults);
  }
  return { state: 'undetermined', faults: [...new Set(faults)] };
}

interface Told {
  readonly source: RevocationSource;
  readonly toldAt: Temporal.Instant;
  readonly revocation: Revocation | undefined;
  readonly answer?: OcspAnswer;
}

function conclude(at: Temporal.Instant, told: Told): RevocationStatus {
  const { source, toldAt, revocation, answer } = told;
  if (revocation !== undefined && Temporal.Instant.compare(revocation.at, at) <= 0) {
    return { state: 'revoked', source, at: revocation.at };
  }
  const isLate = Temporal.Instant.compare(toldAt, at.subtract(clockSkew)) >= 0;
  if (revocation !== undefined || isLate) {
    const revokedLater = revocation === undefined ? undefined : { reason: revocation.reason ?? 0 };
    return { state: 'good', source, toldAt, answer, revokedLater };
  }
  const fault = source === 'crl' ? 'crl-older-than-signature' : 'ocsp-older-than-signature';
  return { state: 'undetermined', faults: [fault] };
}

async function byAnswers(question: RevocationQuestion): Promise<RevocationStatus> {
  const { answers, at, now } = question;
  const faults: UndeterminedFault[] = [];
  let good: RevocationStatus | undefined;
  for (const answer of answers) {
    const check = await checkOcspAnswer({ ...question, answer });
    if (!check.ok) {
      if (check.fault !== 'ocsp-other-certificate') faults.push(check.fault);
      continue;
    }
    const { status, thisUpdate } = check.response;
    if (isFuture([thisUpdate, check.producedAt], now)) {
      faults.push('ocsp-from-the-future');
      continue;
    }
    if (status.status === 'unknown') continue;
    const revocation = revocationIn(status);
    const told = conclude(at, { source: 'embedded-ocsp', toldAt: thisUpdate, revocation, answer });
    if (told.state === 'revoked') return told;
    if (told.state === 'good') good ??= told;
    if (told.state === 'undetermined') faults.push(...told.faults);
  }
  return good ?? { state: 'undetermined', faults };
}

function isFuture(instants: readonly Temporal.Instant[], now: Temporal.Instant): boolean {
  const latest = now.add(clockSkew);
  return instants.some((instant) => Temporal.Instant.compare(instant, latest) > 0);
}

async function byAsking(question: RevocationQuestion): Promise<RevocationStatus> {
  const { services, at } = question;
  if (services === undefined) return { state: 'undetermined', faults: ['revocation-not-asked'] };
  const told = await askStatus({ ...question, services });
  if (!told.ok) return { state: 'undetermined', faults: [told.fault] };
  const { status, thisUpdate } = told.response;
  if (status.status === 'unknown') return { state: 'unknown', source: 'online-ocsp' };
  const revocation = revocationIn(status);
  const { answer } = told;
  return conclude(at, { source: 'online-ocsp', toldAt: thisUpdate, revocation, answer });
}

function revocationIn(status: CertificateStatus): Revocation | undefined {
  return status.status === 'revoked' ? { at: status.at, reason: status.reason } : undefined;
}

async function byLists(question: RevocationQuestion): Promise<RevocationStatus> {
  const faults: UndeterminedFault[] = [];
  let good: RevocationStatus | undefined;
  for (const list of question.lists) {
    const check = await checkRevocationList({ ...question, list });
    if (!check.ok) {
      if (check.fault !== 'crl-other-issuer') faults.push(check.fault);
      continue;
    }
    const { revocation } = check;
    const told = conclude(question.at, { source: 'crl', toldAt: list.thisUpdate, revocation });
    if (told.state === 'revoked') return told;
    if (told.state === 'good') good ??= told;
    if (told.state === 'undetermined') faults.push(...told.faults);
  }
  return good ?? { state: 'undetermined', faults };
}
