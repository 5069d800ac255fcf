import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { consumerInDebt } from '#tools/generator/demonstration.seed.uk.ts';
import { personOf } from '#tools/generator/demonstration.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn, visiting } from './browser.ts';
import { askRegister } from './pages/accounts.ts';
import { fetchKey, seeNumber, sign } from './pages/letters.ts';
import { press, pressFaulty, until } from './pages/state.ts';

/**
 * Who reaches an account: its consumer connects it by the paper bill, trusts somebody with it, and
 * takes the trust back.
 */
const holder = { surname: 'Коваленко', key: 'consumer-apartment' };
const tenant = { surname: 'Мельник' };
const trusted = { surname: 'Гончар', key: 'consumer-debtor' };
const { rnokpp, givenName } = personOf('consumer-debtor', 'individual-consumer', consumerInDebt);
const disconnecting = 'Відключити рахунок ';
const waitMs = 30_000;

let browser: Browser;
let keys: { readonly holder: string; readonly trusted: string };
beforeAll(async () => {
  browser = await openBrowser();
  keys = {
    holder: await fetchKey(holder.key, 'dstu'),
    trusted: await fetchKey(trusted.key, 'dstu'),
  };
});
afterAll(() => browser.close());

/** What is printed on the newest bill of the holder. */
async function readPaperBill(): Promise<{ readonly number: string; readonly code: string }> {
  return visiting(browser, { surname: holder.surname, script: false }, async (page) => {
    await openNewestBill(page);
    const printed = (await page.textContent('body')) ?? '';
    const code = /Код підключення рахунку до кабінету: ([\d ]+\d)/.exec(printed)?.[1] ?? '';
    await page.goto('/cabinet/own-accounts');
    const form = page.getByRole('form', { name: disconnecting });
    const name = (await form.first().getAttribute('aria-label')) ?? '';
    return { number: name.replace(disconnecting, ''), code };
  });
}

