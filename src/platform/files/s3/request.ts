import { createReadStream } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { FileTrouble } from '../blobs.ts';
import { emptySha256, signed, type Credentials } from './sign.ts';

export interface S3Access {
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** How long the other side may be silent. */
  readonly silenceMsMax: number;
  /** Pauses before asking again; as many repetitions as there are pauses. */
  readonly pausesMs: readonly number[];
}

export interface S3Request {
  readonly method: 'PUT' | 'GET' | 'HEAD' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A local file and what is known of it. */
  readonly body?: {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  };
}

const conflict = 409;
const tooManyRequests = 429;
const serverError = 500;
const errorCharsMax = 16_384;

/**
 * Sends a request until it is answered with something else than "later", within the given pauses.
 * Throws FileTrouble `unreachable` after the last.
 */
export async function send(access: S3Access, request: S3Request): Promise<IncomingMessage> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await sendOnce(access, request).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) {
      const answer = outcome as IncomingMessage;
      if (!isLater(answer.statusCode ?? 0)) return answer;
      await textOf(answer);
    }
    const pauseMs = access.pausesMs[attempt];
    if (pauseMs === undefined) {
      const cause = outcome instanceof Error ? outcome : undefined;
      throw new FileTrouble('unreachable', `${request.method} ${request.url.host}`, cause);
    }
    await delay(pauseMs * (1 + Math.random()));
  }
}

/** The body of an answer, or so much of its beginning; all of it is taken off the connection. */
export async function textOf(answer: IncomingMessage, charsMax = errorCharsMax): Promise<string> {
  let text = '';
  answer.setEncoding('utf8');
  for await (const piece of answer) if (text.length < charsMax) text += String(piece);
  return text;
}

function isLater(status: number): boolean {
  return status === conflict || status === tooManyRequests || status >= serverError;
}

async function sendOnce(access: S3Access, { method, url, headers, body }: S3Request) {
  const length = body && { 'content-length': String(body.bytes) };
  const unsigned = {
    ...{ method, url, headers: { ...headers, ...length } },
    payloadSha256: body?.sha256 ?? emptySha256,
  };
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method,
    headers: signed(unsigned, access.credentials, access.clock.now()),
  });
  request.setTimeout(access.silenceMsMax, () => {
    request.destroy(new Error(`${url.host} is silent`));
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    // Until the answer is read, an error of the connection is an error of the request.
    request.on('error', reject);
  });
  if (body === undefined) request.end();
  // The server may answer before it has taken the whole body; then its answer is what counts.
  else void pipeline(createReadStream(body.path), request).catch(() => undefined);
  return answered;
}
