import type { OutgoingFailure, OutgoingResponse } from './http-client.ts';
import type { Result } from '#kernel/result.ts';

/** The other system gave no answer; asking again later may help. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: OutgoingFailure['kind'] | 'server-error';
}

const serverErrorFrom = 500;
const tooManyRequests = 429;

/** Whether a call ended without an answer that means anything, and why. */
export function unavailability(
  outcome: Result<OutgoingResponse, OutgoingFailure>,
): Unavailable | undefined {
  if (!outcome.ok) return { kind: 'unavailable', reason: outcome.error.kind };
  const { status } = outcome.value;
  if (status < serverErrorFrom && status !== tooManyRequests) return undefined;
  return { kind: 'unavailable', reason: 'server-error' };
}
