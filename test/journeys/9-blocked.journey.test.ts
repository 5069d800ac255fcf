import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { consumerInHouse } from '#tools/generator/demonstration.seed.uk.ts';
import { personOf } from '#tools/generator/demonstration.ts';
import { pdfOf } from '#test/files/samples.ts';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn, visiting } from './browser.ts';
import { inspect } from './inspect.ts';
import { approve, findPerson } from './pages/access.ts';
import { fetchKey, seeNumber, sign } from './pages/letters.ts';
import { press, until } from './pages/state.ts';

const administrator = { surname: 'Шевчук', key: 'administrator-1' };
const consumer = personOf('consumer-house', 'individual-consumer', consumerInHouse);
const desk = '/cabinet/access-desk';
const own = '/cabinet/own-accounts';

let browser: Browser;
let key: string;
let scan: string;
beforeAll(async () => {
  browser = await openBrowser();
  key = await fetchKey(administrator.key, 'dstu');
  scan = join(process.env['PLATFORM_DATA'] ?? '', 'scan.pdf');
  await writeFile(scan, Uint8Array.from(pdfOf()));
});
afterAll(() => browser.close());

/** The administrator enters a court's paper about the consumer and signs its copy. */
async function enter(action: string, ground: string): Promise<void> {
  await visiting(browser, { surname: administrator.surname, script: true }, async (page) => {
    await page.goto(`${desk}/people`);
    await findPerson(page, consumer.rnokpp);
    // The number stands in no address.
    expect(page.url()).not.toContain(consumer.rnokpp);
    await page.getByRole('link', { name: action, exact: true }).click();
    await page.locator('label', { hasText: ground }).click();
    await page.getByLabel('Документ або обставини').fill('Рішення суду № 5');
    await page.getByLabel('О котрій годині').fill('00:00');
    await page.getByLabel('Документ', { exact: true }).setInputFiles(scan);
    await press(page, 'Зберегти й перейти до підпису');
    await sign(page, key);
    await seeNumber(page, 'ДК');
  });
}

/** And decides on it, without script. */
async function carryOut(title: string): Promise<void> {
  await visiting(browser, { surname: administrator.surname, script: false }, async (page) => {
    const link = page
      .locator('tr', { hasText: consumer.surname })
      .getByRole('link', { name: title });
    await until(page, desk, () => link.count().then((count) => count > 0));
    await link.first().click();
    await approve(page);
    await page.getByText('Користувачеві надіслано повідомлення').waitFor();
  });
}

async function knock(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Увійти через id.gov.ua' }).click();
  await page.getByRole('button', { name: consumer.surname }).first().click();
}

lawTest(
  ['1039:32.4', '1039:36', '1039:37.2', '1039:38'],
  'a consumer is blocked by a court’s paper, thrown out, told at the door, and let in again',
  async () => {
    const context = await newVisitor(browser, { script: false });
    const page = await context.newPage();
    await signIn(page, consumer.surname);
    expect((await page.goto(own))?.status()).toBe(200);

    await enter('Заблокувати', 'Рішення суду про блокування');
    await carryOut('Повідомлення про блокування доступу');
    await until(page, own, () => Promise.resolve(page.url().includes('/sign-in')));
    await knock(page);
    await page.getByRole('heading', { name: 'Ваш доступ заблоковано' }).waitFor();
    await page.getByText('Рішення суду про блокування').waitFor();
    expect((await page.goto(own))?.url()).toContain('/sign-in');
    await visiting(browser, { script: true }, async (atDoor) => {
      await knock(atDoor);
      await atDoor.getByRole('heading', { name: 'Ваш доступ заблоковано' }).waitFor();
      await inspect(atDoor, 'sign-in-shut-out');
    });

    await enter('Відновити', 'Рішення суду скасовує блокування');
    await carryOut('Повідомлення про відновлення доступу');
    await signIn(page, consumer.surname);
    expect((await page.goto(own))?.status()).toBe(200);
    await context.close();
  },
  240_000,
);
