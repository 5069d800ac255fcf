import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '#kernel/result.ts';
import type { HttpClient, OutgoingResponse } from '../http-client.ts';
import { unavailability, type Unavailable } from '../unavailable.ts';
import { faultCodeOf, meaningOf } from './faults.ts';
import { formatClientId, formatServiceId, type ClientId, type ServiceId } from './identifiers.ts';

export interface TrembitaSettings {
  /** The security server of our own network; others are reached through it alone. */
  readonly baseUrl: string;
  readonly client: ClientId;
}

export interface RestServiceSettings extends TrembitaSettings {
  readonly service: ServiceId;
  /** What for, as registered with the monitoring of access to personal data. */
  readonly purposeId: string;
}

/** A question that changes nothing there, and therefore may be asked twice. */
export interface RestQuestion {
  /** Whom it is about, for the monitoring of access to personal data: a tax number. */
  readonly subjectId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RestAnswer {
  /** Of the attempt that was answered: its evidence is found by it. */
  readonly queryId: string;
  readonly status: number;
  readonly body: string;
}

export interface TrembitaFailure {
  /** Undefined when nothing was sent: the service counts as gone. */
  readonly queryId: string | undefined;
  readonly kind:
    /** No answer that means anything; asking again later may help. */
    | 'unavailable'
    /** Closed to us until an administrator mends it. */
    | 'closed'
    /** An answer that is not to this question, or does not say whose it is. */
    | 'another-answer';
  /** A word or a code of the exchange system; nothing personal. */
  readonly reason: string;
}

/**
 * One service of the Trembita system by REST. A SOAP client of the same settings has its place
 * beside: the one register asked so far needs none.
 */
export interface RestService {
  ask(question: RestQuestion): Promise<Result<RestAnswer, TrembitaFailure>>;
}

/** Whether somebody on the way said to be away: such an answer has status 500. */
export function meansOutage(response: OutgoingResponse): boolean {
  const code = faultCodeOf(response);
  return code !== undefined && meaningOf(code) === 'away';
}

/**
 * Everything personal travels in the body and in headers, never in an address. The number of a
 * query is new for each attempt, and an answer that does not bear it is not taken.
 * @law 1039:57 1039:58
 */
export function createRestService(settings: RestServiceSettings, http: HttpClient): RestService {
  const url = new URL('/restapi', settings.baseUrl).href;
  const fixed = {
    'content-type': 'application/json; charset=utf-8',
    accept: 'application/json',
    'uxp-client': formatClientId(settings.client),
    'uxp-service': formatServiceId(settings.service),
    'uxp-purpose-ids': settings.purposeId,
  };
  return {
    async ask({ subjectId, body }) {
      const sent: string[] = [];
      const outcome = await http.send({
        ...{ url, method: 'POST', idempotent: true, body: JSON.stringify(body) },
        headers() {
          const queryId = randomUUID();
          sent.push(queryId);
          return { ...fixed, 'uxp-queryid': queryId, 'uxp-subject-id': subjectId };
        },
      });
      const queryId = sent.at(-1);
      const fault = outcome.ok ? faultOf(outcome.value) : undefined;
      const failure = fault ?? failureOf(unavailability(outcome));
      if (failure !== undefined) return err({ ...failure, queryId });
      if (!outcome.ok || queryId === undefined) throw new Error('an answer to nothing');
      const { status, body: text, headers } = outcome.value;
      if (!isEcho(headers, { ...fixed, 'uxp-queryid': queryId })) {
        return err({ kind: 'another-answer', reason: 'not to this query', queryId });
      }
      return ok({ queryId, status, body: text });
    },
  };
}

type Fault = Omit<TrembitaFailure, 'queryId'>;

function faultOf(response: OutgoingResponse): Fault | undefined {
  const code = faultCodeOf(response);
  if (code === undefined) return undefined;
  return { kind: meaningOf(code) === 'closed' ? 'closed' : 'unavailable', reason: code };
}

function failureOf(unavailable: Unavailable | undefined): Fault | undefined {
  return unavailable && { kind: 'unavailable', reason: unavailable.reason };
}

/** The number must come back; who asked and what must be ours where they do. */
function isEcho(
  answer: Readonly<Record<string, string>>,
  asked: Readonly<Record<'uxp-queryid' | 'uxp-client' | 'uxp-service', string>>,
): boolean {
  const told = (name: string) => answer[name]?.trim();
  return (
    told('uxp-queryid')?.toLowerCase() === asked['uxp-queryid'] &&
    [asked['uxp-client'], undefined].includes(told('uxp-client')) &&
    [asked['uxp-service'], undefined].includes(told('uxp-service'))
  );
}
