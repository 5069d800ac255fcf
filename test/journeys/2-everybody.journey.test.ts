import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn } from './browser.ts';

/** Pages that everybody may open, and doors that stay shut. */
const portalPages = [
  '/',
  '/territories?q=Зразківка',
  '/territories?q=ґґґґ',
  '/providers',
  '/tariffs',
  '/debts',
  '/audit',
  '/accessibility',
  '/sign-in',
  '/nothing-here',
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('the portal works without script', async () => {
  const context = await newVisitor(browser, { script: false });
  const page = await context.newPage();
  for (const path of portalPages) {
    await page.goto(path);
    expect(await page.locator('h1').count(), path).toBe(1);
    expect(await page.locator('script').count(), path).toBe(0);
  }
  await context.close();
});

lawTest(
  ['1039:25', '1039:21.7'],
  'a cabinet of another role looks like no page at all',
  async () => {
    const context = await newVisitor(browser, { script: true });
    const page = await context.newPage();
    await signIn(page, 'Коваленко');
    for (const path of [
      '/cabinet/panel',
      '/cabinet/parameters',
      '/cabinet/billing',
      '/cabinet/xyz',
    ]) {
      expect((await page.goto(path))?.status(), path).toBe(404);
    }
    await context.close();
  },
);
