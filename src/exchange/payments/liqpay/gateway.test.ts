import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fieldsOf, type Counterpart } from '#counterparts/common.ts';
import { controlOf, send, type Control } from '#counterparts/control.ts';
import { cards, openCheckout, pay } from '#counterparts/liqpay/payer.ts';
import { startLiqPay } from '#counterparts/liqpay/server.ts';
import { kopiykas } from '#kernel/money.ts';
import { systemClock } from '#platform/clock.ts';
import { lawTest } from '#test/law-test.ts';
import { createHttpClient } from '../../http-client.ts';
import type { CheckoutRequest, PaymentGateway, SignedMessage } from '#modules/settlements/ports.ts';
import { createLiqPay, descriptionLengthMax, type LiqPaySettings } from './gateway.ts';

const publicKey = 'zhkp_demo_public';
const privateKey = 'zhkp_demo_private';
const resultUrl = 'https://zhkp.example/cabinet/payments/1';
const hashes = ['sha1', 'sha3-256'] as const;

/** The platform's side: takes reports and answers with the statuses it is told to. */
async function startReceiver() {
  const app = Fastify({ forceCloseConnections: true });
  await app.register(formbody);
  const reports: SignedMessage[] = [];
  const statuses: number[] = [];
  const hold: { until: Promise<unknown> } = { until: Promise.resolve() };
  let arrived: (() => void) | undefined;
  app.post('/callback', async (request, reply) => {
    await hold.until;
    const { data = '', signature = '' } = fieldsOf(request.body);
    reports.push({ data, signature });
    arrived?.();
    return reply.code(statuses.shift() ?? 200).send();
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    serverUrl: `${url}/callback`,
    reports,
    statuses,
    /** Reports are answered only after this. */
    hold,
    /** Resolves when this many reports have come. */
    async waitFor(count: number): Promise<readonly SignedMessage[]> {
      while (reports.length < count) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return reports;
    },
    stop: () => app.close(),
  };
}

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let counterpart: Counterpart;
let control: Control;
let gateway: PaymentGateway;
let orders = 0;

beforeAll(async () => {
  receiver = await startReceiver();
  counterpart = await startLiqPay({ publicKey, privateKey, callbackPausesMs: [1, 1] });
  control = controlOf(counterpart.url);
  gateway = gatewayWith({});
});
beforeEach(() => {
  receiver.reports.length = 0;
  receiver.statuses.length = 0;
});
afterEach(() => control.faults({}));
afterAll(async () => {
  await counterpart.stop();
  await receiver.stop();
});

function gatewayWith(change: Partial<LiqPaySettings>, timeoutMs = 10_000): PaymentGateway {
  const http = createHttpClient({
    service: 'liqpay',
    clock: systemClock,
    pause: async () => {},
    limits: { timeoutMs, circuit: { failuresToOpen: 1_000, openForMs: 1 } },
  });
  const settings: LiqPaySettings = {
    baseUrl: counterpart.url,
    publicKey,
    privateKey,
    hash: 'sha1',
    takesTestPayments: false,
  };
  return createLiqPay({ ...settings, ...change }, http);
}

function newOrder(change: Partial<CheckoutRequest> = {}): CheckoutRequest {
  orders += 1;
  return {
    orderId: `inv-2026-10-0001045-${orders}`,
    amount: kopiykas(125_050),
    description: 'Послуги ЖКП; о/р 0001045; 10.2026',
    serverUrl: receiver.serverUrl,
    resultUrl,
    ...change,
  };
}

function reported(order: CheckoutRequest, state: string, gatewayStatus: string) {
  const { orderId, amount } = order;
  const gatewayReference: unknown = expect.stringMatching(/^26\d{8}$/);
  return { ok: true, value: { orderId, state, amount, gatewayReference, gatewayStatus } };
}

function readAll() {
  return receiver.reports.map((message) => gateway.readCallback(message));
}

describe('the form', () => {
  test('carries what the gateway needs, signed as its documentation says', () => {
    const order = newOrder();
    const form = gateway.checkoutForm(order);
    expect(form.action).toBe(`${counterpart.url}/api/3/checkout`);
    expect(JSON.parse(Buffer.from(form.data, 'base64').toString())).toEqual({
      version: 3,
      public_key: publicKey,
      action: 'pay',
      amount: '1250.50',
      currency: 'UAH',
      description: order.description,
      order_id: order.orderId,
      server_url: order.serverUrl,
      result_url: order.resultUrl,
      language: 'uk',
    });
    const expected = createHash('sha1')
      .update(privateKey)
      .update(form.data)
      .update(privateKey)
      .digest('base64');
    expect(form.signature).toBe(expected);
  });

  test('a long or broken description is one line of at most the limit, cut after a word', () => {
    const description = `Опалення\r\n\tза жовтень ${'дуже '.repeat(200)}`;
    const { data } = gateway.checkoutForm(newOrder({ description }));
    const sent = Buffer.from(data, 'base64').toString();
    expect(sent).toMatch(/"description":"Опалення за жовтень (?:дуже )+дуже…"/);
    const { description: text } = JSON.parse(sent) as { description: string };
    expect(text.length).toBeLessThanOrEqual(descriptionLengthMax);
  });

  test.each<[string, Partial<CheckoutRequest>]>([
    ['no order id', { orderId: '' }],
    ['an order id of 256 characters', { orderId: 'x'.repeat(256) }],
    ['nothing', { amount: kopiykas(0) }],
    ['less than nothing', { amount: kopiykas(-1) }],
  ])('%s cannot be paid', (_title, change) => {
    expect(() => gateway.checkoutForm(newOrder(change))).toThrow(RangeError);
  });
});

describe('paying', () => {
  lawTest(
    ['1039:10.12', '1039:15.2', '1039:10.11', '1039:21.10'],
    'a consumer pays through the gateway and its signed report says so',
    async () => {
      const order = newOrder();
      expect(await pay(gateway.checkoutForm(order), { card: cards.paid })).toBe(resultUrl);
      expect(readAll()).toEqual([reported(order, 'paid', 'success')]);
      expect(await gateway.askStatus(order.orderId)).toEqual(reported(order, 'paid', 'success'));
    },
  );

  test('the page says what is paid', async () => {
    const { page } = await openCheckout(gateway.checkoutForm(newOrder()));
    for (const text of ['1250,50 грн', 'о/р 0001045; 10.2026', 'Сплатити', 'Відмовитися']) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain('<script');
  });

  test.each([
    ['the bank refuses the card', { card: cards.refused }],
    ['the payer declines', 'decline'],
  ] as const)('%s', async (_title, deed) => {
    const order = newOrder();
    expect(await pay(gateway.checkoutForm(order), deed)).toBe(resultUrl);
    expect(readAll()).toEqual([reported(order, 'failed', 'failure')]);
  });

  test.each([
    ['success', 'paid'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['reversed', 'refunded'],
    ['processing', 'pending'],
  ])('outcome %s is reported and asked as %s', async (outcome, state) => {
    await control.faults({ outcome });
    const order = newOrder();
    await pay(gateway.checkoutForm(order), { card: cards.paid });
    expect(readAll()).toEqual([reported(order, state, outcome)]);
    expect(await gateway.askStatus(order.orderId)).toEqual(reported(order, state, outcome));
  });

  test('a payment in processing succeeds later, and a paid one is reversed', async () => {
    await control.faults({ outcome: 'processing' });
    const order = newOrder();
    await pay(gateway.checkoutForm(order), { card: cards.paid });
    for (const status of ['success', 'reversed']) {
      await send(`${counterpart.url}/__counterpart/payment`, { orderId: order.orderId, status });
    }
    expect(readAll()).toEqual([
      reported(order, 'pending', 'processing'),
      reported(order, 'paid', 'success'),
      reported(order, 'refunded', 'reversed'),
    ]);
  });

  test.each(hashes)('the whole way with signatures of %s', async (hash) => {
    const other = await startLiqPay({ publicKey, privateKey, hash });
    const signing = gatewayWith({ baseUrl: other.url, hash });
    const order = newOrder();
    await pay(signing.checkoutForm(order), { card: cards.paid });
    const [message = { data: '', signature: '' }] = receiver.reports;
    expect(signing.readCallback(message)).toEqual(reported(order, 'paid', 'success'));
    expect(await signing.askStatus(order.orderId)).toEqual(reported(order, 'paid', 'success'));
    const otherHash = hash === 'sha1' ? 'sha3-256' : 'sha1';
    const mixedUp = gatewayWith({ baseUrl: other.url, hash: otherHash });
    expect(mixedUp.readCallback(message)).toEqual({ ok: false, error: { kind: 'forged' } });
    await other.stop();
  });
});

describe('faults of reports', () => {
  const forged = { ok: false, error: { kind: 'forged' } };

  test('lost: the state can be asked for', async () => {
    await control.faults({ callback: 'lost' });
    const order = newOrder();
    await pay(gateway.checkoutForm(order), { card: cards.paid });
    expect(receiver.reports).toEqual([]);
    expect(await gateway.askStatus(order.orderId)).toEqual(reported(order, 'paid', 'success'));
  });

  test('ten times the same: every one reads alike', async () => {
    await control.faults({ callback: 'duplicated' });
    const order = newOrder();
    await pay(gateway.checkoutForm(order), { card: cards.paid });
    expect(readAll()).toEqual(Array(10).fill(reported(order, 'paid', 'success')));
    expect(new Set(receiver.reports.map(({ data }) => data)).size).toBe(1);
  });

  test.each([{ callback: 'late', callbackLateMs: 20 }, { callback: 'after-redirect' }])(
    '%j: the payer is back before the report',
    async (faults) => {
      await control.faults(faults);
      const order = newOrder();
      const back = pay(gateway.checkoutForm(order), { card: cards.paid });
      receiver.hold.until = back;
      expect(await back).toBe(resultUrl);
      await receiver.waitFor(1);
      expect(readAll()).toEqual([reported(order, 'paid', 'success')]);
    },
  );

  test('a report is repeated until the platform answers 200', async () => {
    receiver.statuses.push(500, 503);
    const order = newOrder();
    await pay(gateway.checkoutForm(order), { card: cards.paid });
    await receiver.waitFor(3);
    expect(readAll()).toEqual(Array(3).fill(reported(order, 'paid', 'success')));
  });

  lawTest(['1039:15.2'], 'a report signed by another key proves nothing', async () => {
    await control.faults({ forgedSignature: true });
    await pay(gateway.checkoutForm(newOrder()), { card: cards.paid });
    expect(readAll()).toEqual([forged]);
  });

  test('another amount is reported as it is, to be compared with the order', async () => {
    await control.faults({ otherAmount: '1.00' });
    const order = newOrder();
    await pay(gateway.checkoutForm(order), { card: cards.paid });
    const other = { ...order, amount: kopiykas(100) };
    expect(readAll()).toEqual([reported(other, 'paid', 'success')]);
  });

  test('one changed character makes it forged', async () => {
    await pay(gateway.checkoutForm(newOrder()), { card: cards.paid });
    const [{ data, signature } = { data: '', signature: '' }] = receiver.reports;
    const other = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    expect(gateway.readCallback({ data: other(data), signature })).toEqual(forged);
    expect(gateway.readCallback({ data, signature: other(signature) })).toEqual(forged);
    expect(gateway.readCallback({ data, signature: '' })).toEqual(forged);
  });

  test('signed, yet not a report', () => {
    const sign = (data: string) => ({
      data,
      signature: createHash('sha1')
        .update(privateKey + data + privateKey)
        .digest('base64'),
    });
    const malformed = { ok: false, error: { kind: 'malformed' } };
    for (const text of ['', 'hello', '[]', '{}', '{"status":"success"}']) {
      const data = Buffer.from(text).toString('base64');
      expect(gateway.readCallback(sign(data))).toEqual(malformed);
    }
    expect(gateway.readCallback(sign('A'.repeat(33_000)))).toEqual(malformed);
  });
});

describe('asking for a state', () => {
  test('an order that the gateway does not know', async () => {
    expect(await gateway.askStatus('inv-unknown')).toEqual({
      ok: false,
      error: { kind: 'unknown-order' },
    });
  });

  test('an order whose page was opened and left is pending', async () => {
    const order = newOrder();
    await openCheckout(gateway.checkoutForm(order));
    expect(await gateway.askStatus(order.orderId)).toEqual(reported(order, 'pending', 'prepared'));
  });

  test('a question signed by another key is refused', async () => {
    const stranger = gatewayWith({ privateKey: 'guess' });
    expect(await stranger.askStatus('inv-unknown')).toEqual({
      ok: false,
      error: { kind: 'refused', code: 'invalid_signature' },
    });
  });

  test.each([
    ['late', { lateMs: 60_000 }, { kind: 'unavailable', reason: 'timeout' }],
    ['dead', { dead: true }, { kind: 'unavailable', reason: 'unreachable' }],
    ['an HTML page of 502', { body: 'html' }, { kind: 'unavailable', reason: 'server-error' }],
    ['a bare sentence', { body: 'text' }, { kind: 'malformed' }],
  ])('%s', async (_title, faults, error) => {
    await control.faults(faults);
    const impatient = gatewayWith({}, 100);
    expect(await impatient.askStatus('inv-1')).toEqual({ ok: false, error });
  });

  test('a passing fault is overcome by asking again', async () => {
    const order = newOrder();
    await pay(gateway.checkoutForm(order), { card: cards.paid });
    await control.faults({ dead: true, times: 2 });
    expect(await gateway.askStatus(order.orderId)).toEqual(reported(order, 'paid', 'success'));
  });
});

describe('the form refused by the gateway', () => {
  test.each<[string, Partial<LiqPaySettings>]>([
    ['invalid_signature', { privateKey: 'guess' }],
    ['public_key_not_found', { publicKey: 'stranger' }],
    ['invalid_signature', { hash: 'sha3-256' }],
  ])('%s', async (code, change) => {
    const { status, page } = await openCheckout(gatewayWith(change).checkoutForm(newOrder()));
    expect(status).toBe(400);
    expect(page).toContain(code);
  });
});
