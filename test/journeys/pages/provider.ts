import { dayInKyiv, systemClock } from '#platform/clock.ts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { at, follow, missing, press, pressFaulty, send, type PageState } from './state.ts';

const reloadsMax = 60;
const run = '[href^="/cabinet/billing/"]:not([href*="questions"])';

/** The provider's cabinet after the month has been run. */
export const providerPages: readonly PageState[] = [
  at('provider-desk', '/cabinet/desk'),
  at('provider-accounts', '/cabinet/accounts'),
  at('provider-accounts-debt', '/cabinet/accounts?debt=yes&order=due&way=down'),
  at('provider-accounts-none', '/cabinet/accounts?find=ґґґґ'),
  follow('provider-account', '/cabinet/accounts', '[href^="/cabinet/accounts/"]'),
  send('provider-correction', '/cabinet/accounts', openCorrection),
  send('provider-correction-fault', '/cabinet/accounts', async (page) => {
    await openCorrection(page);
    await pressFaulty(page, 'Перевірити');
  }),
  send('provider-correction-check', '/cabinet/accounts', checkCorrection),
  send('provider-correction-entered', '/cabinet/accounts', async (page) => {
    await checkCorrection(page);
    await press(page, 'Виправити');
    expect(await page.textContent('main')).toContain('Води не було два дні');
  }),
  send('provider-owner-change', '/cabinet/accounts', openOwnerChange),
  send('provider-owner-change-fault', '/cabinet/accounts', async (page) => {
    await openOwnerChange(page);
    await pressFaulty(page, 'Записати зміну власника');
  }),
  send('provider-owner-change-told', '/cabinet/accounts', async (page) => {
    await openOwnerChange(page);
    // Of long before anybody connected: nobody loses the account by it.
    await page.getByLabel('Якого дня змінився власник').fill('2001-01-01');
    await page.getByLabel('Підстава').fill('Договір № 12');
    expect(await press(page, 'Записати зміну власника')).toBe(200);
  }),
  missing('provider-account-unknown', '/cabinet/accounts/1'),
  at('provider-imports', '/cabinet/imports'),
  send('provider-imports-fault', '/cabinet/imports', (page) => pressFaulty(page, 'Передати файл')),
  send('provider-import-refused', '/cabinet/imports', (page) =>
    sendFile(page, 'Особовий рахунок;Послуга;Дата;Показання\n1;холодна вода;01.11.2026;12\n'),
  ),
  send('provider-import-failed', '/cabinet/imports', (page) => sendFile(page, 'x;y\n1;2\n')),
  at('provider-billing', '/cabinet/billing'),
  follow('provider-run', '/cabinet/billing', run),
  send('provider-questions', '/cabinet/billing', (page) => openQuestions(page, '')),
  send('provider-questions-all', '/cabinet/billing', (page) => openQuestions(page, '?kind=all')),
  missing('provider-run-unknown', '/cabinet/billing/999999999'),
  at('provider-tariffs', '/cabinet/tariffs'),
  at('provider-tariffs-future', '/cabinet/tariffs?time=future'),
  at('provider-tariffs-former', '/cabinet/tariffs?time=former'),
  follow('provider-tariff', '/cabinet/tariffs', '[href^="/cabinet/tariffs/"]:not([href$="/new"])'),
  at('provider-tariff-new', '/cabinet/tariffs/new'),
  send('provider-tariff-fault', '/cabinet/tariffs/new', (page) => pressFaulty(page, 'Перевірити')),
  send('provider-tariff-check', '/cabinet/tariffs/new', fillTariff),
  send('provider-tariff-entered', '/cabinet/tariffs/new', async (page) => {
    await fillTariff(page);
    await press(page, 'Внести тариф');
    expect(new URL(page.url()).searchParams.get('entered')).toBe('yes');
  }),
  at('provider-receivables', '/cabinet/receivables'),
];

async function openOwnerChange(page: Page): Promise<void> {
  const account = page.locator('main a[href^="/cabinet/accounts/"]').first();
  await page.goto((await account.getAttribute('href')) ?? '');
  const change = page.locator('main a[href$="/owner"]');
  expect((await page.goto((await change.getAttribute('href')) ?? ''))?.status()).toBe(200);
}

async function openCorrection(page: Page): Promise<void> {
  const account = page.locator('main a[href^="/cabinet/accounts/"]').first();
  await page.goto((await account.getAttribute('href')) ?? '');
  const start = page.locator('main a[href$="/corrections/new"]');
  expect((await page.goto((await start.getAttribute('href')) ?? ''))?.status()).toBe(200);
}

/** A correction of ten kopiykas, as far as its check. */
async function checkCorrection(page: Page): Promise<void> {
  await openCorrection(page);
  await page.getByLabel('За який місяць').selectOption({ index: 1 });
  await page.getByLabel('Послуга', { exact: true }).selectOption({ index: 1 });
  await page.getByText('збільшити', { exact: true }).click();
  await page.getByLabel('На яку суму').fill('0,10');
  await page.getByLabel('Підстава').fill('Води не було два дні');
  await page.getByLabel('Номер акта перерахунку').fill('7');
  await page
    .getByLabel('Дата акта')
    .fill(dayInKyiv(systemClock.now()).subtract({ days: 40 }).toString());
  expect(await press(page, 'Перевірити')).toBe(200);
}

async function openQuestions(page: Page, tail: string): Promise<void> {
  const href = await page.locator(`main a${run}`).first().getAttribute('href');
  expect((await page.goto(`${href}/questions${tail}`))?.status()).toBe(200);
}

async function sendFile(page: Page, text: string): Promise<void> {
  const file = { name: 'readings.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.setInputFiles('input[type=file]', file);
  await press(page, 'Передати файл');
  for (let reloads = 0; reloads < reloadsMax; reloads += 1) {
    if ((await page.getByText(/^Файл (не )?прочитано/).count()) > 0) return;
    await page.waitForTimeout(500);
    await page.goto(page.url());
  }
  throw new Error('the file has not been read');
}

/** A whole form of a tariff that begins with the month after the next. */
async function fillTariff(page: Page): Promise<void> {
  const today = dayInKyiv(systemClock.now());
  const validFrom = today.with({ day: 1 }).add({ months: 2 });
  await page.getByLabel('Виконавець').selectOption({ label: 'КП «Зразківводоканал»' });
  await page.getByLabel('Послуга', { exact: true }).selectOption('cold-water');
  await page.getByRole('textbox', { name: 'Ціна без ПДВ' }).fill('15,00');
  await page.getByRole('textbox', { name: 'Ціна з ПДВ' }).fill('18,00');
  await page.getByLabel('Діє з', { exact: true }).fill(validFrom.toString());
  await page.getByLabel('Хто ухвалив').fill('Зразківська міська рада');
  await page.getByLabel('Номер рішення').fill('77');
  await page.getByLabel('Дата рішення').fill(today.subtract({ days: 1 }).toString());
  await page.getByRole('textbox', { name: 'Складова 1', exact: true }).fill('Послуга');
  await page.getByRole('textbox', { name: 'Ціна складової 1, грн' }).fill('15,00');
  expect(await press(page, 'Перевірити')).toBe(200);
  expect(await page.getByRole('button', { name: 'Внести тариф' }).count()).toBe(1);
}
