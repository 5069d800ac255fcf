import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pngOf } from '../../files/samples.ts';
import { at, missing, press, pressFaulty, send, type PageState } from './state.ts';

export const newError = '/errors/new';
const own = '/cabinet/errors';
const desk = '/cabinet/error-desk';

/** What an error is, as its form asks; ends before it is sent. */
export async function fillError(page: Page, said: string, kind = 'Щось не працює'): Promise<void> {
  await page.locator('label', { hasText: kind }).click();
  await page.getByLabel('Що сталося').fill(said);
}

/** Somebody who is not signed in. */
export const portalErrorPages: readonly PageState[] = [
  at('error-new', newError),
  send('error-fault', newError, (page) => pressFaulty(page, 'Надіслати')),
  send('error-sent', newError, async (page) => {
    await fillError(page, 'На сторінці «Тарифи» описка', 'Описка');
    await page.getByLabel('Електронна пошта').fill('sused@zrazkivka.example');
    expect(await press(page, 'Надіслати')).toBe(200);
  }),
];

/** Somebody who is. */
export const ownErrorPages: readonly PageState[] = [
  at('own-errors-none', own),
  at('own-error-new', newError),
  send('own-error', newError, async (page) => {
    await fillError(page, 'Натискаю «Сплатити», а сторінка порожня');
    const picture = { name: 'ekran.png', mimeType: 'image/png', buffer: pngOf(8, 8) };
    await page.getByLabel('Знімок екрана').setInputFiles(picture);
    expect(await press(page, 'Надіслати')).toBe(200);
  }),
  at('own-errors', own),
  missing('own-error-unknown', `${own}/999999`),
];

/** The technical administrator, who answers. */
export const errorDeskPages: readonly PageState[] = [
  at('error-desk', desk),
  at('error-desk-none', `${desk}?state=fixing`),
  send('error-report', desk, openNewest),
  send('error-report-fault', desk, async (page) => {
    await openNewest(page);
    await pressFaulty(page, 'Зберегти');
  }),
  send('error-report-checking', desk, async (page) => {
    await openNewest(page);
    await page.locator('label', { hasText: 'Почати перевірку' }).click();
    expect(await press(page, 'Зберегти')).toBe(200);
  }),
  missing('error-report-unknown', `${desk}/999999`),
];

async function openNewest(page: Page): Promise<void> {
  await page.locator(`main a[href^="${desk}/"]`).last().click();
  await page.getByText('Що сталося').first().waitFor();
}
