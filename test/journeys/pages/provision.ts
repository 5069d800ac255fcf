import { dayInKyiv, systemClock } from '#platform/clock.ts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pdfOf } from '../../files/samples.ts';
import { fetchKey, seeNumber, sign } from './letters.ts';
import { at, follow, missing, press, pressFaulty, send, until, type PageState } from './state.ts';

export const provision = '/cabinet/provision';
export const provisionDesk = '/cabinet/provision-desk';
const change = `[href*="${provision}/new?right="]`;
const onDesk = `[href^="${provisionDesk}/"]`;
const toSign = 'До підпису';

/** A day of the past on which something happened to a right, later for a later event. */
export function dayAgo(days: number): string {
  return dayInKyiv(systemClock.now()).subtract({ days }).toString();
}

/** What happened to the provider's first right. */
export async function fillEvent(
  page: Page,
  event: { readonly kind: string; readonly on: string },
): Promise<void> {
  await page.goto(provision);
  await page.locator(`main a${change}`).first().click();
  await page.locator('label', { hasText: event.kind }).click();
  await page.getByLabel('З якого дня').fill(event.on);
  await page.getByLabel('Підстава').fill('Рішення виконавчого комітету від 03.02.2026 № 14');
}

/** A new document that gives a right, with its copy. */
export async function fillDocument(page: Page, number: string): Promise<void> {
  await page.goto(`${provision}/new`);
  await page
    .getByLabel('Послуга', { exact: true })
    .selectOption({ label: 'Централізоване водовідведення' });
  await page.getByLabel('Територія', { exact: true }).fill('Зразківська громада');
  await page.getByLabel('Назва документа').fill('Ліцензія на водовідведення');
  await page.getByLabel('Номер документа').fill(number);
  await page.getByLabel('Дата документа').fill(dayAgo(400));
  await page.getByLabel('Діє з', { exact: true }).fill(dayAgo(380));
  const copy = { name: 'litsenziia.pdf', mimeType: 'application/pdf', buffer: pdfOf() };
  await page.getByLabel('Копія документа').setInputFiles(copy);
}

/** A provider's rights and what they ask to change. */
export const provisionPages: readonly PageState[] = [
  at('provision', provision),
  at('provision-new', `${provision}/new`),
  send('provision-new-fault', `${provision}/new`, (page) => pressFaulty(page, toSign)),
  follow('provision-event', provision, change),
  send('provision-event-fault', provision, async (page) => {
    await page.locator(`main a${change}`).first().click();
    await pressFaulty(page, toSign);
  }),
  missing('provision-event-unknown', `${provision}/new?right=999999`),
  send('provision-draft', provision, async (page) => {
    await fillEvent(page, { kind: 'Зупинення надання послуги', on: dayAgo(60) });
    expect(await press(page, toSign)).toBe(200);
    await page.goto(provision);
    await page.getByRole('link', { name: 'Зупинення надання послуги' }).first().click();
    await page.getByText('Чекає вашого підпису').first().waitFor();
  }),
  send('provision-submitted', provision, async (page) => {
    await page.getByRole('link', { name: 'Зупинення надання послуги' }).first().click();
    await page.getByRole('link', { name: 'Підписати подання' }).click();
    await sign(page, await fetchKey('water-head', 'ecdsa'));
    await seeNumber(page, 'ПЗ');
    const submitted = page.getByText('На розгляді');
    await until(page, provision, async () => (await submitted.count()) > 0);
  }),
  missing('provision-unknown', `${provision}/999999`),
];

/** Whoever answers. */
export const provisionDeskPages: readonly PageState[] = [
  at('provision-desk', provisionDesk),
  follow('provision-answer', provisionDesk, onDesk),
  send('provision-answer-fault', provisionDesk, async (page) => {
    await page.locator(`main a${onDesk}`).first().click();
    await pressFaulty(page, toSign);
  }),
  send('provision-refused', provisionDesk, async (page) => {
    await page.locator(`main a${onDesk}`).first().click();
    await page.locator('label', { hasText: 'Відмовити' }).click();
    await page.getByLabel('Причина').fill('Рішення з таким номером немає');
    await press(page, toSign);
    await sign(page, await fetchKey('council-head', 'ecdsa'));
    await seeNumber(page, 'ВЗ');
    const refused = page.getByText('Відмовлено');
    await until(page, `${provisionDesk}?state=answered`, async () => (await refused.count()) > 0);
  }),
  at('provision-desk-none', provisionDesk),
  follow('provision-answered', `${provisionDesk}?state=answered`, onDesk),
  missing('provision-answer-unknown', `${provisionDesk}/999999`),
];
