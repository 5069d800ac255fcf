import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyPassword } from '#counterparts/certification-authority/key-office.tsx';
import { consumerInHouse } from '#tools/generator/demonstration.seed.uk.ts';
import { personOf } from '#tools/generator/demonstration.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { codeAt } from '../access/phone.ts';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, visiting } from './browser.ts';
import { inspect } from './inspect.ts';
import { findPerson } from './pages/access.ts';
import { fetchKey } from './pages/letters.ts';
import { press } from './pages/state.ts';
import { daysSinceJourneyDay } from './platform.ts';

const consumer = { surname: 'Мельник', key: 'consumer-house' };
const { rnokpp } = personOf('consumer-house', 'individual-consumer', consumerInHouse);
const daysBehind = daysSinceJourneyDay(dayInKyiv(systemClock.now()));
const waitMs = 30_000;
const stepMs = 30_000;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** What a phone shows whose clock goes as the platform's: days behind, as all journeys are. */
function codeNow(secret: string): string {
  return codeAt(secret, systemClock.now().subtract({ hours: 24 * daysBehind }));
}

/** A program of codes, set up as a person does; returns its secret. */
async function setUpProgram(page: Page): Promise<string> {
  await page.goto('/cabinet/security');
  const form = page.getByRole('form', { name: 'Додати застосунок із кодами' });
  await form.getByLabel('Назва').fill('Телефон');
  await press(page, 'Далі');
  const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Код із застосунку').fill(codeNow(secret));
  await press(page, 'Увімкнути');
  return secret;
}

async function comeBack(page: Page): Promise<void> {
  await page.goto('/sign-in?return=/cabinet/security');
  await page.getByRole('link', { name: 'Увійти через id.gov.ua' }).click();
  await page.getByRole('button', { name: consumer.surname }).first().click();
}

async function removeAll(page: Page): Promise<void> {
  await page.goto('/cabinet/security');
  while ((await page.getByRole('button', { name: 'Вилучити' }).count()) > 0) {
    await press(page, 'Вилучити');
  }
}

describe('a second factor', () => {
  lawTest(
    ['1039:10.2', '1039:31'],
    'of a program and of recovery codes works without script',
    async () => {
      const visit = { surname: consumer.surname, script: false };
      await visiting(browser, visit, async (page) => {
        const secret = await setUpProgram(page);
        await press(page, 'Створити нові коди');
        const code = (await page.locator('code').first().textContent()) ?? '';
        await page.getByRole('button', { name: 'Вийти' }).click();
        await comeBack(page);
        await page.getByRole('heading', { name: 'Підтвердьте, що це ви' }).waitFor();
        await page.getByLabel('Код', { exact: true }).fill('000000');
        await press(page, 'Підтвердити');
        expect(await page.textContent('main')).toContain('Код не підійшов');
        await page.getByLabel('Код', { exact: true }).fill(code);
        await press(page, 'Підтвердити');
        await page.waitForURL(/\/cabinet\/security/);
        await page.getByRole('button', { name: 'Вийти' }).click();
        await comeBack(page);
        // The next step of time: the code that set the program up was used.
        await page.waitForTimeout(stepMs);
        await page.getByLabel('Код', { exact: true }).fill(codeNow(secret));
        await press(page, 'Підтвердити');
        await page.waitForURL(/\/cabinet\/security/);
        await removeAll(page);
      });
    },
  );

  lawTest(
    ['1039:10.2', '1039:31'],
    'that its person lost is removed by the administrator, and they come in without it, script off',
    async () => {
      const visit = { surname: consumer.surname, script: false };
      await visiting(browser, visit, async (page) => {
        await setUpProgram(page);
        await page.getByRole('button', { name: 'Вийти' }).click();
        await comeBack(page);
        await page.getByRole('heading', { name: 'Підтвердьте, що це ви' }).waitFor();
      });
      await visiting(browser, { surname: 'Шевчук', script: true }, async (page) => {
        await page.goto('/cabinet/access-desk/people');
        await findPerson(page, rnokpp);
        await inspect(page, 'access-person-factors');
        await page.getByLabel('Як людина підтвердила').fill('Прийшов із паспортом');
        await press(page, 'Зняти другий крок');
        expect(await page.textContent('main')).toContain('Другого кроку не налаштовано');
      });
      await visiting(browser, visit, async (page) => {
        await page.goto('/cabinet/security');
        expect(await page.textContent('main')).toContain('Прийшов із паспортом');
        await page.getByRole('link', { name: 'Хто дивився мої дані' }).click();
        await page.getByText('Зняли другий крок входу').first().waitFor();
      });
    },
  );

  test('of a passkey is made and shown by a device', async () => {
    const visit = { surname: consumer.surname, script: true };
    await visiting(browser, visit, async (page, context) => {
      const device = await context.newCDPSession(page);
      await device.send('WebAuthn.enable');
      await device.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
          ...{ hasUserVerification: true, isUserVerified: true, hasResidentKey: true },
        },
      });
      await page.goto('/cabinet/security');
      const form = page.getByRole('form', { name: 'Додати ключ доступу' });
      await form.getByLabel('Назва').fill('Ноутбук');
      await form.getByRole('button').click();
      await page.getByText('Додано. Створіть резервні коди').waitFor({ timeout: waitMs });
      await inspect(page, 'security-with-passkey');
      await page.getByRole('button', { name: 'Вийти' }).click();
      await comeBack(page);
      await inspect(page, 'sign-in-factor');
      await page.getByRole('button', { name: 'Підтвердити ключем доступу' }).click();
      await page.waitForURL(/\/cabinet\/security/, { timeout: waitMs });
      await removeAll(page);
    });
  });
});

describe('a key', () => {
  lawTest(['1039:10.2'], 'lets its bearer in: it is read in the browser alone', async () => {
    const key = await fetchKey(consumer.key, 'dstu');
    const context = await newVisitor(browser, { script: true });
    const page = await context.newPage();
    await page.goto('/sign-in?return=/cabinet/sessions');
    await page.getByRole('link', { name: 'Увійти електронним підписом' }).click();
    await page.getByLabel('Файл ключа').setInputFiles(key);
    await page.getByLabel('Пароль до ключа').fill(keyPassword);
    await page.getByRole('button', { name: 'Підписати', exact: true }).click();
    await page.waitForURL(/\/cabinet\/sessions/, { timeout: waitMs });
    expect(await page.textContent('main')).toContain('Особистий ключ');
    await context.close();
  });
});

describe('the end of a session', () => {
  test('is asked about two minutes before, and the session goes on', async () => {
    const visit = { surname: consumer.surname, script: true };
    await visiting(browser, visit, async (page) => {
      let secondsLeft = 100;
      await page.route('**/session/state', (route) => route.fulfill({ json: { secondsLeft } }));
      // A page that says its session is about to end asks the server at once.
      await page.route('**/cabinet/sessions', async (route) => {
        const answer = await route.fetch();
        const body = await answer.text();
        const ending = body.replace(/data-session-ends="\d+"/, 'data-session-ends="0"');
        await route.fulfill({ response: answer, body: ending });
      });
      await page.goto('/cabinet/sessions');
      const dialog = page.getByRole('dialog', { name: 'Ви ще тут?' });
      await dialog.waitFor();
      expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Продовжити');
      await dialog.getByRole('button', { name: 'Продовжити' }).click();
      await dialog.waitFor({ state: 'hidden' });
      // Another window has let the session end.
      secondsLeft = 0;
      await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
      await page.getByRole('dialog', { name: 'Сеанс закінчився' }).waitFor();
    });
  });
});
