import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScanGate {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Stands between a scanner and the platform: it adds the cookie of a session, and answers itself
 * where a scanner would end or change that session. (The scanner's own way of leaving addresses out
 * fails on newer Pythons.)
 */
export async function openScanGate(
  platform: string,
  cookie: string | undefined,
  leftOut: readonly string[],
): Promise<ScanGate> {
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url ?? '/', platform).pathname;
    if (leftOut.includes(path)) outgoing.writeHead(404).end();
    else pass(platform, cookie, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(
  platform: string,
  cookie: string | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { hostname, port } = new URL(platform);
  const { cookie: own, ...headers } = incoming.headers;
  const cookies = [own, cookie].filter((one) => one !== undefined);
  const onward = ask(
    {
      ...{ hostname, port, method: incoming.method, path: incoming.url },
      headers: { ...headers, ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }) },
    },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
