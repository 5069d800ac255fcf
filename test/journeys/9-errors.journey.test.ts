import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { lawTest } from '../law-test.ts';
import { openBrowser, visiting } from './browser.ts';
import { fillError } from './pages/errors.ts';
import { press, pressFaulty } from './pages/state.ts';

const consumer = 'Мельник';
const answers = {
  'Щось не працює': 'Шевчук',
  'Неправильне правило': 'Назаренко',
} as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

for (const script of [false, true]) {
  for (const [kind, answerer] of Object.entries(answers)) {
    lawTest(
      ['1039:19.9', '1039:87.1', '1039:88.2', '1039:90.2', '1039:91.2'],
      `a consumer reports an error, ${answerer} answers it, script ${script ? 'on' : 'off'}`,
      async () => {
        const said = `${kind}: ${script ? 'зі' : 'без'} сценарію`;
        const own = await visiting(browser, { surname: consumer, script }, async (page) => {
          await page.goto('/cabinet/bills');
          await page.getByRole('link', { name: 'Повідомити про помилку' }).click();
          expect(await page.getByLabel('На якій сторінці').inputValue()).toBe('/cabinet/bills');
          await page.getByLabel('Що сталося').fill(said);
          await pressFaulty(page, 'Надіслати');
          expect(await page.getByLabel('Що сталося').inputValue()).toBe(said);
          await fillError(page, said, kind);
          expect(await press(page, 'Надіслати')).toBe(200);
          expect(await page.textContent('main')).toContain('Надіслано');
          return new URL(page.url()).pathname;
        });
        const number = own.split('/').at(-1) ?? '';

        await visiting(browser, { surname: answerer, script }, async (page) => {
          await page.goto('/cabinet/error-desk');
          await page.getByRole('link', { name: `№ ${number}`, exact: false }).click();
          expect(await page.textContent('main')).toContain(said);
          await page.locator('label', { hasText: 'Підтвердити помилку' }).click();
          await pressFaulty(page, 'Зберегти');
          await page.getByLabel('Відповідь автору').fill('Справді, так і є');
          await page.getByLabel('Орієнтовний день усунення').fill('2099-01-01');
          await press(page, 'Зберегти');
          await page.locator('label', { hasText: 'Помилку усунуто' }).click();
          await press(page, 'Зберегти');
        });

        await visiting(browser, { surname: consumer, script }, async (page) => {
          await page.goto(own);
          const text = await page.textContent('main');
          for (const shown of ['Усунуто', 'Справді, так і є', said]) expect(text).toContain(shown);
        });
      },
      60_000,
    );
  }
}

lawTest(['1039:87.1'], 'whoever is not signed in reports by an address', async () => {
  await visiting(browser, { script: false }, async (page) => {
    await page.goto('/providers');
    await page.getByRole('link', { name: 'Повідомити про помилку' }).click();
    await fillError(page, 'Описка в назві', 'Описка');
    await pressFaulty(page, 'Надіслати');
    await page.getByLabel('Електронна пошта').fill('sused@zrazkivka.example');
    expect(await press(page, 'Надіслати')).toBe(200);
    expect(await page.textContent('main')).toMatch(/Повідомлення № \d+/);
  });
});
