import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { keyPassword } from '#counterparts/certification-authority/key-office.tsx';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { readKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import { pdfOf } from '../files/samples.ts';
import { lawTest } from '../law-test.ts';
import { openBrowser, visiting } from './browser.ts';
import { giveToCheck } from './pages/check.ts';
import { fetchKey, signHere, subject, writeLetter } from './pages/letters.ts';
import { press, pressFaulty } from './pages/state.ts';

const consumer = { surname: 'Коваленко', key: 'consumer-apartment' };
const operator = { surname: 'Бондаренко', key: 'operator' };

let browser: Browser;
let keys: ReadonlyMap<string, string>;
beforeAll(async () => {
  browser = await openBrowser();
  keys = new Map([
    [consumer.key, await fetchKey(consumer.key, 'dstu')],
    [operator.key, await fetchKey(operator.key, 'ecdsa')],
  ]);
});
afterAll(() => browser.close());

async function download(page: Page, link: string | RegExp): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).first().click(),
  ]);
  const path = join(process.env['PLATFORM_DATA'] ?? '', file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

/** Signs the downloaded file as a program of the person's own would. */
async function signElsewhere(path: string, who: { readonly key: string }): Promise<string> {
  const opened = await readKeyFile(await readFile(keys.get(who.key) ?? '', 'utf8'), keyPassword);
  if (!opened.ok) throw new Error(opened.fault);
  const content = Uint8Array.from(await readFile(path));
  const { key, chain } = opened;
  const signature = await signContent({ key, chain, digest: (oid) => digestOf(oid, content) });
  await writeFile(`${path}.p7s`, signature);
  return `${path}.p7s`;
}

describe('a letter of a consumer', () => {
  lawTest(
    ['1039:10.3', '1039:10.6', '1039:10.7', '1039:72.1', '1039:73', '1039:74', '1039:85'],
    'is signed in the browser, registered, served, and checked by its reader without a network',
    async () => {
      const number = await visiting(
        browser,
        { surname: consumer.surname, script: true },
        async (page) => {
          await writeLetter(page, /^Лист/);
          await signHere(page, keys.get(consumer.key) ?? '');
          const message = await readFile(await download(page, 'Повідомлення про доставку'), 'utf8');
          expect(message).toMatch(/Дата і час вручення: \d\d\.\d\d\.\d{4}, \d\d:\d\d/);
          return /ЛС-\d{4}-\d{6}/.exec((await page.textContent('main')) ?? '')?.[0] ?? '';
        },
      );
      expect(number).not.toBe('');
      const container = await visiting(
        browser,
        { surname: operator.surname, script: false },
        async (page) => {
          await page.goto('/cabinet/documents');
          await page.getByRole('link', { name: subject }).first().click();
          await page.getByText(number).first().waitFor();
          await page.getByText('кваліфікований підпис (КЕП)').first().waitFor();
          return download(page, 'З підписами (ASiC-E)');
        },
      );
      await visiting(browser, { script: true }, async (page, context) => {
        await page.goto('/check');
        const offline = await download(page, 'Завантажити');
        await context.setOffline(true);
        await page.goto(pathToFileURL(offline).toString());
        await giveToCheck(page, container);
        expect(await page.locator('[data-check-result]').textContent()).toContain(
          'Коваленко Олена Петрівна',
        );
        expect(await page.locator('[data-check-result]').textContent()).toContain(subject);
        expect(await page.locator('.verdict-title').textContent()).not.toContain('змінено');
      });
    },
  );
});

describe('an agreement', () => {
  lawTest(
    ['1039:69.2', '1039:72.1', '1039:10.3'],
    'is written and signed without script in another program, then by the other side in its browser',
    async () => {
      await visiting(browser, { surname: consumer.surname, script: false }, async (page) => {
        await writeLetter(page, /^Угода/);
        await page.getByRole('link', { name: 'Підписати' }).click();
        const toSign = await download(page, 'Файл для підпису');
        await pressFaulty(page, 'Передати підпис');
        expect(await page.textContent('main')).toContain('Оберіть файл підпису');
        await page.getByLabel('Файл підпису').setInputFiles(await signElsewhere(toSign, consumer));
        await press(page, 'Передати підпис');
        expect(await page.textContent('main')).toContain('Чекає на другий підпис');
      });
      await visiting(browser, { surname: operator.surname, script: true }, async (page) => {
        await page.goto('/cabinet/documents');
        await page.getByRole('link', { name: subject }).first().click();
        await signHere(page, keys.get(operator.key) ?? '');
        expect(await page.textContent('main')).toContain('Зареєстровано');
      });
    },
  );
});

describe('a copy of a paper document', () => {
  lawTest(
    ['1039:68', '1039:74', '1039:10.22'],
    'needs its scan, is signed by who brings it, and gives the same scan back',
    async () => {
      const scan = join(process.env['PLATFORM_DATA'] ?? '', 'scan.pdf');
      await writeFile(scan, pdfOf());
      await visiting(browser, { surname: consumer.surname, script: true }, async (page) => {
        await writeLetter(page, /^Копія/, 'додайте скан');
        await page.getByLabel('Додаток').setInputFiles(scan);
        await page.getByRole('button', { name: 'Зберегти й переглянути' }).click();
        await page.getByRole('heading', { name: subject }).waitFor();
        await signHere(page, keys.get(consumer.key) ?? '');
        const back = await download(page, 'scan.pdf');
        expect((await readFile(back)).equals(await readFile(scan))).toBe(true);
        const paper = await readFile(await download(page, 'Для друку (PDF)'));
        expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
      });
    },
  );
});

describe('a document of the platform', () => {
  lawTest(
    ['1039:69.1', '1039:10.3', '1039:74'],
    'is a bill or a receipt with its seal, valid for anybody',
    async () => {
      const container = await visiting(
        browser,
        { surname: consumer.surname, script: false },
        async (page) => {
          await page.goto('/cabinet/bills');
          await page.locator('main a[href^="/cabinet/bills/"]').first().click();
          await page.getByText('Роздрукувати').first().click();
          return download(page, 'З підписом (ASiC-E)');
        },
      );
      await visiting(browser, { script: true }, async (page) => {
        await page.goto('/check');
        await giveToCheck(page, container);
        const answer = await page.locator('[data-check-result]').textContent();
        expect(answer).toContain('Рахунок за');
        expect(answer).toContain('Печатка організації');
        expect(answer).not.toContain('змінено після підпису');
      });
    },
  );
});
