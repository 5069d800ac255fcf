import type { Page } from 'playwright-core';
import { signedDocuments, type SignedDocuments } from '../signed-documents.ts';
import { at, send, type PageState } from './state.ts';

/** Gives files to the check page and waits for what it says. */
export async function giveToCheck(page: Page, document: string, signature?: string): Promise<void> {
  await page.getByLabel('Документ, контейнер або доказ').setInputFiles(document);
  if (signature !== undefined) {
    await page.getByLabel('Окремий файл підпису').setInputFiles(signature);
  }
  await page.getByRole('button', { name: 'Перевірити' }).click();
  await page.locator('.verdict').waitFor();
}

let made: Promise<SignedDocuments> | undefined;

function checked(name: string, choose: (documents: SignedDocuments) => string): PageState {
  return send(name, '/check', async (page) => {
    made ??= signedDocuments();
    await giveToCheck(page, choose(await made));
  });
}

/** What the check page says of documents, each answer in its own colours. */
export const checkPages: readonly PageState[] = [
  at('check', '/check'),
  checked('check-valid', ({ whole }) => whole),
  checked('check-pending', ({ bare }) => bare),
  checked('check-forged', ({ forged }) => forged),
  checked('check-no-signature', ({ letter }) => letter),
];
