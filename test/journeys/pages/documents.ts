import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fetchKey, signHere, subject, writeLetter } from './letters.ts';
import { at, missing, press, pressFaulty, send, type PageState } from './state.ts';

const numbered = /ЛС-\d{4}-\d{6}/;

/** Documents of a consumer, from the first word to the page that anybody may see. */
export const documentPages: readonly PageState[] = [
  at('documents', '/cabinet/documents'),
  at('document-new', '/cabinet/documents/new'),
  send('document-fault', '/cabinet/documents/new', (page) => pressFaulty(page, 'Зберегти')),
  send('document-draft', '/cabinet/documents', (page) => writeLetter(page, /^Лист/)),
  send('document-edit', '/cabinet/documents', async (page) => {
    await openFirst(page);
    await page.getByRole('link', { name: 'Змінити', exact: true }).click();
    await page.getByRole('heading', { name: 'Зміна чернетки' }).waitFor();
  }),
  send('document-sign', '/cabinet/documents', openSigning),
  send('document-sign-fault', '/cabinet/documents', async (page) => {
    await openSigning(page);
    await pressFaulty(page, 'Передати підпис');
  }),
  send('document-registered', '/cabinet/documents', async (page) => {
    await openFirst(page);
    await signHere(page, await fetchKey('consumer-apartment', 'ecdsa'));
  }),
  send('document-envelope', '/cabinet/documents', openEnvelope),
  send('document-envelope-fault', '/cabinet/documents', async (page) => {
    await openEnvelope(page);
    await pressFaulty(page, 'Зашифрувати');
  }),
  send('document-by-number', '/cabinet/documents', async (page) => {
    const text = (await page.textContent('main')) ?? '';
    const [number = ''] = numbered.exec(text) ?? [];
    expect((await page.goto(`/check/${encodeURIComponent(number)}`))?.status()).toBe(200);
  }),
  send('message-draft', '/cabinet/documents', (page) => writeLetter(page, /^Повідомлення/)),
  send('message-sent', '/cabinet/documents', async (page) => {
    await openFirst(page);
    await press(page, 'Надіслати');
  }),
  missing('document-unknown', '/cabinet/documents/1'),
  missing('number-unknown', '/check/XX-2026-000001'),
];

/** The same documents as the office sees them. */
export const officeDocumentPages: readonly PageState[] = [
  at('office-documents', '/cabinet/documents'),
  at('office-document-new', '/cabinet/documents/new'),
];

async function openFirst(page: Page): Promise<void> {
  await page.getByRole('link', { name: subject }).first().click();
  await page.getByRole('heading', { name: subject }).waitFor();
}

async function openEnvelope(page: Page): Promise<void> {
  await openFirst(page);
  await page.getByRole('link', { name: 'Зашифрованим для вас' }).click();
  await page.getByRole('heading', { name: 'Документ, зашифрований для вас' }).waitFor();
}

async function openSigning(page: Page): Promise<void> {
  await openFirst(page);
  await page.getByRole('link', { name: 'Підписати' }).click();
  await page.getByRole('heading', { name: 'Підписання' }).waitFor();
}
