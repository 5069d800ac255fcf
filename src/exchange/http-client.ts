import { setTimeout as wait } from 'node:timers/promises';
import { err, ok, type Result } from '#kernel/result.ts';
import type { Clock } from '#platform/clock.ts';
import {
  createCircuitBreaker,
  usualCircuitLimits,
  type CircuitLimits,
  type CircuitState,
} from '#platform/circuit-breaker.ts';

type HeaderFields = Readonly<Record<string, string>>;

interface OutgoingRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** A function is asked anew before each attempt. */
  readonly headers?: HeaderFields | (() => HeaderFields);
  /** `URLSearchParams` is sent as a form. */
  readonly body?: string | URLSearchParams;
  /** Whether sending it twice does no harm; only such a request is repeated. */
  readonly idempotent: boolean;
}

/** Any answer, of any status: what it means is the adapter's to say. */
export interface OutgoingResponse {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: HeaderFields;
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8. */
  readonly body: string;
}

/** One attempt on its way; no redirects are followed. Throws as `fetch` does. */
export type Transport = (
  request: {
    readonly url: string;
    readonly method: 'GET' | 'POST';
    readonly headers: HeaderFields;
    readonly body?: string | URLSearchParams | undefined;
  },
  signal: AbortSignal,
) => Promise<{
  readonly status: number;
  readonly headers: HeaderFields;
  readonly body: AsyncIterable<Uint8Array>;
}>;

export interface OutgoingFailure {
  readonly kind: 'timeout' | 'unreachable' | 'circuit-open' | 'body-too-large';
}

/** What telemetry may know of a call: no address, no headers, no body. */
export interface CallObservation {
  readonly service: string;
  readonly attempt: number;
  readonly outcome: number | OutgoingFailure['kind'];
  readonly durationMs: number;
}

interface CallLimits {
  /** For one attempt, from connecting to the last byte. */
  readonly timeoutMs: number;
  readonly attemptsMax: number;
  /** The first pause is up to this long, each next one up to twice the previous limit. */
  readonly pauseBaseMs: number;
  readonly pauseMaxMs: number;
  readonly bodyBytesMax: number;
  readonly circuit: CircuitLimits;
}

const usualCallLimits: CallLimits = {
  timeoutMs: 10_000,
  attemptsMax: 3,
  pauseBaseMs: 200,
  pauseMaxMs: 2_000,
  bodyBytesMax: 1024 * 1024,
  circuit: usualCircuitLimits,
};

export interface HttpClientParts {
  /** Name of the service called, for telemetry. */
  readonly service: string;
  readonly clock: Clock;
  readonly limits?: Partial<CallLimits>;
  /** `fetch`, unless the other side asks for more: a certificate of ours. */
  readonly transport?: Transport;
  /** Whether an answer says that the service behind is away, though its status does not. */
  readonly meansOutage?: (response: OutgoingResponse) => boolean;
  readonly observe?: (call: CallObservation) => void;
  /** Told when so many calls in a row have failed that the service counts as gone. */
  readonly onGone?: (service: string) => void;
  /** Between 0 and 1, spreads the repeated calls of many processes. */
  readonly random?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
}

export interface HttpClient {
  send(request: OutgoingRequest): Promise<Result<OutgoingResponse, OutgoingFailure>>;
  /** Whether the service is being called now, for the page of states of systems. */
  circuit(): CircuitState;
}

type Outcome = Result<OutgoingResponse, OutgoingFailure>;

// The service itself is away or overloaded; any other status is its answer.
const statusesOfOutage = new Set([429, 502, 503, 504]);

/**
 * Calls one outside service: a timeout for each attempt, repeated attempts with random pauses for
 * idempotent requests only, a limit on the answer and a circuit breaker shared by all calls. Never
 * follows redirects, so that a secret in a body goes to no other address.
 */
export function createHttpClient(parts: HttpClientParts): HttpClient {
  const limits = { ...usualCallLimits, ...parts.limits };
  const { clock, random = Math.random, pause = (ms: number) => wait(ms) } = parts;
  const { transport = byFetch, meansOutage = () => false } = parts;
  const breaker = createCircuitBreaker(limits.circuit, clock);

  async function attempt(request: OutgoingRequest, number: number): Promise<Outcome | undefined> {
    const pass = breaker.enter();
    if (pass === undefined) return undefined;
    const startedAt = clock.now();
    let away = true;
    try {
      const outcome = await exchange(request, limits, transport);
      away = isAway(outcome);
      parts.observe?.({
        service: parts.service,
        attempt: number,
        outcome: outcome.ok ? outcome.value.status : outcome.error.kind,
        durationMs: clock.now().since(startedAt).total('milliseconds'),
      });
      return outcome;
    } finally {
      const wasOpen = breaker.state() === 'open';
      if (away) pass.failed();
      else pass.succeeded();
      if (!wasOpen && breaker.state() === 'open') parts.onGone?.(parts.service);
    }
  }

  function isAway(outcome: Outcome): boolean {
    if (!outcome.ok) return outcome.error.kind !== 'body-too-large';
    return statusesOfOutage.has(outcome.value.status) || meansOutage(outcome.value);
  }

  return {
    circuit: () => breaker.state(),
    async send(request) {
      const attemptsMax = request.idempotent ? limits.attemptsMax : 1;
      let outcome: Outcome = err({ kind: 'circuit-open' });
      for (let number = 1; number <= attemptsMax; number += 1) {
        if (number > 1) await pause(random() * pauseLimitMs(limits, number));
        const next = await attempt(request, number);
        if (next === undefined) return outcome;
        outcome = next;
        if (!isAway(outcome)) return outcome;
      }
      return outcome;
    },
  };
}

/** The longest pause before an attempt, the second being the first one repeated. */
function pauseLimitMs(limits: CallLimits, attempt: number): number {
  return Math.min(limits.pauseMaxMs, limits.pauseBaseMs * 2 ** (attempt - 2));
}

async function exchange(
  outgoing: OutgoingRequest,
  limits: CallLimits,
  transport: Transport,
): Promise<Outcome> {
  const { url, method, body } = outgoing;
  const fields = typeof outgoing.headers === 'function' ? outgoing.headers() : outgoing.headers;
  // A request that cannot be made at all is a defect and throws here, outside the `try`.
  const headers = Object.fromEntries(new Headers(fields));
  const request = { url: new URL(url).href, method, headers, body };
  try {
    const response = await transport(request, AbortSignal.timeout(limits.timeoutMs));
    const bytes = await readBytes(response.body, limits.bodyBytesMax);
    if (bytes === undefined) return err({ kind: 'body-too-large' });
    const { status } = response;
    const text = Buffer.from(bytes.buffer).toString('utf8');
    return ok({ status, headers: response.headers, bytes, body: text });
  } catch (error) {
    return err({ kind: failureOf(error) });
  }
}

const byFetch: Transport = async ({ url, method, headers, body }, signal) => {
  const response = await fetch(url, {
    ...{ method, headers, signal, redirect: 'manual' },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: response.body ?? nothing(),
  };
};

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Bytes of their own, undefined when there are more of them than allowed. */
async function readBytes(
  body: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

function failureOf(error: unknown): 'timeout' | 'unreachable' {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout';
  // `fetch` reports every trouble of the network as a TypeError.
  if (error instanceof TypeError) return 'unreachable';
  throw error;
}
