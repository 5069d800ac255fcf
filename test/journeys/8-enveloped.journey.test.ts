import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { keyPassword } from '#counterparts/certification-authority/key-office.tsx';
import { readZip } from '#exchange/signature/own/asic/read-zip.ts';
import { agreementKeyOf, open } from '#exchange/signature/own/cms/envelope.ts';
import { readKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import { lawTest } from '../law-test.ts';
import { openBrowser, visiting } from './browser.ts';
import { fetchKey, signHere, subject, writeLetter } from './pages/letters.ts';
import { pressFaulty } from './pages/state.ts';
import { keysAddress } from './signed-documents.ts';

const consumer = { surname: 'Коваленко', key: 'consumer-apartment' };
const neighbour = 'consumer-house';
const go = 'Зашифрувати й завантажити';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** What the play authority hands out for agreement; returns the path it is kept at. */
async function fetchAgreement(key: string, form: 'pem' | 'cer'): Promise<string> {
  const answer = await fetch(`${await keysAddress()}/keys/agreement/${key}.${form}`);
  const path = join(process.env['PLATFORM_DATA'] ?? '', `${key}-agreement.${form}`);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  return path;
}

async function refusedWith(page: Page, file: string, says: RegExp): Promise<void> {
  await page.getByLabel('Файл сертифіката').setInputFiles(file);
  await pressFaulty(page, go);
  expect(await page.locator('.error-summary').textContent()).toMatch(says);
}

describe('a document with restricted access', () => {
  lawTest(
    ['1039:10.18'],
    'is taken away encrypted for the certificate of whoever reads it, and for no other',
    async () => {
      const signing = await fetchKey(consumer.key, 'dstu');
      const certificate = await fetchAgreement(consumer.key, 'cer');
      const keyFile = await fetchAgreement(consumer.key, 'pem');
      const others = await fetchAgreement(neighbour, 'cer');
      const big = join(process.env['PLATFORM_DATA'] ?? '', 'big.cer');
      await writeFile(big, Buffer.alloc(300_000, 0x30));
      await visiting(browser, { surname: consumer.surname, script: true }, async (page) => {
        await writeLetter(page, /^Лист/);
        await signHere(page, signing);
      });
      const saved = await visiting(
        browser,
        { surname: consumer.surname, script: false },
        async (page) => {
          await page.goto('/cabinet/documents');
          await page.getByRole('link', { name: subject }).first().click();
          await page.getByRole('link', { name: 'Зашифрованим для вас' }).click();
          await pressFaulty(page, go);
          await refusedWith(page, others, /іншої людини/);
          await refusedWith(page, keyFile, /закритий ключ/);
          await refusedWith(page, signing, /закритий ключ/);
          await refusedWith(page, big, /не сертифікат/);
          await page.getByLabel('Файл сертифіката').setInputFiles(certificate);
          const [file] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('button', { name: go }).click(),
          ]);
          expect(file.suggestedFilename()).toMatch(/^ЛС-\d{4}-\d{6}\.asice\.p7e$/);
          const path = join(process.env['PLATFORM_DATA'] ?? '', file.suggestedFilename());
          await file.saveAs(path);
          return path;
        },
      );
      const key = await readKeyFile(await readFile(keyFile, 'utf8'), keyPassword);
      if (!key.ok || key.privateKey.kind !== 'dstu') throw new Error('no key for agreement');
      const opened = await open({
        envelope: Uint8Array.from(await readFile(saved)),
        key: agreementKeyOf(key.key.certificate, key.privateKey.scalar),
      });
      if (!opened.ok) throw new Error(opened.fault);
      const files = await readZip(opened.content);
      const page = files.find(({ name }) => name === 'document.html');
      expect(Buffer.from(page?.bytes ?? []).toString()).toContain(subject);
    },
  );
});
