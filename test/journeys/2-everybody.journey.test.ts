import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lawTest } from '../law-test.ts';
import { inspect, newVisitor, openBrowser, signIn } from './browser.ts';

/** Each page of the portal and of each cabinet, looked at by both engines of accessibility. */
const portalPages = [
  ['portal', '/'],
  ['territories', '/territories?q=Зразківка'],
  ['territories-empty', '/territories?q=ґґґґ'],
  ['providers', '/providers'],
  ['tariffs', '/tariffs'],
  ['debts', '/debts'],
  ['audit-heads', '/audit'],
  ['accessibility', '/accessibility'],
  ['sign-in', '/sign-in'],
  ['not-found', '/nothing-here'],
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

lawTest(
  ['1039:10.21', '1039:23.1', '1039:44'],
  'the portal is accessible to everybody',
  async () => {
    const context = await newVisitor(browser, { script: true });
    const page = await context.newPage();
    for (const [name, path] of portalPages) {
      await page.goto(path);
      expect(await page.locator('h1').count(), path).toBe(1);
      await inspect(page, name);
    }
    await context.close();
  },
);

test('the portal works without script and does not scroll sideways at 320 px', async () => {
  const context = await newVisitor(browser, {
    script: false,
    viewport: { width: 320, height: 700 },
  });
  const page = await context.newPage();
  for (const [, path] of portalPages) {
    await page.goto(path);
    expect(await page.locator('script').count(), path).toBe(0);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
  await context.close();
});

lawTest(
  ['1039:20.3', '1039:56.1'],
  'the technical administrator’s pages are accessible',
  async () => {
    const context = await newVisitor(browser, { script: true });
    const page = await context.newPage();
    await signIn(page, 'Шевчук');
    for (const path of ['parameters', 'audit']) {
      await page.goto(`/cabinet/${path}`);
      await inspect(page, `administrator-${path}`);
    }
    await context.close();
  },
);

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
