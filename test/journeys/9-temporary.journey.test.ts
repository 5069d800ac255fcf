import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { consumerInDebt } from '#tools/generator/demonstration.seed.uk.ts';
import { personOf } from '#tools/generator/demonstration.ts';
import { lawTest } from '../law-test.ts';
import { openBrowser, visiting } from './browser.ts';
import { approve, submitGrant } from './pages/access.ts';
import { fetchKey } from './pages/letters.ts';
import { press, until } from './pages/state.ts';

const head = { surname: 'Руденко', key: 'water-head' };
const temporary = 'Клименко';
const utility = 'КП «Зразківводоканал»';
const newcomer = personOf('consumer-debtor', 'individual-consumer', consumerInDebt);
const desk = '/cabinet/access-desk';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

lawTest(
  ['1039:29.1', '1039:54.2', '1039:55', '1039:25'],
  'a temporary administrator lets a user of a provider in, and touches no consumer',
  async () => {
    await visiting(browser, { surname: head.surname, script: true }, async (page) => {
      await page.goto('/cabinet/access/new?act=grant');
      const email = 'taras@zrazkivka.example';
      await submitGrant(page, { ...newcomer, email }, await fetchKey(head.key, 'dstu'));
    });

    await visiting(browser, { surname: temporary, script: false }, async (page) => {
      const submission = page
        .locator('tr', { hasText: newcomer.surname })
        .getByRole('link', { name: 'Подання про надання доступу' });
      await until(page, desk, () => submission.count().then((count) => count > 0));
      await submission.click();
      await approve(page);
      await page.getByText('Користувачеві надіслано повідомлення').waitFor();

      await page.goto(`${desk}/paper/new?act=grant`);
      const offered = await page.locator('select[name=role] option').allTextContents();
      expect(offered.length).toBeGreaterThan(5);
      expect(offered.filter((role) => role.toLowerCase().includes('споживач'))).toEqual([]);
      for (const path of ['/cabinet/accounts', '/cabinet/bills', '/cabinet/link-requests']) {
        expect((await page.goto(path))?.status(), path).toBe(404);
      }
    });

    await visiting(browser, { surname: newcomer.surname, script: false }, async (page) => {
      await page.goto('/cabinet/role');
      const choice = page.getByRole('form', { name: utility });
      if ((await choice.count()) > 0) await press(page, 'Діяти від цього імені');
      expect((await page.goto('/cabinet/desk'))?.status()).toBe(200);
      expect(await page.textContent('body')).toContain(utility);
    });
  },
  120_000,
);
