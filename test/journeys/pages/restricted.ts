import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { firmCode } from '#tools/generator/people.ts';
import { pdfOf } from '../../files/samples.ts';
import { newVisitor, signIn } from '../browser.ts';
import { daysSinceJourneyDay } from '../platform.ts';
import { readOwnNumber } from './accounts.ts';
import { fetchKey, seeNumber, sign } from './letters.ts';
import { at, follow, missing, press, pressFaulty, send, until, type PageState } from './state.ts';

const form = '/cabinet/restricted/new';
const own = '/cabinet/restricted';
const desk = '/cabinet/restricted-desk';
const toSign = 'До підпису';
const decide = 'Прийняти рішення';
const consumer = 'Гончар';
/** Fewer than a window may last. */
const daysAsked = 5;

/** Whose account it is says its number; officials know it from their case. */
async function readNumber(page: Page): Promise<string> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('no browser');
  const context = await newVisitor(browser, { script: false });
  const visitor = await context.newPage();
  await signIn(visitor, consumer);
  await visitor.goto('/cabinet/own-accounts');
  const number = await readOwnNumber(visitor);
  await context.close();
  return number;
}

/** So many days after the day on which journeys are made. */
function dayAfter(days: number): string {
  const today = dayInKyiv(systemClock.now());
  return today.add({ days: days - daysSinceJourneyDay(today) }).toString();
}

/** Fills a request in and signs it by a key file. */
export async function askForAccount(page: Page, key: string): Promise<void> {
  const number = await readNumber(page);
  await page.getByLabel('Код ЄДРПОУ').fill(firmCode(1));
  await page.getByLabel('Номер особового рахунку').fill(number);
  await page.locator('label', { hasText: 'Рішення суду' }).click();
  await page.getByLabel('Реквізити документа').fill('Рішення № 12 від 01.10.2026');
  await page.getByLabel('Копія документа').setInputFiles({
    ...{ name: 'rishennia.pdf', mimeType: 'application/pdf', buffer: pdfOf() },
  });
  await page.getByLabel('Мета').fill('Виконання рішення суду');
  for (const part of ['Рахунки й оплати', 'Лічильники й показання', 'Ім’я того']) {
    await page.locator('label', { hasText: part }).click();
  }
  await page.getByLabel('До якого дня').fill(dayAfter(daysAsked));
  await page.locator('label', { hasText: 'Мене попереджено' }).click();
  expect(await press(page, toSign)).toBe(200);
  await sign(page, await fetchKey(key, 'dstu'));
  await seeNumber(page, 'ОД');
}

/** An official of the ministry, who asks. */
export const askerPages: readonly PageState[] = [
  at('restricted-none', own),
  at('restricted-new', form),
  send('restricted-fault', form, (page) => pressFaulty(page, toSign)),
  send('restricted-asked', form, (page) => askForAccount(page, 'analyst')),
  at('restricted-waiting', own),
  missing('restricted-account-unknown', `${own}/999999/account`),
];

const request = `[href^="${desk}/"]`;

/** The owner, who opens the account: the worker brings what was signed to the desk soon after. */
export const ownerPages: readonly PageState[] = [
  send('restricted-desk', desk, (page) =>
    until(page, desk, async () => (await page.locator(`main a${request}`).count()) > 0),
  ),
  follow('restricted-request', desk, request),
  send('restricted-request-fault', desk, async (page) => {
    await page.locator(`main a${request}`).first().click();
    await pressFaulty(page, decide);
  }),
  send('restricted-granted', desk, grant),
  missing('restricted-request-unknown', `${desk}/999999`),
];

export async function grant(page: Page): Promise<void> {
  await page.locator(`main a${request}`).first().click();
  await page.locator('label', { hasText: 'Відкрити рахунок' }).click();
  await page.getByLabel('Чому так').fill('Рішення суду є');
  expect(await press(page, decide)).toBe(200);
  await page.getByText('Рахунок відкрито').waitFor();
}

/** What the official sees then. */
export const openedPages: readonly PageState[] = [
  at('restricted-open', own),
  follow('restricted-account', own, '[href$="/account"]'),
];

/** And what the consumer sees of it. */
export const lookedAtPages: readonly PageState[] = [
  follow('who-looked-officials', '/cabinet/own-accounts', '[href$="/looks"]'),
];
