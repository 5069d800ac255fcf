import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newVisitor, signIn } from './browser.ts';
import { keysAddress } from './signed-documents.ts';

/** Those who write to each other in journeys. */
export const consumer = { surname: 'Коваленко', key: 'consumer-apartment' };
export const operator = { surname: 'Бондаренко', key: 'operator' };
const office = /розрахунковий центр/;
export const waitMs = 30_000;

/** A key file as a person takes it from the play authority; returns its path. */
export async function fetchKey(key: string, hierarchy: string): Promise<string> {
  const answer = await fetch(`${await keysAddress()}/keys/${hierarchy}/${key}.pem`);
  const path = join(process.env['PLATFORM_DATA'] ?? '', `${key}.pem`);
  await writeFile(path, await answer.text());
  return path;
}

/** Somebody's visit in a browser of their own. */
export async function visiting<T>(
  browser: Browser,
  visit: { readonly surname?: string; readonly script: boolean },
  use: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await newVisitor(browser, { script: visit.script });
  try {
    const page = await context.newPage();
    if (visit.surname !== undefined) await signIn(page, visit.surname);
    return await use(page, context);
  } finally {
    await context.close();
  }
}

/** A draft to the office that keeps the accounts, open on its page. */
export async function writeLetter(page: Page, kind: RegExp, subject: string): Promise<void> {
  await page.goto('/cabinet/documents/new');
  await page.locator('label', { hasText: kind }).click();
  const options = await page.locator('select[name=to] option').allTextContents();
  await page.locator('select[name=to]').selectOption({
    label: options.find((option) => office.test(option)) ?? '',
  });
  await page.getByLabel('Про що').fill(subject);
  await page.getByLabel('Текст').fill('Лічильник показує більше, ніж зазвичай.');
  await page.getByRole('button', { name: 'Зберегти й переглянути' }).click();
  await page.getByRole('heading', { name: subject }).waitFor();
}
