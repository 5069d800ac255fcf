import { parse } from 'csv-parse/sync';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn } from './browser.ts';
import { inspect } from './inspect.ts';
import { proofOnceSealed } from './proof.ts';
import { whileWorkerWaits } from './worker.ts';

/**
 * From a meter reading to a paid, explained bill: two consumers, one with script and one without,
 * and between them the provider, who runs the month for both.
 */
const verifier = join(import.meta.dirname, '..', '..', 'verifier', 'verify.mjs');
const consumers = [
  { surname: 'Коваленко', script: true },
  { surname: 'Мельник', script: false },
] as const;
const operator = 'Бондаренко';
const analyst = 'Лисенко';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function visiting(
  who: { readonly surname: string; readonly script: boolean },
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await newVisitor(browser, { script: who.script });
  try {
    const page = await context.newPage();
    await signIn(page, who.surname);
    await work(page, context);
  } finally {
    await context.close();
  }
}

/** Writes into each field a little more than its hint says there was. */
async function enterReadings(page: Page): Promise<number> {
  const fields = page.locator('main form input[inputmode]');
  const count = await fields.count();
  for (let index = 0; index < count; index += 1) {
    const field = fields.nth(index);
    const hints = (await field.getAttribute('aria-describedby')) ?? '';
    const texts = await Promise.all(
      hints.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent()),
    );
    const previous = /Було ([\d\s\u00a0\u202f]+)/.exec(texts.join(' '))?.[1] ?? '';
    const whole = Number(previous.replace(/\D/g, ''));
    await field.fill(String(whole + 5));
  }
  return count;
}

describe('consumers send readings', () => {
  for (const consumer of consumers) {
    lawTest(
      ['1039:19.7', '1039:31', '1039:10.1'],
      `a consumer signs in and sends readings, script ${consumer.script ? 'on' : 'off'}`,
      () =>
        visiting(consumer, async (page) => {
          await page.getByRole('link', { name: 'Показання', exact: true }).first().click();
          expect(await enterReadings(page)).toBeGreaterThan(1);
          await page.getByRole('button', { name: 'Передати показання' }).click();
          const check = page.getByRole('button', { name: 'Так, усе правильно' });
          if ((await check.count()) > 0) {
            await check.click();
          }
          await expectHeading(page, 'Показання прийнято');
        }),
    );
  }
});

describe('the provider runs the month', () => {
  lawTest(
    ['1039:26.4.j', '1039:15.1'],
    'an operator brings in a file, runs the month and sees it done, script off',
    () =>
      visiting({ surname: operator, script: false }, async (page) => {
        await page.goto('/cabinet/imports');
        const file = await filledForm(page);
        await page.setInputFiles('input[type=file]', file);
        await whileWorkerWaits(async () => {
          await page.getByRole('button', { name: 'Передати файл' }).click();
          await lookAtWork(page, 'provider-import-going');
        });
        await untilSaid(page, /Файл прочитано/);
        await page.goto('/cabinet/billing');
        // Readings are still taken: without a word about it the month is not billed.
        await page.getByRole('button', { name: /Нарахувати за/ }).click();
        await expectText(page, /Нарахування не почато/);
        await page.getByText(/Не чекати на показання/).click();
        await whileWorkerWaits(async () => {
          await page.getByRole('button', { name: /Нарахувати за/ }).click();
          await lookAtWork(page, 'provider-run-going');
        });
        await untilSaid(page, /завершено/i);
        expect(await page.textContent('main')).toContain('збігається');
      }),
  );
});

/** The engines need script: another window of the same operator looks at what goes on. */
async function lookAtWork(page: Page, name: string): Promise<void> {
  await page.getByText('Сторінка оновлюється сама').waitFor();
  await visiting({ surname: operator, script: true }, async (other) => {
    await other.goto(`${page.url()}?refresh=off`);
    await inspect(other, name);
  });
}

describe('consumers read, understand and pay their bills', () => {
  for (const consumer of consumers) {
    lawTest(
      ['1039:10.12', '1039:10.13', '1039:15.2', '2119:8.3', '1039:26.5.a.4'],
      `a bill explains itself and is paid, script ${consumer.script ? 'on' : 'off'}`,
      () => visiting(consumer, (page) => readAndPay(page, consumer)),
    );
  }
});

