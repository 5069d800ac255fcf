import { setTimeout as wait } from 'node:timers/promises';
import type { APIRequestContext } from 'playwright-core';

const attemptsMax = 30;
const pauseMs = 1_000;

/** The proof of an entry of the log, once the entry is sealed: until then there is a page. */
export async function proofOnceSealed(
  request: APIRequestContext,
  address: string,
): Promise<string> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const answer = await request.get(address);
    if (answer.headers()['content-type']?.includes('json') === true) return answer.text();
    await wait(pauseMs);
  }
  throw new Error(`no proof at ${address}`);
}
