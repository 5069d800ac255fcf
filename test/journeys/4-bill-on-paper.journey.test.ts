import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn } from './browser.ts';
import { picturesFolder } from './inspect.ts';

/** A4 at 96 dots an inch, and the margin that the print sheet leaves. */
const sheet = { width: 794, height: 1123 };
const marginPx = 38;
/** A4 in points, as a PDF writes it. */
const pointsOfA4 = /\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/g;
const pageOfPdf = /\/Type\s*\/Page\b(?!s)/g;
const consumers = ['Коваленко', 'Мельник', 'Гончар'] as const;
/** A month without heating, one with it, the newest. */
const monthsBack = [0, 4, 10] as const;
const mostServices = 9;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('a bill is printed on one sheet of A4', () => {
  for (const surname of consumers) {
    lawTest(['2119:8.3', '1039:15.1'], `of ${surname}`, async () => {
      const context = await newVisitor(browser, { script: true, viewport: sheet });
      const page = await context.newPage();
      await signIn(page, surname);
      for (const index of monthsBack) {
        await openBill(page, index);
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
        expect(pdf.match(pageOfPdf), `${surname}, ${index} months back`).toHaveLength(1);
        expect(pdf.match(pointsOfA4)).toHaveLength(1);
      }
      await openBill(page, 0);
      const services = await page.locator('.paper-only .below').count();
      expect(services).toBeGreaterThan(4);
      if (surname === 'Гончар') expect(services).toBe(mostServices);
      await keepPicture(page, `bill-print-${consumers.indexOf(surname)}`);
      await context.close();
    });
  }
});

async function openBill(page: Page, index: number): Promise<void> {
  const bills: string[] = [];
  await page.goto('/cabinet/bills');
  const years = await page.locator('main a[href*="year="]').all();
  const addresses = await Promise.all(years.map((year) => year.getAttribute('href')));
  for (const year of new Set(['/cabinet/bills', ...addresses.filter((one) => one !== null)])) {
    await page.goto(year);
    for (const link of await page.locator('main a[href^="/cabinet/bills/"]').all()) {
      bills.push((await link.getAttribute('href')) ?? '');
    }
  }
  const bill = [...new Set(bills)].toSorted().toReversed()[index];
  expect((await page.goto(bill ?? '/none'))?.status(), bill).toBe(200);
}

/** The sheet as it comes out of the printer, with its margins. */
async function keepPicture(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(`document.body.style.margin = '${marginPx}px'`);
  await page.screenshot({ path: join(picturesFolder, `${name}.png`) });
}
