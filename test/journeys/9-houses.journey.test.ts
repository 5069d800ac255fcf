import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { pdfOf } from '../files/samples.ts';
import { lawTest } from '../law-test.ts';
import { openBrowser, visiting } from './browser.ts';
import { fetchKey, seeNumber, sign } from './pages/letters.ts';
import { press, pressFaulty, until } from './pages/state.ts';

const association = { surname: 'Кравець', key: 'association-head' };
const biller = { surname: 'Савченко', key: 'centre-head' };
const neighbour = 'Мельник';
const ending = 'Відключити рахунок ';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The number of an account in another house, and the code of who bills it. */
async function readBill(page: Page): Promise<{ readonly number: string; readonly edrpou: string }> {
  await page.goto('/cabinet/own-accounts');
  const form = page.getByRole('form', { name: ending }).first();
  const number = ((await form.getAttribute('aria-label')) ?? '').replace(ending, '');
  await page.goto('/cabinet/bills');
  await page.locator('main a[href^="/cabinet/bills/"]').first().click();
  const details = page.locator('dl', { hasText: 'розрахунковий центр' });
  const edrpou = /ЄДРПОУ\s*(\d{8})/.exec((await details.first().textContent()) ?? '')?.[1] ?? '';
  return { number, edrpou };
}

lawTest(
  ['1039:20.9', '1039:25', '1039:71'],
  'an association asks for its house, the biller agrees by a signature, its accounts are seen',
  async () => {
    const told = await visiting(browser, { surname: neighbour, script: false }, readBill);
    expect([told.number, told.edrpou]).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d{8}$/),
    ]);

    const own = await visiting(
      browser,
      { surname: association.surname, script: true },
      async (page) => {
        await page.goto('/cabinet/houses/new');
        await page.getByLabel('Номер одного з особових рахунків').fill(told.number);
        await page.getByLabel('Код ЄДРПОУ').fill(told.edrpou);
        await page.getByLabel('Рішення співвласників', { exact: true }).fill('Протокол № 3');
        await pressFaulty(page, 'До підпису');
        const copy = {
          name: 'protokol.pdf',
          mimeType: 'application/pdf',
          buffer: pdfOf(),
        };
        await page.getByLabel('Копія рішення').setInputFiles(copy);
        await press(page, 'До підпису');
        await sign(page, await fetchKey(association.key, 'dstu'));
        await page
          .getByText(/Чекає|Підписано/)
          .first()
          .waitFor();
        return page.url();
      },
    );
    expect(own).toContain('/cabinet/documents/');

    await visiting(browser, { surname: biller.surname, script: true }, async (page) => {
      await page.goto('/cabinet/houses');
      await page.getByRole('link', { name: 'Документ про будинок' }).first().click();
      await page.getByRole('link', { name: 'Підписати' }).click();
      await sign(page, await fetchKey(biller.key, 'dstu'));
      await seeNumber(page, 'БС');
    });

    await visiting(browser, { surname: association.surname, script: false }, async (page) => {
      const connected = page.getByText('Підключено');
      await until(page, '/cabinet/houses', async () => (await connected.count()) === 2);
      await page.goto('/cabinet/home');
      expect(await page.textContent('main')).toContain(told.number);
      await page.goto('/cabinet/houses');
      await press(page, 'Припинити');
      await page.getByText('Доступ до будинку припинено').waitFor();
      await page.goto('/cabinet/home');
      expect(await page.textContent('main')).not.toContain(told.number);
    });
  },
  120_000,
);
