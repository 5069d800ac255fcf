import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlOf, type Control } from '../control.ts';
import type { Counterpart } from '../common.ts';
import { cards, openCheckout, pay, type SignedForm } from './payer.ts';
import { startLiqPay } from './server.ts';

const resultUrl = 'https://zhkp.example/back';
let counterpart: Counterpart;
let control: Control;
let orders = 0;

beforeAll(async () => {
  counterpart = await startLiqPay({ publicKey: 'public', privateKey: 'private' });
  control = controlOf(counterpart.url);
  await control.faults({ callback: 'lost' });
});
afterAll(() => counterpart.stop());

type Fields = Readonly<Record<string, unknown>>;

function signed(path: string, content: Fields): SignedForm {
  const data = Buffer.from(JSON.stringify(content)).toString('base64');
  const signature = createHash('sha1').update(`private${data}private`).digest('base64');
  return { action: `${counterpart.url}${path}`, data, signature };
}

function checkout(change: Fields = {}): SignedForm {
  orders += 1;
  return signed('/api/3/checkout', {
    version: 3,
    public_key: 'public',
    action: 'pay',
    amount: '800.00',
    currency: 'UAH',
    description: 'Вода <script>',
    order_id: `order-${orders}`,
    server_url: 'http://127.0.0.1:9/never',
    result_url: resultUrl,
    ...change,
  });
}

async function status(orderId: string): Promise<{ readonly text: string; readonly json: Fields }> {
  const content = { version: 3, public_key: 'public', action: 'status', order_id: orderId };
  const { page } = await openCheckout(signed('/api/request', content));
  return { text: page, json: JSON.parse(page) as Fields };
}

test('the page of payment is in Ukrainian, without script, and escapes what it shows', async () => {
  const { page } = await openCheckout(checkout());
  expect(page).toContain('<html lang="uk">');
  expect(page).toContain('800,00');
  expect(page).toContain('Вода &lt;script');
  expect(page).not.toContain('<script');
});

test.each([
  ['1250.50', '1250.5'],
  ['800.00', '800'],
  ['100', '100'],
  [12.34, '12.34'],
])('an amount of %j is told as the number %s', async (amount, told) => {
  await openCheckout(checkout({ amount }));
  const { text } = await status(`order-${orders}`);
  expect(text).toContain(`"amount":${told}}`);
});

test.each<[string, Fields]>([
  ['no version', { version: undefined }],
  ['nothing to pay', { amount: '0.00' }],
  ['parts of a kopiyka', { amount: 1.005 }],
  ['a negative amount', { amount: '-5' }],
  ['dollars', { currency: 'USD' }],
  ['no description', { description: '' }],
  ['an order id of 256 characters', { order_id: 'x'.repeat(256) }],
  ['an address that is none', { server_url: 'callback' }],
  ['another deed', { action: 'hold' }],
])('refused: %s', async (_title, change) => {
  const { status: code, page } = await openCheckout(checkout(change));
  expect(code).toBe(400);
  expect(page).toContain('invalid_request');
});

test('signed nonsense is refused, an unsigned question too', async () => {
  const data = Buffer.from('hello').toString('base64');
  const signature = createHash('sha1').update(`private${data}private`).digest('base64');
  const nonsense = { action: `${counterpart.url}/api/request`, data, signature };
  expect((await openCheckout(nonsense)).page).toContain('invalid_request');
  const unsigned = { ...nonsense, signature: 'x' };
  expect((await openCheckout(unsigned)).page).toContain('invalid_signature');
});

test('real cards are not taken, and nothing typed comes back on the page', async () => {
  const { url } = await openCheckout(checkout());
  const body = new URLSearchParams({
    choice: 'pay',
    card: '5168 7555 1234 5678',
    expiry: '13/30',
    security_code: '12',
  });
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain('<title>Помилка');
  for (const field of ['card', 'expiry', 'security_code']) {
    expect(page).toContain(`href="#${field}"`);
    expect(page).toContain(`id="${field}-error"`);
  }
  expect(page).not.toContain('5168 7555');
  expect((await status(`order-${orders}`)).json['status']).toBe('prepared');
});

test('a card is known afterwards by its mask only', async () => {
  await pay(checkout(), { card: cards.paid });
  const { json } = await status(`order-${orders}`);
  expect(json).toMatchObject({ status: 'success', sender_card_mask2: '424242*42' });
  expect(JSON.stringify(await control.log())).not.toContain('4242424242424242');
});

test('a finished payment is not paid again, however the form comes back', async () => {
  const form = checkout();
  const { url } = await openCheckout(form);
  expect(await pay(form, 'decline')).toBe(resultUrl);
  const body = new URLSearchParams({ choice: 'pay', card: cards.paid });
  const again = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  expect(again.headers.get('location')).toBe(resultUrl);
  expect((await openCheckout(form)).page).toContain('Цей платіж уже завершено');
  expect((await status(`order-${orders}`)).json).toMatchObject({
    status: 'failure',
    err_code: 'cancel',
  });
});

test('a page of no payment', async () => {
  const url = `${counterpart.url}/uk/checkout/guess`;
  expect(await (await fetch(url)).text()).toContain('payment_not_found');
  expect((await fetch(url, { method: 'POST', body: new URLSearchParams() })).status).toBe(400);
});
