import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { at, follow, missing, press, pressFaulty, send, type PageState } from './state.ts';

const bill = '[href^="/cabinet/bills/"]';
const payment = '[href^="/cabinet/payments/"]:not([href*="/new"])';

/** A household whose bill is paid. */
export const consumerPages: readonly PageState[] = [
  at('home', '/cabinet/home'),
  at('bills', '/cabinet/bills'),
  at('bills-none', '/cabinet/bills?year=2020'),
  follow('bill', '/cabinet/bills', bill),
  send('bill-past', '/cabinet/bills', (page) => openBill(page, '', 1)),
  send('bill-volumes', '/cabinet/bills', (page) => openBill(page, '?chart=cold-water')),
  send('dispute', '/cabinet/bills', (page) =>
    openBill(page, '/dispute?service=electricity-supply'),
  ),
  missing('bill-unknown', '/cabinet/bills/1/2026-01'),
  at('readings', '/cabinet/readings'),
  send('readings-fault', '/cabinet/readings', (page) => pressFaulty(page, 'Передати показання')),
  send('readings-check', '/cabinet/readings', enterStrangeReadings),
  send('readings-receipt', '/cabinet/readings', async (page) => {
    await enterStrangeReadings(page);
    await press(page, 'Так, усе правильно');
    expect(new URL(page.url()).pathname).toBe('/cabinet/readings/receipt');
  }),
  at('payments', '/cabinet/payments'),
  at('payments-none', '/cabinet/payments?year=2020'),
  follow('payment', '/cabinet/payments', payment),
  at('payment-new', '/cabinet/payments/new'),
  missing('payment-unknown', '/cabinet/payments/00000000-0000-8000-8000-000000000000'),
  at('history', '/cabinet/history'),
  at('history-payments', '/cabinet/history?kind=payment'),
  at('history-none', '/cabinet/history?kind=correction'),
  send('request-refused', '/cabinet/home', sendWithoutToken),
];

/** A household that owes: what its pages have besides. */
export const debtorPages: readonly PageState[] = [
  at('debtor-home', '/cabinet/home'),
  follow('debtor-bill', '/cabinet/bills', bill),
  at('debtor-payment-new', '/cabinet/payments/new'),
  send('debtor-payment-fault', '/cabinet/payments/new', async (page) => {
    await chooseSum(page, '0');
    await pressFaulty(page, 'Далі');
  }),
  send('debtor-payment-check', '/cabinet/payments/new', payHundred),
  send('debtor-payment-created', '/cabinet/payments/new', async (page) => {
    await payHundred(page);
    await press(page, /^Сплатити/);
    expect(await page.getByRole('button', { name: 'Перейти до оплати' }).count()).toBe(1);
  }),
];

/** A form that does not carry the token of the session is not one of ours. */
async function sendWithoutToken(page: Page): Promise<void> {
  await page.evaluate(`document.querySelector('form input[name="_csrf"]').remove()`);
  expect(await press(page, 'Вийти')).toBe(403);
}

async function openBill(page: Page, tail: string, index = 0): Promise<void> {
  const href = await page.locator(`main a${bill}`).nth(index).getAttribute('href');
  expect((await page.goto(`${href}${tail}`))?.status(), `${href}${tail}`).toBe(200);
}

/** Lower than before: the page asks whether that is so. */
async function enterStrangeReadings(page: Page): Promise<void> {
  for (const field of await page.locator('main form input[inputmode]').all()) await field.fill('1');
  await press(page, 'Передати показання');
  expect(await page.getByRole('button', { name: 'Так, усе правильно' }).count()).toBe(1);
}

async function chooseSum(page: Page, sum: string): Promise<void> {
  const other = page.locator('label', { hasText: 'Іншу суму' });
  if ((await other.count()) > 0) await other.click();
  await page.getByRole('textbox', { name: 'Сума' }).fill(sum);
}

async function payHundred(page: Page): Promise<void> {
  await chooseSum(page, '100');
  await press(page, 'Далі');
  expect(new URL(page.url()).pathname).toBe('/cabinet/payments/check');
}
