import { sameBytes } from '../der/bytes.ts';
import { isIdOf, type Issued } from './certificate-id.ts';
import type { Certificate } from './certificate.ts';
import { digestOids, purposeOids } from './oids.ts';
import { faultOfCertificate, isIssuedBy } from './path.ts';
import type { OcspAnswer, SingleResponse } from './ocsp-response.ts';
import { isListedWith, servicesAt, type TrustList } from './trust-list.ts';
import type { Work } from './work.ts';

export type OcspFault =
  | 'ocsp-other-certificate'
  | 'ocsp-responder-unknown'
  | 'ocsp-responder-unchecked'
  | 'ocsp-responder-revoked'
  | 'ocsp-signature-wrong'
  | 'ocsp-nonce-wrong'
  | 'ocsp-stale'
  | 'ocsp-from-the-future'
  | 'ocsp-critical-extension';

/** Who signed an answer: the issuer, one listed with the issuer, or the issuer's delegate. */
export interface Responder {
  readonly certificate: Certificate;
  readonly role: 'issuer' | 'listed' | 'delegate';
}

export interface GenuineAnswer {
  readonly answer: OcspAnswer;
  readonly response: SingleResponse;
  readonly responder: Responder;
}

export type OcspCheck =
  | ({ readonly ok: true } & GenuineAnswer)
  | { readonly ok: false; readonly fault: OcspFault };

/** Clocks of other systems may differ from ours by so much. */
export const clockSkew = Temporal.Duration.from({ seconds: 60 });
/** An answer that does not say when the next is due is believed for so long. */
const answerAgeMax = Temporal.Duration.from({ minutes: 10 });

export interface OcspQuestion extends Issued {
  readonly answer: OcspAnswer;
  readonly trust: TrustList;
  readonly work: Work;
}

/**
 * Whether an answer is genuine and about this certificate: signed by its issuer, by a responder
 * listed with the issuer or by one that the issuer delegated (RFC 6960 §4.2.2.2); and of one piece
 * in time. Says nothing of its age, nor whether a delegate has been revoked.
 */
export async function checkOcspAnswer(question: OcspQuestion): Promise<OcspCheck> {
  const { answer, work } = question;
  if (answer.hasUnknownCritical) return fault('ocsp-critical-extension');
  const response = await findResponse(question);
  if (response === undefined) return fault('ocsp-other-certificate');
  const torn = faultOfTimes(answer, response);
  if (torn !== undefined) return fault(torn);
  const responder = await findResponder(question);
  if (responder === undefined) return fault('ocsp-responder-unknown');
  const genuine = await work.isGenuine({
    algorithm: answer.signatureAlgorithm,
    key: responder.certificate.publicKey,
    signature: answer.signature,
    wrapped: true,
    message: answer.signed,
  });
  if (!genuine) return fault('ocsp-signature-wrong');
  return { ok: true, answer, response, responder };
}

function fault(code: OcspFault): OcspCheck {
  return { ok: false, fault: code };
}

/**
 * Nobody knows a status of later than the answer, and an answer of long after it is none: a
 * responder that has expired would else date its answers back and what they tell not.
 */
function faultOfTimes(
  { producedAt }: OcspAnswer,
  { thisUpdate, nextUpdate }: SingleResponse,
): OcspFault | undefined {
  if (isAfter(thisUpdate, producedAt)) return 'ocsp-from-the-future';
  return isAfter(producedAt, nextUpdate ?? thisUpdate.add(answerAgeMax)) ? 'ocsp-stale' : undefined;
}

export interface Freshness {
  readonly now: Temporal.Instant;
  /** The nonce of our request, which must come back. */
  readonly nonce: Uint8Array;
}

/** Whether a genuine answer is the answer to what we have just asked. */
export function faultOfFreshness(
  answer: OcspAnswer,
  { thisUpdate, nextUpdate }: SingleResponse,
  { now, nonce }: Freshness,
): OcspFault | undefined {
  if (answer.nonce === undefined || !sameBytes(answer.nonce, nonce)) return 'ocsp-nonce-wrong';
  const latest = now.add(clockSkew);
  const isFuture = [thisUpdate, answer.producedAt].some((at) => isAfter(at, latest));
  if (isFuture) return 'ocsp-from-the-future';
  const earliest = now.subtract(clockSkew);
  if (isAfter(earliest.subtract(answerAgeMax), answer.producedAt)) return 'ocsp-stale';
  const due = nextUpdate ?? thisUpdate.add(answerAgeMax);
  return isAfter(earliest, due) ? 'ocsp-stale' : undefined;
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0;
}

/** The only response about the certificate; two that differ would leave the choice to chance. */
async function findResponse({
  answer,
  certificate,
  issuer,
  work,
}: OcspQuestion): Promise<SingleResponse | undefined> {
  const matching: SingleResponse[] = [];
  for (const response of answer.responses) {
    if (await isIdOf(response.id, { certificate, issuer }, work)) matching.push(response);
  }
  return matching.length === 1 ? matching[0] : undefined;
}

async function findResponder(question: OcspQuestion): Promise<Responder | undefined> {
  const { answer, issuer, trust } = question;
  const mayIssuer = faultOfCertificate(issuer, answer.producedAt) === undefined;
  if (mayIssuer && (await isNamed(issuer, question)))
    return { certificate: issuer, role: 'issuer' };
  const listed = servicesAt(trust, 'ocsp', answer.producedAt).map((one) => one.certificate);
  for (const candidate of [...answer.certificates, ...listed]) {
    if (!(await isNamed(candidate, question))) continue;
    const role = await roleOf(candidate, question);
    if (role !== undefined) return { certificate: candidate, role };
  }
  return undefined;
}

/** As what a certificate may answer; undefined when it may not. */
async function roleOf(
  responder: Certificate,
  { answer, issuer, trust, work }: OcspQuestion,
): Promise<'listed' | 'delegate' | undefined> {
  if (faultOfCertificate(responder, answer.producedAt) !== undefined) return undefined;
  const { purposes, keyUsage } = responder.extensions;
  if (purposes?.oids.includes(purposeOids.ocspSigning) !== true) return undefined;
  if (keyUsage !== undefined && !keyUsage.has('digitalSignature')) return undefined;
  if (isListedWith(trust, { responder, issuer }, answer.producedAt)) return 'listed';
  const isNamedIssuer = sameBytes(responder.issuer.raw, issuer.subject.raw);
  return isNamedIssuer && (await isIssuedBy(responder, issuer, work)) ? 'delegate' : undefined;
}

/** Whether the answer names this certificate as its responder's. */
async function isNamed(
  { subject, publicKey, extensions }: Certificate,
  { answer: { responder }, work }: OcspQuestion,
): Promise<boolean> {
  if ('name' in responder) return sameBytes(responder.name.raw, subject.raw);
  const { keyHash } = responder;
  // RFC 6960 has SHA-1 of the key; Ukrainian responders write its GOST 34.311 hash, which is also
  // the key identifier. This only chooses a certificate: what it may do is checked by itself.
  const { subjectKeyIdentifier } = extensions;
  if (subjectKeyIdentifier !== undefined && sameBytes(subjectKeyIdentifier, keyHash)) return true;
  const sha1 = await work.digest(digestOids.sha1, publicKey.bits);
  return sha1 !== undefined && sameBytes(sha1, keyHash);
}
