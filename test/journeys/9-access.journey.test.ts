import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn, visiting } from './browser.ts';
import { approve } from './pages/access.ts';
import { fetchKey, seeNumber, sign } from './pages/letters.ts';
import { press, until } from './pages/state.ts';

const head = { surname: 'Савченко', key: 'centre-head' };
const administrator = { surname: 'Шевчук' };
const operator = { surname: 'Бондаренко' };
const desk = '/cabinet/access-desk';

let browser: Browser;
let key: string;
beforeAll(async () => {
  browser = await openBrowser();
  key = await fetchKey(head.key, 'dstu');
});
afterAll(() => browser.close());

/** The head submits an act on the operator and signs it by their key file. */
async function submit(action: string, ground: string): Promise<void> {
  await visiting(browser, { surname: head.surname, script: true }, async (page) => {
    await page.goto('/cabinet/access');
    const row = page.locator('tr', { hasText: operator.surname });
    await row.getByRole('link', { name: action, exact: true }).click();
    const choice = page.locator('label', { hasText: ground });
    await choice.click();
    await page.getByLabel('Документ або обставини').fill('Наказ № 21');
    await press(page, 'Зберегти й перейти до підпису');
    await sign(page, key);
    await seeNumber(page, 'ДП');
  });
}

/** The administrator carries it out, without script. */
async function carryOut(title: string): Promise<void> {
  await visiting(browser, { surname: administrator.surname, script: false }, async (page) => {
    const link = page.getByRole('link', { name: title }).first();
    await until(page, desk, () => link.count().then((count) => count > 0));
    await link.click();
    await approve(page);
    await page.getByText('Користувачеві надіслано повідомлення').waitFor();
  });
}

lawTest(
  ['1039:32.2', '1039:36', '1039:37.1', '1039:38'],
  'an official is blocked by the head’s signature, thrown out, told, and let in again',
  async () => {
    const context = await newVisitor(browser, { script: false });
    const page = await context.newPage();
    await signIn(page, operator.surname);
    expect((await page.goto('/cabinet/desk'))?.status()).toBe(200);

    await submit('Заблокувати', 'Зміна обов’язків або відсторонення');
    await carryOut('Повідомлення про блокування доступу');
    await until(page, '/cabinet/desk', () => Promise.resolve(page.url().includes('/sign-in')));
    await signIn(page, operator.surname);
    expect((await page.goto('/cabinet/desk'))?.status()).toBe(404);
    const told = page.getByRole('link', {
      name: 'Ваш доступ до електронного кабінету заблоковано',
    });
    await until(page, '/cabinet/documents', () => told.count().then((count) => count > 0));

    await submit('Відновити', 'Обставини блокування припинилися');
    await carryOut('Повідомлення про відновлення доступу');
    await signIn(page, operator.surname);
    expect((await page.goto('/cabinet/desk'))?.status()).toBe(200);
    await context.close();
  },
  240_000,
);
