import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import type { Transport } from './http-client.ts';

/** By which both sides of a connection prove who they are; PEM. */
export interface MutualTls {
  readonly certificate: string;
  readonly key: string;
  /** Authority that the other side's certificate must be of; no other is trusted. */
  readonly authority: string;
}

export interface NodeTransportSettings {
  readonly tls?: MutualTls | undefined;
  readonly connectMs?: number;
}

const usualConnectMs = 5_000;
const oldestTls = 'TLSv1.2';

/**
 * What `fetch` cannot do: a certificate of ours, and a limit on connecting that is shorter than the
 * one on the whole answer.
 */
export function createNodeTransport(settings: NodeTransportSettings): Transport {
  const { tls, connectMs = usualConnectMs } = settings;
  const agent =
    tls &&
    new Agent({
      ...{ cert: tls.certificate, key: tls.key, ca: tls.authority },
      minVersion: oldestTls,
    });
  return async ({ url, method, headers, body }, signal) => {
    const isSecure = new URL(url).protocol === 'https:';
    const options: RequestOptions = { method, headers, signal };
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      const request = isSecure
        ? requestSecure(url, agent === undefined ? options : { ...options, agent })
        : requestPlain(url, options);
      request.on('response', resolve);
      request.on('error', reject);
      request.on('socket', (socket) => {
        limitConnecting(socket, isSecure, () => {
          return setTimeout(() => request.destroy(new Error('not connected in time')), connectMs);
        });
      });
      request.end(body?.toString());
    });
    const response = await answered.catch((error: unknown) => fail(error, signal));
    return {
      status: response.statusCode ?? 0,
      headers: fieldsOf(response),
      body: piecesOf(response, signal),
    };
  };
}

function limitConnecting(socket: Socket, isSecure: boolean, start: () => NodeJS.Timeout): void {
  if (!socket.connecting) return;
  const timer = start();
  const stop = () => clearTimeout(timer);
  socket.once(isSecure ? 'secureConnect' : 'connect', stop);
  socket.once('close', stop);
}

/** A header that came twice is joined by commas, as `fetch` does. */
function fieldsOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}

async function* piecesOf(
  response: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of response) yield piece as Uint8Array;
  } catch (error) {
    fail(error, signal);
  }
}

/** Throws as `fetch` does: the reason of the signal, or a TypeError for any trouble of the network. */
function fail(error: unknown, signal: AbortSignal): never {
  if (signal.aborted) throw signal.reason;
  throw new TypeError('the network failed', { cause: error });
}