async function readAndPay(page: Page, consumer: (typeof consumers)[number]): Promise<void> {
  await page.goto('/cabinet/home');
  await page
    .getByRole('link', { name: /Рахунок за/ })
    .first()
    .click();
  await expectText(page, /Чому сума інша/);
  const line = page.locator('summary', { hasText: 'як вийшло' }).first();
  await line.click();
  await expectText(page, /Тариф|рішення/i);
  await page
    .getByRole('link', { name: /Сплатити/ })
    .first()
    .click();
  // «Сплатити» with a sum leads straight to the check; another sum is chosen first.
  const next = page.getByRole('button', { name: 'Далі' });
  if ((await next.count()) > 0) await next.click();
  if (consumer.script) await inspect(page, 'payment-check');
  await page.getByRole('button', { name: /^Сплатити/ }).click();
  await page.getByRole('button', { name: 'Перейти до оплати' }).click();
  await page.getByRole('button', { name: /Сплатити/ }).click();
  await page.waitForURL(/\/cabinet\/payments\//);
  const paymentUrl = page.url().split('?')[0] ?? '';
  await untilConfirmed(page);
  if (consumer.script) await inspect(page, 'receipt');
  await checkProof(page, paymentUrl);
}

/** The proof holds with the stand-alone verifier, and no longer when a byte of it changes. */
async function checkProof(page: Page, paymentUrl: string): Promise<void> {
  const href = await page
    .getByRole('link', { name: /Доказ незмінності/ })
    .first()
    .getAttribute('href');
  const address = new URL(href ?? '', paymentUrl).toString();
  const folder = process.env['PLATFORM_DATA'] ?? '';
  const file = join(folder, 'proof.json');
  const proof = await proofOnceSealed(page.request, address);
  await writeFile(file, proof);
  expect(verifies(file)).toBe(0);
  const spoilt = proof.replace('settle-payment', 'settle-paymenT');
  expect(spoilt).not.toBe(proof);
  await writeFile(file, spoilt);
  expect(verifies(file)).not.toBe(0);
}

function verifies(file: string): number {
  try {
    execFileSync(process.execPath, [verifier, file], { stdio: 'ignore' });
    return 0;
  } catch (error) {
    return (error as { status?: number }).status ?? -1;
  }
}

describe('the money is seen', () => {
  lawTest(
    ['1039:15.10', '1039:26.1.a.1', '1039:18'],
    'by the provider and by the ministry',
    async () => {
      await visiting({ surname: operator, script: true }, async (page) => {
        await page.goto('/cabinet/receivables');
        await expectText(page, /Борг споживачів/);
        await page.goto('/cabinet/accounts');
        await page.locator('main tbody a').first().click();
        await page.getByRole('link', { name: 'Виправити нарахування' }).click();
        await page.getByRole('button', { name: 'Перевірити' }).click();
        await expectText(page, /Вкажіть підставу/);
        await inspect(page, 'provider-correction-errors');
      });
      await visiting({ surname: analyst, script: true }, async (page) => {
        await page.goto('/cabinet/panel');
        await expectText(page, /Сплачено/);
      });
    },
  );
});

/** The provider's own form of the month, with a reading written into every line. */
async function filledForm(page: Page): Promise<string> {
  const link = page.getByRole('link', { name: 'Завантажити CSV' }).first();
  const answer = await page.request.get((await link.getAttribute('href')) ?? '');
  const text = (await answer.text()).replace(/^\ufeff/, '');
  const delimiter = text.includes(';') ? ';' : ',';
  const [header = [], ...lines]: string[][] = parse(text, { delimiter, relaxColumnCount: true });
  const previous = header.indexOf('Попереднє');
  const filled = lines.map((cells) => {
    const before = Number((cells[previous] ?? '').replace(/\s/g, '').replace(',', '.'));
    return [...cells.slice(0, -1), String(Math.floor(before) + 7)];
  });
  const file = join(process.env['PLATFORM_DATA'] ?? '', 'readings.csv');
  const quoted = [header, ...filled].map((cells) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter),
  );
  await writeFile(file, quoted.join('\n'));
  expect(filled.length).toBeGreaterThan(100);
  return file;
}

async function expectHeading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name }).first().waitFor();
}

async function expectText(page: Page, text: RegExp): Promise<void> {
  expect(await page.textContent('main')).toMatch(text);
}

/** Waits until the page says so: a page of work under way refreshes itself, without script too. */
async function untilSaid(page: Page, text: RegExp): Promise<void> {
  await page.locator('main', { hasText: text }).waitFor({ timeout: 60_000 });
}

/** Asks the page anew by its own link, as its reader would, until the payment is confirmed. */
async function untilConfirmed(page: Page): Promise<void> {
  const confirmed = page.getByText(/Підтверджено/).first();
  for (let attempt = 0; attempt < 60 && !(await confirmed.isVisible()); attempt += 1) {
    await page.waitForTimeout(1_000);
    const again = page.getByRole('link', { name: 'Оновити стан' });
    if ((await again.count()) > 0) await again.click();
  }
  await confirmed.waitFor();
}
