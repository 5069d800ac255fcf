import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#platform/clock.ts';
import {
  createCircuitBreaker,
  usualCircuitLimits,
  type CircuitBreaker,
} from '#platform/circuit-breaker.ts';
import type { OnlineServices } from '#exchange/signature/own/cms/online.ts';

const timeoutMs = 5_000;
const attemptsMax = 2;
const pauseMs = 200;
/** An answer with a few certificates is some kilobytes. */
const answerBytesMax = 128 * 1024;
/** Services of all authorities of the country are fewer. */
const breakersMax = 500;

/**
 * Asks certificate status and time stamps over plain HTTP, as authorities serve them: a few seconds
 * each, twice at most, and not at all while a service is known to be away.
 */
export function createOnlineServices(clock: Clock): OnlineServices {
  const breakers = new Map<string, CircuitBreaker>();
  const breakerOf = (url: string): CircuitBreaker => {
    // One authority's stamps may be away while it tells the status of certificates.
    const { origin, pathname } = new URL(url);
    const service = `${origin}${pathname}`;
    const known = breakers.get(service);
    if (known !== undefined) return known;
    const [oldest] = breakers.keys();
    if (breakers.size >= breakersMax && oldest !== undefined) breakers.delete(oldest);
    const made = createCircuitBreaker(usualCircuitLimits, clock);
    breakers.set(service, made);
    return made;
  };
  const ask = (type: string) => async (url: string, request: Uint8Array) =>
    askTwice(breakerOf(url), { url, type, request });
  return {
    fetchOcsp: ask('application/ocsp-request'),
    fetchTimestamp: ask('application/timestamp-query'),
  };
}

interface Asked {
  readonly url: string;
  readonly type: string;
  readonly request: Uint8Array;
}

async function askTwice(breaker: CircuitBreaker, asked: Asked): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt += 1) {
    const pass = breaker.enter();
    if (pass === undefined) throw new Error('the service is away');
    try {
      const answer = await askOnce(asked);
      pass.succeeded();
      return answer;
    } catch (error) {
      pass.failed();
      if (attempt === attemptsMax) throw error;
      await pause(pauseMs);
    }
  }
}

async function askOnce({ url, type, request }: Asked): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(request),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.length;
    if (size > answerBytesMax) throw new Error('the answer is too long');
    parts.push(part);
  }
  return Uint8Array.from(Buffer.concat(parts));
}
