import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyPassword } from '#counterparts/certification-authority/key-office.tsx';
import { lawTest } from '../law-test.ts';
import { openBrowser, visiting } from './browser.ts';
import { fetchKey, writeLetter } from './pages/letters.ts';
import { keysAddress } from './signed-documents.ts';

const consumer = { surname: 'Коваленко', key: 'consumer-apartment' };
const waitMs = 30_000;
const button = 'Передати документ у віджет';
const number = /№ ЛС-\d{4}-\d{6}/;

let browser: Browser;
let key: string;
beforeAll(async () => {
  browser = await openBrowser();
  key = await fetchKey(consumer.key, 'dstu');
});
afterAll(() => browser.close());

async function openSigning(page: Page): Promise<void> {
  await writeLetter(page, /^Лист/);
  await page.getByRole('link', { name: 'Підписати' }).click();
  await page.getByRole('heading', { name: 'Підписати у віджеті' }).waitFor();
}

async function signInFront(page: Page): Promise<void> {
  const front = page.frameLocator('iframe');
  await front.getByLabel('Ключ').setInputFiles(key, { timeout: waitMs });
  await front.getByLabel('Пароль').fill('не той');
  await front.getByRole('button', { name: 'Підписати' }).click();
  await front.getByText('Пароль не підходить').waitFor({ timeout: waitMs });
  await front.getByLabel('Пароль').fill(keyPassword);
  await front.getByRole('button', { name: 'Підписати' }).click();
  await page.getByText(number).first().waitFor({ timeout: waitMs });
}

describe('a letter signed through a signing front', () => {
  lawTest(
    ['1039:10.3', '1039:10.7', '1039:72.1'],
    'is registered, and its key is read on the origin of the front alone',
    async () => {
      await visiting(browser, { surname: consumer.surname, script: true }, async (page) => {
        const policy = page.waitForResponse((answer) => answer.url().endsWith('/sign'));
        await openSigning(page);
        const headers = (await policy).headers();
        expect(headers['content-security-policy']).toContain(
          `frame-src ${await keysAddress()};frame-ancestors 'none'`,
        );
        await page.getByRole('button', { name: button }).click();
        await signInFront(page);
        expect(await page.textContent('main')).toContain('кваліфікований підпис (КЕП)');
      });
    },
  );

  test('may be refused in the front, and signed after all', async () => {
    await visiting(browser, { surname: consumer.surname, script: true }, async (page) => {
      await openSigning(page);
      await page.getByRole('button', { name: button }).click();
      await page.frameLocator('iframe').getByRole('button', { name: 'Відмовитися' }).click();
      await page.getByText('Віджет не створив підпису').waitFor();
      await page.getByRole('button', { name: button }).click();
      await signInFront(page);
    });
  });

  test('hears nobody of another origin, though they know what is waited for', async () => {
    // The policy of the page would keep such a frame out: here it is let in on purpose.
    const visit = { surname: consumer.surname, script: true, bypassPolicy: true };
    await visiting(browser, visit, async (page) => {
      await openSigning(page);
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/signatures')) sent.push(request.method());
      });
      await rememberIds(page);
      const stranger = await frameOfStranger(page);
      await page.getByRole('button', { name: button }).click();
      await page.frameLocator('iframe').first().getByLabel('Ключ').waitFor();
      const id = await page.evaluate('globalThis.lastId');
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      const forged = [
        { kind: 'zhkp-signed', id, signature: 'AQID' },
        { kind: 'zhkp-refused', id },
      ];
      // From a frame of another origin, and from the page of the platform itself.
      for (const message of forged) {
        await stranger.evaluate((said) => globalThis.parent.postMessage(said, '*'), message);
        await page.evaluate((said) => globalThis.postMessage(said, '*'), message);
      }
      await page.waitForFunction('globalThis.forged === 4');
      expect(sent).toEqual([]);
      expect(await page.getByText('Віджет не створив підпису').count()).toBe(0);
      await page.evaluate(() => document.querySelectorAll('iframe')[1]?.remove());
      await signInFront(page);
      expect(sent).toEqual(['POST']);
    });
  });

  test('has no frame where scripts are off', async () => {
    await visiting(browser, { surname: consumer.surname, script: false }, async (page) => {
      await openSigning(page);
      expect(await page.getByRole('button', { name: button }).count()).toBe(0);
      expect(await page.getByRole('button', { name: 'Передати підпис' }).count()).toBe(1);
    });
  });
});

/** Keeps the id that the page asks the front with, and counts what it hears afterwards. */
async function rememberIds(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept = globalThis as unknown as { lastId: string; forged: number };
    const original = crypto.randomUUID.bind(crypto);
    crypto.randomUUID = () => {
      const id = original();
      kept.lastId = id;
      return id;
    };
    kept.forged = 0;
    addEventListener('message', ({ data }: MessageEvent<{ readonly id?: string }>) => {
      if (data.id !== undefined) kept.forged += 1;
    });
  });
}

/** The same machine under another name is another origin. */
async function frameOfStranger(page: Page): Promise<Frame> {
  const href = (await keysAddress()).replace('127.0.0.1', 'localhost');
  await page.evaluate((src) => {
    const frame = document.createElement('iframe');
    frame.src = src;
    document.body.append(frame);
  }, href);
  const frame = await expectFrame(page, href);
  expect(await frame.evaluate(() => globalThis.origin)).toBe(href);
  return frame;
}

async function expectFrame(page: Page, href: string): Promise<Frame> {
  const find = () => page.frames().find((one) => one.url().startsWith(href));
  while (find() === undefined) await page.waitForEvent('framenavigated');
  const frame = find();
  if (frame === undefined) throw new Error('no frame');
  await frame.waitForLoadState();
  return frame;
}
