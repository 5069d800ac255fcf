import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { lawTest } from '../law-test.ts';
import { openBrowser, visiting } from './browser.ts';
import { fetchKey, seeNumber, sign } from './pages/letters.ts';
import { dayAgo, fillDocument, fillEvent, provision, provisionDesk } from './pages/provision.ts';
import { press, pressFaulty, until } from './pages/state.ts';

const provider = { surname: 'Руденко', key: 'water-head' };
const council = { surname: 'Яременко', key: 'council-head' };
const title = 'Новий документ про право';
const startsWithTitle = new RegExp(`^${title}`);
const toSign = 'До підпису';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Signs what waits for a signature of the newest change. */
async function signSubmission(page: Page): Promise<void> {
  await page.goto(provision);
  await page.getByRole('link', { name: startsWithTitle }).first().click();
  await page.getByRole('link', { name: 'Підписати подання' }).click();
  await sign(page, await fetchKey(provider.key, 'dstu'));
  await seeNumber(page, 'ПЗ');
}

lawTest(
  ['1039:19.1', '1039:19.2', '1039:19.5', '1039:23.3.b.4', '1039:71'],
  'a provider submits a document about a right, the council confirms it, the portal shows it',
  async () => {
    const number = 'ВВ-77/26';
    // Without script everything but the signature itself is done.
    await visiting(browser, { surname: provider.surname, script: false }, async (page) => {
      await page.goto(`${provision}/new`);
      await pressFaulty(page, toSign);
      await fillDocument(page, number);
      await press(page, toSign);
      await page.getByRole('heading', { name: 'Підписання' }).waitFor();
    });
    await visiting(browser, { surname: provider.surname, script: true }, signSubmission);

    await visiting(browser, { surname: council.surname, script: false }, async (page) => {
      const submitted = page.locator('main').getByRole('link', { name: startsWithTitle });
      await until(page, provisionDesk, async () => (await submitted.count()) > 0);
      await submitted.first().click();
      expect(await page.textContent('main')).toContain(number);
      await pressFaulty(page, toSign);
    });
    await visiting(browser, { surname: council.surname, script: true }, async (page) => {
      await page.goto(provisionDesk);
      await page.locator('main').getByRole('link', { name: startsWithTitle }).first().click();
      await page.locator('label', { hasText: 'Підтвердити' }).click();
      await press(page, toSign);
      await sign(page, await fetchKey(council.key, 'dstu'));
      await seeNumber(page, 'ВЗ');
    });

    const own = await visiting(
      browser,
      { surname: provider.surname, script: false },
      async (page) => {
        const confirmed = page.getByText('Підтверджено', { exact: true });
        await until(page, provision, async () => (await confirmed.count()) > 0);
        const portal = page.getByRole('link', { name: 'Так це бачать усі на порталі' });
        return (await portal.getAttribute('href')) ?? '';
      },
    );
    for (const script of [false, true]) {
      await visiting(browser, { script }, async (page) => {
        await page.goto(own);
        const row = page.getByRole('row', { name: number }).filter({ hasText: 'подання' });
        expect(await row.textContent()).toMatch(/рада.*ПЗ-\d{4}-\d{6}.*ВЗ-\d{4}-\d{6}/);
        await row.getByRole('link', { name: /відповідь/ }).click();
        await page.getByText('Відповідь на подання про зміну права').first().waitFor();
      });
    }
  },
  240_000,
);

lawTest(
  ['1039:19.2', '1039:23.3.b.6'],
  'a stop is submitted with script on, taken back, and what contradicts is refused in words',
  async () => {
    await visiting(browser, { surname: provider.surname, script: true }, async (page) => {
      await fillEvent(page, { kind: 'Відновлення надання послуги', on: dayAgo(50) });
      await pressFaulty(page, toSign);
      expect(await page.textContent('.error-summary')).toContain('Така подія не може статися');
      expect(await page.getByLabel('Підстава').inputValue()).toContain('Рішення');
      await page.locator('label', { hasText: 'Зупинення надання послуги' }).click();
      await press(page, toSign);
      await page.goto(provision);
      await page.getByRole('link', { name: 'Зупинення надання послуги' }).first().click();
      await press(page, 'Відкликати подання');
      expect(await page.textContent('main')).toContain('Відкликано');
    });
  },
  120_000,
);
