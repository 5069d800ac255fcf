import type { Issued } from '../x509/certificate-id.ts';
import { checkRevocationList, type CrlFault } from '../x509/crl-check.ts';
import type { Revocation, RevocationList } from '../x509/crl.ts';
import { checkOcspAnswer, clockSkew } from '../x509/ocsp-check.ts';
import type { GenuineAnswer, OcspFault, Responder } from '../x509/ocsp-check.ts';
import type { OcspAnswer } from '../x509/ocsp-response.ts';
import type { TrustList } from '../x509/trust-list.ts';
import type { Work } from '../x509/work.ts';
import { askStatus, type OnlineFault, type OnlineServices } from './online.ts';

export type RevocationSource = 'embedded-ocsp' | 'online-ocsp' | 'crl' | 'none';

export type UndeterminedFault =
  | OcspFault
  | CrlFault
  | OnlineFault
  | 'ocsp-older-than-signature'
  | 'crl-older-than-signature'
  | 'timestamp-authority-unchecked'
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
  readonly work: Work;
  readonly answers: readonly OcspAnswer[];
  /** Lists that came along, and those that the receiver has. */
  readonly lists: readonly RevocationList[];
  readonly ownLists: readonly RevocationList[];
  /** Undefined where nobody is asked. */
  readonly services: OnlineServices | undefined;
}

/**
 * Hears all that came along, those who can be asked, and lists. "Revoked" counts from whomever it
 * comes, when it says at or before the instant that matters; "good" counts only without it and only
 * when it was said after that instant.
 */
export function statusAt(question: RevocationQuestion): Promise<RevocationStatus> {
  return hear({ ...question, subject: 'certificate' });
}

interface Hearing extends RevocationQuestion {
  /** The status of a responder is not taken from one whose own is to be found out. */
  readonly subject: 'certificate' | 'responder';
}

/** What one source says. */
interface Told {
  readonly source: RevocationSource;
  readonly toldAt: Temporal.Instant;
  readonly says: 'good' | 'unknown' | Revocation;
  readonly answer?: OcspAnswer;
}

interface Heard {
  readonly told: readonly Told[];
  readonly faults: readonly UndeterminedFault[];
}

async function hear(hearing: Hearing): Promise<RevocationStatus> {
  const told: Told[] = [];
  const faults: UndeterminedFault[] = [];
  for (const listen of [toAnswers, toServices, toLists]) {
    // Whoever is revoked is not asked about.
    if (findRevoked(told, hearing.at) !== undefined) break;
    const heard = await listen(hearing);
    told.push(...heard.told);
    faults.push(...heard.faults);
  }
  return conclude(hearing.at, { told, faults });
}

function findRevoked(told: readonly Told[], at: Temporal.Instant) {
  return told.find(({ says }) => isRevocation(says) && isUntil(says.at, at));
}

function isRevocation(says: Told['says']): says is Revocation {
  return typeof says !== 'string';
}

function isUntil(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) <= 0;
}

function conclude(at: Temporal.Instant, { told, faults }: Heard): RevocationStatus {
  const revoked = findRevoked(told, at);
  if (revoked !== undefined && isRevocation(revoked.says)) {
    return { state: 'revoked', source: revoked.source, at: revoked.says.at };
  }
  const early: UndeterminedFault[] = [];
  for (const one of told) {
    const { says, source, toldAt, answer } = one;
    if (says === 'unknown') return { state: 'unknown', source };
    // Revoked afterwards is good until then; and clocks may differ by so much.
    if (isRevocation(says) || isUntil(at.subtract(clockSkew), toldAt)) {
      return { state: 'good', source, toldAt, answer, revokedLater: laterRevocation(told) };
    }
    early.push(source === 'crl' ? 'crl-older-than-signature' : 'ocsp-older-than-signature');
  }
  return { state: 'undetermined', faults: [...new Set([...early, ...faults])] };
}

/** The gravest reason that anybody gives. */
function laterRevocation(told: readonly Told[]): { readonly reason: number } | undefined {
  const reasons = told.flatMap(({ says }) => (isRevocation(says) ? [says.reason ?? 0] : []));
  const reason = reasons.find((one) => !peacefulReasons.has(one)) ?? reasons[0];
  return reason === undefined ? undefined : { reason };
}

