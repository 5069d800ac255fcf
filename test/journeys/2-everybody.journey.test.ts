import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn } from './browser.ts';
import { inspect } from './inspect.ts';

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
  ['1039:66', '1039:23.3.b.6'],
  'the technical administrator stops a right, script off, and everybody sees it',
  async () => {
    const context = await newVisitor(browser, { script: false });
    const page = await context.newPage();
    await signIn(page, 'Шевчук');
    await page.goto('/cabinet/subjects?q=Зразкова оселя');
    await inspectWithoutScript(page, 'administrator-subjects');
    await page.getByRole('link', { name: 'ТОВ «Зразкова оселя»' }).click();
    await inspectWithoutScript(page, 'administrator-subject');
    await page.getByRole('link', { name: 'Управління будинком' }).first().click();
    await page.getByRole('link', { name: 'Внести подію' }).click();
    await page.getByRole('button', { name: 'Перевірити' }).click();
    await inspectWithoutScript(page, 'administrator-event-errors');
    await page.getByText('Зупинення', { exact: true }).click();
    await page.getByLabel('Дата події').fill('2026-01-10');
    await page.getByLabel('Підстава').fill('Рішення суду від 09.01.2026 № 14');
    await page.getByRole('button', { name: 'Перевірити' }).click();
    await inspectWithoutScript(page, 'administrator-event-check');
    await page.getByRole('button', { name: 'Внести' }).click();
    await inspectWithoutScript(page, 'administrator-right');
    await page
      .getByRole('main')
      .getByRole('status')
      .getByRole('link', { name: 'ТОВ «Зразкова оселя»' })
      .click();
    expect(await page.textContent('main')).toContain('Рішення суду від 09.01.2026 № 14');
    await context.close();
  },
);

lawTest(
  ['1039:66', '376:1'],
  'and looks at an edition of the codifier before loading it',
  async () => {
    const context = await newVisitor(browser, { script: true });
    const page = await context.newPage();
    await signIn(page, 'Шевчук');
    await page.goto('/cabinet/subjects/check?name=А&edrpou=1');
    await inspect(page, 'administrator-subject-errors');
    await page.goto('/cabinet/territories');
    await inspect(page, 'administrator-territories');
    await page.getByLabel('Дата видання').fill('2026-11-01');
    const lines = [
      'UA05000000000010236,,O,Вінницька',
      'UA05020000000026686,UA05000000000010236,P,Новий',
    ];
    const text = ['code,parent,category,name', ...lines, 'oops,,C,Хто'].join('\n');
    const file = { name: 'kodyfikator.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.setInputFiles('input[type=file]', file);
    await page.getByRole('button', { name: 'Передати файл' }).click();
    await page.waitForURL(/territories\/.+/);
    await inspect(page, 'administrator-territory-upload');
    await page.getByRole('button', { name: 'Завантажити' }).click();
    await inspect(page, 'administrator-territory-upload-fault');
    expect(await page.textContent('main')).toContain('Поставте позначку');
    await context.close();
  },
);

/** The engines need script: the page is looked at anew in a browser that has it. */
async function inspectWithoutScript(page: Page, name: string): Promise<void> {
  const context = await newVisitor(browser, { script: true });
  await context.addCookies(await page.context().cookies());
  const twin = await context.newPage();
  await twin.goto(page.url());
  await inspect(twin, name);
  await context.close();
}

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
