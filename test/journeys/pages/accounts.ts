import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { at, follow, missing, press, pressFaulty, send, type PageState } from './state.ts';

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