/** Reasons after which what was signed before stays good: another key, or the end of work. */
const peacefulReasons: ReadonlySet<number> = new Set([3, 4, 5]);

/**
 * Whether somebody whose word is believed (a stamper, a responder) may have lost the key: a stolen
 * one could have written any time, so nothing signed with it proves a thing.
 */
export function isDiscredited(status: RevocationStatus): boolean {
  if (status.state !== 'good') return status.state !== 'undetermined';
  const { revokedLater } = status;
  return revokedLater !== undefined && !peacefulReasons.has(revokedLater.reason);
}

async function toAnswers(hearing: Hearing): Promise<Heard> {
  const told: Told[] = [];
  const faults: UndeterminedFault[] = [];
  for (const answer of hearing.answers) {
    const check = await checkOcspAnswer({ ...hearing, answer });
    const fault = check.ok ? await faultOfEmbedded(hearing, check) : check.fault;
    if (fault === 'ocsp-other-certificate') continue;
    if (fault !== undefined) faults.push(fault);
    // An old "unknown" is no statement of anything.
    else if (check.ok && check.response.status.status !== 'unknown') {
      told.push(toldBy('embedded-ocsp', check));
    }
  }
  return { told, faults };
}

async function faultOfEmbedded(
  hearing: Hearing,
  { answer, responder }: GenuineAnswer,
): Promise<OcspFault | undefined> {
  const isFuture = !isUntil(answer.producedAt, hearing.now.add(clockSkew));
  return isFuture ? 'ocsp-from-the-future' : faultOfResponder(hearing, responder, answer);
}

function toldBy(source: RevocationSource, { answer, response }: GenuineAnswer): Told {
  const { status, thisUpdate } = response;
  const says =
    status.status === 'revoked' ? { at: status.at, reason: status.reason } : status.status;
  return { source, toldAt: thisUpdate, says, answer };
}

/**
 * A delegate of the issuer must be known not to have been revoked, or bear id-pkix-ocsp-nocheck; of
 * that one only what is at hand is heard. For a listed one the list itself speaks.
 */
async function faultOfResponder(
  hearing: Hearing,
  { certificate, role }: Responder,
  { producedAt }: OcspAnswer,
): Promise<OcspFault | undefined> {
  if (role !== 'delegate') return undefined;
  const { isFreeOfStatus } = certificate.extensions;
  if (hearing.subject === 'responder') {
    return isFreeOfStatus ? undefined : 'ocsp-responder-unchecked';
  }
  const status = await hear({
    ...hearing,
    subject: 'responder',
    certificate,
    at: producedAt,
    services: isFreeOfStatus ? undefined : hearing.services,
  });
  if (isDiscredited(status)) return 'ocsp-responder-revoked';
  return isFreeOfStatus || status.state === 'good' ? undefined : 'ocsp-responder-unchecked';
}

async function toServices(hearing: Hearing): Promise<Heard> {
  const { services } = hearing;
  if (services === undefined) return { told: [], faults: ['revocation-not-asked'] };
  const status = await askStatus({ ...hearing, services });
  if (!status.ok) return { told: [], faults: [status.fault] };
  const fault = await faultOfResponder(hearing, status.responder, status.answer);
  if (fault !== undefined) return { told: [], faults: [fault] };
  return { told: [toldBy('online-ocsp', status)], faults: [] };
}

async function toLists(hearing: Hearing): Promise<Heard> {
  const told: Told[] = [];
  const faults: UndeterminedFault[] = [];
  for (const list of [...hearing.lists, ...hearing.ownLists]) {
    const work = hearing.ownLists.includes(list) ? 'own-list' : hearing.work;
    const check = await checkRevocationList({ ...hearing, list, work });
    if (!check.ok && check.fault !== 'crl-other-issuer') faults.push(check.fault);
    if (!check.ok) continue;
    told.push({ source: 'crl', toldAt: list.thisUpdate, says: check.revocation ?? 'good' });
  }
  return { told, faults };
}
