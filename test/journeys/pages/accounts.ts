import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { firmCode } from '#tools/generator/people.ts';
import { at, follow, missing, press, pressFaulty, send, until, type PageState } from './state.ts';

const registerPath = '/cabinet/own-accounts/register';
const disconnecting = 'Відключити рахунок ';

/** What a consumer does about who reaches their accounts. */
export const accountPages: readonly PageState[] = [
  at('own-accounts', '/cabinet/own-accounts'),
  follow('who-looked', '/cabinet/own-accounts', '[href$="/looks"]'),
  missing('who-looked-unknown', '/cabinet/own-accounts/1/looks'),
  at('connect', '/cabinet/own-accounts/connect'),
  send('connect-fault', '/cabinet/own-accounts/connect', (page) =>
    pressFaulty(page, 'Підключити рахунок'),
  ),
  at('connect-ask', '/cabinet/own-accounts/ask'),
  send('connect-ask-fault', '/cabinet/own-accounts/ask', (page) =>
    pressFaulty(page, 'Надіслати запит'),
  ),
  send('connect-asked', '/cabinet/own-accounts/ask', askForLink),
  at('connect-register', registerPath),
  send('connect-register-fault', registerPath, (page) => pressFaulty(page, 'Запитати реєстр')),
  send('connect-register-asked', registerPath, (page) => askRegister(page, '999999')),
  send('own-accounts-register', '/cabinet/own-accounts', connectByRegister),
  follow('account-people', '/cabinet/own-accounts', '[href$="/people"]'),
  missing('account-people-unknown', '/cabinet/own-accounts/1/people'),
  at('mandates-none', '/cabinet/mandates'),
  at('mandate-new', '/cabinet/mandates/new'),
  send('mandate-fault', '/cabinet/mandates/new', (page) => pressFaulty(page, 'До підпису')),
  at('role', '/cabinet/role'),
  at('sessions', '/cabinet/sessions'),
];

/** What a biller answers to those who ask for an account. */
export const linkRequestPages: readonly PageState[] = [
  at('link-requests', '/cabinet/link-requests'),
  at('office-role', '/cabinet/role'),
  at('office-houses', '/cabinet/houses'),
];

/** The head of an association, who acts for a house. */
export const associationPages: readonly PageState[] = [
  at('association-home', '/cabinet/home'),
  at('houses', '/cabinet/houses'),
  at('house-new', '/cabinet/houses/new'),
  send('house-fault', '/cabinet/houses/new', (page) => pressFaulty(page, 'До підпису')),
];

/** An account that there is not: the answer is the same. */
async function askForLink(page: Page): Promise<void> {
  await page.getByLabel('Номер особового рахунку').fill('123456');
  await page.getByLabel('Код ЄДРПОУ того, хто виставляє рахунок').fill('00032945');
  await page.locator('label', { hasText: 'Орендар' }).click();
  await press(page, 'Надіслати запит');
  expect(new URL(page.url()).searchParams.get('done')).toBe('asked');
}

/** Asks the register about an account of the town's billing centre. */
export async function askRegister(page: Page, number: string): Promise<void> {
  await page.getByLabel('Номер особового рахунку').fill(number);
  await page.getByLabel('Код ЄДРПОУ того, хто виставляє рахунок').fill(firmCode(1));
  await page.locator('label', { hasText: 'Погоджуюся' }).click();
  await press(page, 'Запитати реєстр');
  expect(new URL(page.url()).searchParams.get('done')).toBe('register');
}

/** The number of the first account that is connected, as its page tells it. */
export async function readOwnNumber(page: Page): Promise<string> {
  const form = page.getByRole('form', { name: disconnecting }).first();
  return ((await form.getAttribute('aria-label')) ?? '').replace(disconnecting, '');
}

/** Whoever has an account by another proof is its owner by the register from now on. */
export async function connectByRegister(page: Page): Promise<void> {
  const number = await readOwnNumber(page);
  await page.goto(registerPath);
  await askRegister(page, number);
  const people = page.locator('main a[href$="/people"]');
  await until(page, '/cabinet/own-accounts', () => people.count().then((count) => count > 0));
}
