import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { keyPassword } from '#counterparts/certification-authority/key-office.tsx';
import { keysAddress } from '../signed-documents.ts';

export const subject = 'Прошу перевірити лічильник води';
const office = /розрахунковий центр/;
const waitMs = 30_000;

/** A key file as a person takes it from the play authority; returns its path. */
export async function fetchKey(key: string, hierarchy: string): Promise<string> {
  const answer = await fetch(`${await keysAddress()}/keys/${hierarchy}/${key}.pem`);
  const path = join(process.env['PLATFORM_DATA'] ?? '', `${key}.pem`);
  await writeFile(path, await answer.text());
  return path;
}

/** Writes a document of a kind to the office that bills; ends on its page, or with a fault told. */
export async function writeLetter(page: Page, kind: RegExp, fault?: string): Promise<void> {
  await page.goto('/cabinet/documents/new');
  await page.locator('label', { hasText: kind }).click();
  const options = await page.locator('select[name=to] option').allTextContents();
  await page.locator('select[name=to]').selectOption({
    label: options.find((option) => office.test(option)) ?? '',
  });
  await page.getByLabel('Про що').fill(subject);
  await page.getByLabel('Текст').fill('Лічильник показує більше, ніж зазвичай.');
  await page.getByRole('button', { name: 'Зберегти й переглянути' }).click();
  if (fault === undefined) await page.getByRole('heading', { name: subject }).waitFor();
  else await page.getByText(fault).first().waitFor();
}

/** Signs in the browser by a key file, after a wrong password; ends on the registered document. */
export async function signHere(page: Page, keyFile: string): Promise<void> {
  await page.getByRole('link', { name: 'Підписати' }).click();
  await page.getByLabel('Файл ключа').setInputFiles(keyFile);
  await page.getByLabel('Пароль до ключа').fill('не той');
  await page.getByRole('button', { name: 'Підписати', exact: true }).click();
  await page.getByText('Пароль не підходить').waitFor({ timeout: waitMs });
  await sign(page, keyFile);
  await seeNumber(page, 'ЛС|УГ|ПК');
}

/** Signs by a key file what the page offers to sign. */
export async function sign(page: Page, keyFile: string): Promise<void> {
  await page.getByLabel('Файл ключа').setInputFiles(keyFile);
  await page.getByLabel('Пароль до ключа').fill(keyPassword);
  await page.getByRole('button', { name: 'Підписати', exact: true }).click();
}

/** Waits for the registered document; its number begins with one of these. */
export async function seeNumber(page: Page, prefixes: string): Promise<void> {
  await page
    .getByText(new RegExp(String.raw`№ (?:${prefixes})-\d{4}-\d{6}`))
    .first()
    .waitFor({ timeout: waitMs });
}
