import Fastify, { type FastifyReply } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { createHttpClient, type CallObservation, type HttpClientParts } from './http-client.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

type Behaviour = (reply: FastifyReply, call: number) => unknown;

/** A server on loopback that behaves as told and counts its calls. */
async function serverThat(behave: Behaviour) {
  const app = Fastify({ forceCloseConnections: true });
  const seen: { bodies: string[] } = { bodies: [] };
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.all('/*', (request, reply) => {
    seen.bodies.push(typeof request.body === 'string' ? request.body : '');
    return behave(reply, seen.bodies.length);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  stops.push(() => app.close());
  return { url, seen };
}

function clientOf(parts: Partial<HttpClientParts> = {}) {
  const pausesMs: number[] = [];
  const observed: CallObservation[] = [];
  const client = createHttpClient({
    service: 'test',
    clock: systemClock,
    random: () => 1,
    pause: async (ms) => {
      pausesMs.push(ms);
    },
    observe: (call) => observed.push(call),
    ...parts,
  });
  return { client, pausesMs, observed };
}

const drop: Behaviour = (reply) => {
  reply.hijack();
  reply.raw.destroy();
};
const stayAway: Behaviour = (reply) => reply.code(503).send('away');

test('a form is posted and the answer of any status comes back as it is', async () => {
  const { url, seen } = await serverThat((reply) => reply.code(400).send('{"error":"no"}'));
  const { client } = clientOf();
  const body = new URLSearchParams({ name: 'a b' });
  const outcome = await client.send({ url, method: 'POST', body, idempotent: true });
  expect(outcome).toMatchObject({ ok: true, value: { status: 400, body: '{"error":"no"}' } });
  expect(seen.bodies).toEqual(['name=a+b']);
});

test('an idempotent call is repeated with growing pauses up to the limit of attempts', async () => {
  const { url, seen } = await serverThat(stayAway);
  const { client, pausesMs, observed } = clientOf({
    limits: { attemptsMax: 4, pauseBaseMs: 100, pauseMaxMs: 250 },
  });
  const outcome = await client.send({ url, method: 'GET', idempotent: true });
  expect(outcome).toMatchObject({ ok: true, value: { status: 503, body: 'away' } });
  expect(seen.bodies).toHaveLength(4);
  expect(pausesMs).toEqual([100, 200, 250]);
  expect(observed.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
    [1, 503],
    [2, 503],
    [3, 503],
    [4, 503],
  ]);
});

test('pauses are random, so that many processes do not knock at once', async () => {
  const { url } = await serverThat(stayAway);
  const { client, pausesMs } = clientOf({
    random: () => 0.25,
    limits: { attemptsMax: 2, pauseBaseMs: 100 },
  });
  await client.send({ url, method: 'GET', idempotent: true });
  expect(pausesMs).toEqual([25]);
});

test('a repeated call may succeed', async () => {
  const { url } = await serverThat((reply, call) =>
    call === 1 ? drop(reply, call) : reply.send('ready'),
  );
  const { client } = clientOf();
  const outcome = await client.send({ url, method: 'GET', idempotent: true });
  expect(outcome).toMatchObject({ ok: true, value: { status: 200, body: 'ready' } });
});

test('a call that is not idempotent is made once', async () => {
  const { url, seen } = await serverThat(drop);
  const { client } = clientOf();
  const outcome = await client.send({ url, method: 'POST', body: 'pay', idempotent: false });
  expect(outcome).toEqual({ ok: false, error: { kind: 'unreachable' } });
  expect(seen.bodies).toEqual(['pay']);
});

test.each([400, 404, 409, 500])('status %i is an answer: not repeated', async (status) => {
  const { url, seen } = await serverThat((reply) => reply.code(status).send('answer'));
  const { client } = clientOf();
  await client.send({ url, method: 'GET', idempotent: true });
  expect(seen.bodies).toHaveLength(1);
  expect(client.circuit()).toBe('closed');
});

test('silence ends with a timeout', async () => {
  const { url } = await serverThat((reply) => {
    reply.hijack();
  });
  const { client } = clientOf({ limits: { timeoutMs: 50, attemptsMax: 1 } });
  const outcome = await client.send({ url, method: 'GET', idempotent: true });
  expect(outcome).toEqual({ ok: false, error: { kind: 'timeout' } });
});

test('the timeout covers the body too', async () => {
  const { url } = await serverThat((reply) => {
    reply.hijack();
    reply.raw.write('the beginning');
  });
  const { client } = clientOf({ limits: { timeoutMs: 50, attemptsMax: 1 } });
  const outcome = await client.send({ url, method: 'GET', idempotent: true });
  expect(outcome).toEqual({ ok: false, error: { kind: 'timeout' } });
});

test('nobody at the address', async () => {
  const { url } = await serverThat(stayAway);
  await Promise.all(stops.splice(0).map((stop) => stop()));
  const { client } = clientOf();
  const outcome = await client.send({ url, method: 'GET', idempotent: false });
  expect(outcome).toEqual({ ok: false, error: { kind: 'unreachable' } });
});

test('an endless answer is cut off', async () => {
  const { url } = await serverThat((reply) => reply.send('x'.repeat(2_000)));
  const { client } = clientOf({ limits: { bodyBytesMax: 1_000 } });
  const outcome = await client.send({ url, method: 'GET', idempotent: true });
  expect(outcome).toEqual({ ok: false, error: { kind: 'body-too-large' } });
});

test('redirects are not followed: a secret goes to no other address', async () => {
  const other = await serverThat((reply) => reply.send('caught'));
  const { url } = await serverThat((reply) => reply.redirect(other.url, 307));
  const { client } = clientOf();
  const outcome = await client.send({ url, method: 'POST', body: 'secret', idempotent: false });
  expect(outcome.ok && outcome.value.status).toBe(307);
  expect(other.seen.bodies).toEqual([]);
});

test('failures in a row open the circuit; a trial after a while closes it', async () => {
  let now = Temporal.Instant.from('2026-11-16T10:00:00Z');
  let away = true;
  const { url, seen } = await serverThat((reply) =>
    away ? reply.code(503).send() : reply.send('back'),
  );
  const { client, observed } = clientOf({
    clock: { now: () => now },
    limits: { attemptsMax: 5, circuit: { failuresToOpen: 3, openForMs: 60_000 } },
  });
  const ask = () => client.send({ url, method: 'GET', idempotent: true });

  expect(await ask()).toMatchObject({ ok: true, value: { status: 503, body: '' } });
  expect(seen.bodies).toHaveLength(3);
  expect(client.circuit()).toBe('open');

  expect(await ask()).toEqual({ ok: false, error: { kind: 'circuit-open' } });
  expect(seen.bodies).toHaveLength(3);

  now = now.add({ seconds: 60 });
  away = false;
  expect(client.circuit()).toBe('half-open');
  expect(await ask()).toMatchObject({ ok: true, value: { status: 200, body: 'back' } });
  expect(client.circuit()).toBe('closed');
  expect(observed.at(-1)).toEqual({ service: 'test', attempt: 1, outcome: 200, durationMs: 0 });
});

test('a request that cannot be made is a defect: thrown, the circuit not stuck', async () => {
  const { client } = clientOf();
  const wrong = { url: 'not an address', method: 'GET', idempotent: true } as const;
  await expect(client.send(wrong)).rejects.toThrow(TypeError);
  const { url } = await serverThat((reply) => reply.send('ready'));
  expect((await client.send({ url, method: 'GET', idempotent: true })).ok).toBe(true);
});

test('what telemetry sees holds nothing of the request', async () => {
  const { url } = await serverThat((reply) => reply.send('Kovalenko'));
  const { client, observed } = clientOf();
  const body = 'drfocode=1234567890';
  await client.send({ url: `${url}/?secret=1`, method: 'POST', body, idempotent: false });
  expect(Object.keys(observed[0] ?? {})).toEqual(['service', 'attempt', 'outcome', 'durationMs']);
  expect(JSON.stringify(observed)).not.toMatch(/secret|1234567890|Kovalenko|127\.0\.0\.1/);
});
