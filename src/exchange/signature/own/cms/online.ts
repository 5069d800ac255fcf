import { readDer } from '../der/node.ts';
import { DerError } from '../der/error.ts';
import type { Issued } from '../x509/certificate-id.ts';
import { checkOcspAnswer, faultOfFreshness } from '../x509/ocsp-check.ts';
import type { GenuineAnswer, OcspFault } from '../x509/ocsp-check.ts';
import { encodeOcspRequest, nonceBytes } from '../x509/ocsp-request.ts';
import { readOcspResponse } from '../x509/ocsp-response.ts';
import type { OcspRefusal } from '../x509/ocsp-response.ts';
import type { TrustList } from '../x509/trust-list.ts';
import { checkTimeStamp } from './timestamp-check.ts';
import type { TimeStampCheck, TimeStampFault } from './timestamp-check.ts';
import {
  encodeTimeStampRequest,
  readTimeStampResponse,
  type Imprint,
  type TimeStampInfo,
} from './timestamp-info.ts';
import { toUnsigned } from '../der/bytes.ts';
import { Work, WorkExceededError } from '../x509/work.ts';

/**
 * How the outside is asked. Time limits, retries and breakers are the caller's; a call that fails
 * rejects, and whatever it rejects with means "no answer".
 */
export interface OnlineServices {
  /** POST of `application/ocsp-request`. */
  fetchOcsp(url: string, request: Uint8Array): Promise<Uint8Array>;
  /** POST of `application/timestamp-query`. */
  fetchTimestamp(url: string, request: Uint8Array): Promise<Uint8Array>;
}

export type OnlineFault =
  | OcspFault
  | 'ocsp-no-address'
  | 'ocsp-unreachable'
  | 'ocsp-malformed'
  | `ocsp-${OcspRefusal}`;

export type OnlineStatus =
  | ({ readonly ok: true } & GenuineAnswer)
  | { readonly ok: false; readonly fault: OnlineFault };

export interface StatusQuestion extends Issued {
  readonly services: OnlineServices;
  readonly trust: TrustList;
  readonly now: Temporal.Instant;
  readonly work: Work;
}

/** Responders tried for one certificate. */
const addressesMax = 3;

/** Asks the responders that a certificate names, in turn, for its status now. */
export async function askStatus(question: StatusQuestion): Promise<OnlineStatus> {
  const urls = question.certificate.extensions.addresses.ocsp.slice(0, addressesMax);
  let last: OnlineStatus = { ok: false, fault: 'ocsp-no-address' };
  for (const url of urls) {
    last = await askOne(question, url);
    if (last.ok) return last;
  }
  return last;
}

async function askOne(question: StatusQuestion, url: string): Promise<OnlineStatus> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const request = await encodeOcspRequest(question, nonce);
  const bytes = await question.services.fetchOcsp(url, request).catch(() => undefined);
  if (bytes === undefined) return { ok: false, fault: 'ocsp-unreachable' };
  const read = attempt(() => readOcspResponse(bytes));
  if (read === undefined) return { ok: false, fault: 'ocsp-malformed' };
  if (!read.ok) return { ok: false, fault: `ocsp-${read.refusal}` };
  const check = await checkOcspAnswer({ ...question, answer: read.answer });
  if (!check.ok) return check;
  const stale = faultOfFreshness(read.answer, check.response, { now: question.now, nonce });
  return stale === undefined ? check : { ok: false, fault: stale };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

export type StampFault = TimeStampFault | 'timestamp-unreachable' | 'timestamp-refused';

export type Stamp =
  | { readonly ok: true; readonly token: Uint8Array; readonly info: TimeStampInfo }
  | { readonly ok: false; readonly fault: StampFault };

export interface StampQuestion {
  readonly url: string;
  readonly imprint: Imprint;
  readonly services: OnlineServices;
  readonly trust: TrustList;
  readonly now: Temporal.Instant;
}

const stampNonceBytes = 16;

/** Gets a stamp on a hash; what comes back is checked before it is passed on. */
export async function askTimeStamp(question: StampQuestion): Promise<Stamp> {
  const { url, imprint, services, trust, now } = question;
  const nonce = toUnsigned(crypto.getRandomValues(new Uint8Array(stampNonceBytes)));
  const request = encodeTimeStampRequest({ imprint, nonce });
  const bytes = await services.fetchTimestamp(url, request).catch(() => undefined);
  if (bytes === undefined) return { ok: false, fault: 'timestamp-unreachable' };
  const response = attempt(() => readTimeStampResponse(bytes));
  if (response === undefined) return { ok: false, fault: 'timestamp-malformed' };
  if (!response.ok) return { ok: false, fault: 'timestamp-refused' };
  const check = await withinWork(
    checkTimeStamp({
      token: readDer(response.token),
      stamped: (oid) => Promise.resolve(oid === imprint.digest ? imprint.hash : undefined),
      trust,
      others: [],
      now,
      work: new Work(),
    }),
  );
  if (!check.ok) return check;
  if (check.info.nonce !== nonce) return { ok: false, fault: 'timestamp-nonce-wrong' };
  return { ok: true, token: response.token, info: check.info };
}

async function withinWork(check: Promise<TimeStampCheck>): Promise<TimeStampCheck> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof WorkExceededError) return { ok: false, fault: 'timestamp-malformed' };
    throw error;
  }
}
