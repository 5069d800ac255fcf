import { createServer as createPlainServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createAuthority,
  type Authority,
} from '#counterparts/certification-authority/authority.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import * as encode from '#exchange/signature/own/der/encode.ts';
import { encodeExtension } from '#exchange/signature/own/x509/ocsp-request.ts';
import { extensionOids } from '#exchange/signature/own/x509/oids.ts';
import { systemClock } from '#platform/clock.ts';
import { createHttpClient } from './http-client.ts';
import { createNodeTransport, type NodeTransportSettings } from './node-transport.ts';

const loopback = '127.0.0.1';
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const authorityOf = (seed: string) =>
  createAuthority({
    hierarchy: 'ecdsa',
    seed,
    url: 'http://authority.example',
    clock: systemClock,
  });
const ours = await authorityOf('tls');
const another = await authorityOf('other tls');
/** Of the address that the server of these tests has. */
const addressExtension = encodeExtension(
  extensionOids.subjectAlternativeName,
  encode.sequence(encode.implicit(7, encode.octets(Uint8Array.of(127, 0, 0, 1)))),
);

function pem(kind: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${kind}-----\n${lines}\n-----END ${kind}-----\n`;
}

const certificateOf = ({ certificate }: Credential) => pem('CERTIFICATE', certificate.raw);
const trustOf = ({ root, authority }: Authority) => certificateOf(root) + certificateOf(authority);

/** Certificate, key and trust of one side; either may be of an authority the other distrusts. */
async function sideOf(issuer: Authority, trusted: Authority, name: string) {
  const credential = await issuer.issue(
    { commonName: name },
    { qualified: false, extensions: [addressExtension] },
  );
  return {
    certificate: certificateOf(credential),
    key: pem('PRIVATE KEY', credential.key.keyInfo),
    authority: trustOf(trusted),
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  stops.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A security server that lets in whoever shows a certificate of our authority. */
async function secureServer() {
  const { certificate, key, authority } = await sideOf(ours, ours, 'security server');
  const server = createSecureServer(
    { cert: certificate, key, ca: authority, requestCert: true, rejectUnauthorized: true },
    (_request, response) => response.end('let in'),
  );
  return `https://${loopback}:${await listen(server)}/`;
}

async function get(url: string, settings: NodeTransportSettings, timeoutMs = 10_000) {
  const client = createHttpClient({
    ...{ service: 'test', clock: systemClock, transport: createNodeTransport(settings) },
    limits: { attemptsMax: 1, timeoutMs },
  });
  const outcome = await client.send({ url, method: 'GET', idempotent: true });
  return outcome.ok ? outcome.value.body : outcome.error.kind;
}

describe('mutual TLS', () => {
  test('lets in who shows a certificate of the trusted authority', async () => {
    const tls = await sideOf(ours, ours, 'platform');
    expect(await get(await secureServer(), { tls })).toBe('let in');
  });

  test('keeps out who shows none, or one of another authority', async () => {
    const url = await secureServer();
    const stranger = await sideOf(another, ours, 'stranger');
    expect(await get(url, {})).toBe('unreachable');
    expect(await get(url, { tls: stranger })).toBe('unreachable');
  });

  test('does not speak to a server of another authority', async () => {
    const tls = await sideOf(ours, another, 'platform');
    expect(await get(await secureServer(), { tls })).toBe('unreachable');
  });
});

describe('without TLS', () => {
  test('status, headers and bytes of an answer come as they are', async () => {
    const server = createPlainServer((request, response) => {
      response.writeHead(418, { 'uxp-queryid': String(request.headers['uxp-queryid']) });
      response.end('tea');
    });
    const client = createHttpClient({
      ...{ service: 'test', clock: systemClock, transport: createNodeTransport({}) },
    });
    const outcome = await client.send({
      ...{ url: `http://${loopback}:${await listen(server)}/`, method: 'POST', body: 'x' },
      ...{ headers: { 'Uxp-QueryID': '17' }, idempotent: false },
    });
    expect(outcome).toMatchObject({
      value: { status: 418, headers: { 'uxp-queryid': '17' }, body: 'tea' },
    });
  });

  test('an answer that breaks off is none', async () => {
    const server = createPlainServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    });
    expect(await get(`http://${loopback}:${await listen(server)}/`, {})).toBe('unreachable');
  });

  test('an answer that does not end is late', async () => {
    const server = createPlainServer((_request, response) => {
      response.writeHead(200);
      response.write('x');
    });
    stops.push(() => server.closeAllConnections());
    expect(await get(`http://${loopback}:${await listen(server)}/`, {}, 100)).toBe('timeout');
  });
});

test('a server that takes a connection and shakes no hands is given up before an answer is', async () => {
  const server = createSocketServer((socket) => stops.push(() => socket.destroy()));
  const tls = await sideOf(ours, ours, 'platform');
  const url = `https://${loopback}:${await listen(server)}/`;
  expect(await get(url, { tls, connectMs: 100 }, 60_000)).toBe('unreachable');
});