async function openNewestBill(page: Page): Promise<void> {
  await page.goto('/cabinet/bills');
  await page.locator('main a[href^="/cabinet/bills/"]').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function fillConnection(page: Page, number: string, code: string): Promise<void> {
  await page.getByLabel('Номер особового рахунку').fill(number);
  await page.getByLabel('Код підключення').fill(code);
  await page.locator('label', { hasText: 'Орендар' }).click();
}

describe('an account is reached by whom it belongs to', () => {
  lawTest(
    ['1039:25', '1039:45.1'],
    'a consumer connects an account by the code of the paper bill, and gives it up, script off',
    async () => {
      const { number, code } = await readPaperBill();
      expect([number, code]).toEqual([
        expect.stringMatching(/^[\dA-Z-]+$/),
        expect.stringMatching(/^[\d ]{14,}$/),
      ]);
      await visiting(browser, { surname: tenant.surname, script: false }, async (page) => {
        await page.goto('/cabinet/own-accounts');
        const before = await page.getByRole('button', { name: 'Відключити' }).count();
        await page.getByRole('link', { name: 'Підключити рахунок' }).click();
        const mistaken = code.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
        await fillConnection(page, number, mistaken);
        await pressFaulty(page, 'Підключити рахунок');
        expect(await page.getByLabel('Номер особового рахунку').inputValue()).toBe(number);

        await fillConnection(page, number, code);
        await press(page, 'Підключити рахунок');
        await page.getByText('Рахунок підключено').waitFor();
        expect(await page.getByRole('button', { name: 'Відключити' }).count()).toBe(before + 1);

        const added = page.getByRole('form', { name: `${disconnecting}${number}` });
        await Promise.all([page.waitForEvent('load'), added.getByRole('button').click()]);
        await page.getByText('Рахунок відключено').waitFor();
        expect(await page.getByRole('button', { name: 'Відключити' }).count()).toBe(before);
      });
    },
    120_000,
  );
});

describe('the register of property rights', () => {
  lawTest(
    ['1039:25', '1039:45.1', '1039:57', '1039:58'],
    'its word connects an owner, who sees a tenant and ends their access, script off',
    async () => {
      const { number, code } = await readPaperBill();
      await visiting(browser, { surname: tenant.surname, script: false }, async (page) => {
        await page.goto('/cabinet/own-accounts/connect');
        await fillConnection(page, number, code);
        await press(page, 'Підключити рахунок');
        await page.getByText('Рахунок підключено').waitFor();
      });

      await visiting(browser, { surname: holder.surname, script: false }, async (page) => {
        await page.goto('/cabinet/own-accounts');
        const own = page.getByRole('form', { name: `${disconnecting}${number}` });
        await Promise.all([page.waitForEvent('load'), own.getByRole('button').click()]);
        await page.getByRole('link', { name: 'Підключити рахунок' }).click();
        await page.getByRole('link', { name: /реєстру речових прав/ }).click();
        await pressFaulty(page, 'Запитати реєстр');
        await askRegister(page, number);
        const people = page.getByRole('link', { name: /^Хто ще має доступ/ });
        await until(page, '/cabinet/own-accounts', () => people.count().then((count) => count > 0));
        await page.getByText('Право підтверджено, рахунок підключено').first().waitFor();
        await people.first().click();
        const ending = page.getByRole('form', { name: /^Припинити доступ: Мельник/ });
        await Promise.all([page.waitForEvent('load'), ending.getByRole('button').click()]);
        await page.getByText('Доступ припинено').waitFor();
      });

      await visiting(browser, { surname: tenant.surname, script: false }, async (page) => {
        await page.goto('/cabinet/own-accounts');
        const added = page.getByRole('form', { name: `${disconnecting}${number}` });
        expect(await added.count()).toBe(0);
        // What is not theirs and what there is not are told alike.
        await page.goto('/cabinet/own-accounts/register');
        await askRegister(page, number);
        const refused = page.getByText('Не підтверджено', { exact: true });
        await until(page, '/cabinet/own-accounts', () =>
          refused.count().then((count) => count > 0),
        );
      });
    },
    180_000,
  );
});

/** The holder trusts: to see and to pay, until the end of the year after. */
async function trust(page: Page): Promise<void> {
  await page.goto('/cabinet/mandates/new');
  await page.getByLabel('Прізвище довіреної особи').fill(trusted.surname);
  await page.getByLabel('Ім’я довіреної особи').fill(givenName);
  await page.getByLabel('РНОКПП довіреної особи').fill(rnokpp);
  await page.locator('fieldset', { hasText: 'Які рахунки' }).locator('label').first().click();
  await page.locator('label', { hasText: 'Платити' }).click();
  const lastDay = dayInKyiv(systemClock.now()).add({ months: 6 });
  await page.getByLabel('Останній день дії').fill(lastDay.toString());
  await press(page, 'До підпису');
  await sign(page, keys.holder);
  await page
    .getByText(/Чекає|Підписано/)
    .first()
    .waitFor({ timeout: waitMs });
}

/** Acts in the holder's name, as soon as both signatures count. */
async function actForHolder(page: Page): Promise<void> {
  const choice = page.getByRole('form', { name: /За дорученням: .*Коваленко/ });
  await until(page, '/cabinet/role', () => choice.count().then((count) => count > 0));
  await Promise.all([page.waitForEvent('load'), choice.getByRole('button').click()]);
}

async function pay(page: Page): Promise<void> {
  // Paid already on the first journey: now ahead.
  await page.goto('/cabinet/payments');
  await page.getByRole('link', { name: 'Сплатити' }).click();
  await page.getByLabel('Сума').fill('250');
  await press(page, 'Далі');
  await page.getByRole('button', { name: /^Сплатити/ }).click();
  await page.getByRole('button', { name: 'Перейти до оплати' }).click();
  await page.getByRole('button', { name: /Сплатити/ }).click();
  await page.waitForURL(/\/cabinet\/payments\//);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

describe('trust', () => {
  lawTest(
    ['1039:20.11', '1039:25', '1039:56.1'],
    'a consumer trusts somebody, who pays, is seen and is thrown out when trust ends',
    async () => {
      await visiting(browser, { surname: holder.surname, script: true }, trust);
      await visiting(browser, { surname: trusted.surname, script: true }, async (page) => {
        await page.goto('/cabinet/mandates');
        await page.getByRole('link', { name: `Документ доручення: ` }).first().click();
        await page.getByRole('link', { name: 'Підписати' }).click();
        await sign(page, keys.trusted);
        await seeNumber(page, 'ДР');
      });

      const context = await newVisitor(browser, { script: false });
      const page = await context.newPage();
      await signIn(page, trusted.surname);
      await actForHolder(page);
      await pay(page);
      // Readings were not entrusted, and trust is not passed on.
      expect(await page.getByRole('link', { name: 'Показання' }).count()).toBe(0);
      expect((await page.goto('/cabinet/home'))?.status()).toBe(200);
      expect((await page.goto('/cabinet/mandates/new'))?.status()).toBe(404);

      await visiting(browser, { surname: holder.surname, script: false }, async (own) => {
        await own.goto('/cabinet/own-accounts');
        await own.locator('a[href$="/looks"]').first().click();
        await own.getByText('Довірений споживач').first().waitFor();
        await own.goto('/cabinet/mandates');
        await press(own, 'Припинити');
        await own.getByText('Доручення припинено').waitFor();
      });

      await until(page, '/cabinet/bills', () => Promise.resolve(page.url().includes('/sign-in')));
      await signIn(page, trusted.surname);
      await page.goto('/cabinet/role');
      expect(await page.getByText('За дорученням').count()).toBe(0);
      await context.close();
    },
    120_000,
  );
});
