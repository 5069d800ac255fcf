import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn } from './browser.ts';
import { inspect } from './inspect.ts';
import { giveToCheck } from './pages/check.ts';
import { proofOnceSealed } from './proof.ts';
import { signedDocuments, type SignedDocuments } from './signed-documents.ts';

const everythingValid = 'Усі підписи дійсні';
const changed = 'Файли змінено після підпису';

let browser: Browser;
let documents: SignedDocuments;
beforeAll(async () => {
  browser = await openBrowser();
  documents = await signedDocuments();
});
afterAll(() => browser.close());

async function withPage<T>(
  visit: { readonly script: boolean },
  use: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await newVisitor(browser, visit);
  try {
    return await use(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Title, signers and files as they stand on the page, without the moment of the check. */
function answerOf(page: Page): Promise<string> {
  return page.evaluate<string>(
    `[...document.querySelectorAll('[data-check-result] :is(h2, dd, .findings, .tasks)')]
       .map((one) => one.textContent).filter((text) => !text.includes('Перевірено')).join('\\n')`,
  );
}

const verdict = (page: Page) => page.locator('.verdict-title').textContent();

describe('anybody who has a signed document', () => {
  lawTest(
    ['1039:74', '1039:10.16'],
    'sees who signed it without sending it, and the same without script',
    async () => {
      const inBrowser = await withPage({ script: true }, async (page) => {
        await page.goto('/check');
        const sent: string[] = [];
        page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
        await giveToCheck(page, documents.whole);
        expect(await verdict(page)).toBe(everythingValid);
        expect(sent.filter((line) => !line.startsWith('GET '))).toEqual([]);
        const focused = await page.evaluate<string>('document.activeElement.className');
        expect(focused).toBe('verdict-title');
        return answerOf(page);
      });
      expect(inBrowser).toContain('Zrazkovyi Andrii');
      expect(inBrowser).toContain('Кваліфікований електронний підпис (КЕП)');
      expect(inBrowser).not.toContain('3012548202');
      const onServer = await withPage({ script: false }, async (page) => {
        await page.goto('/check');
        await giveToCheck(page, documents.whole);
        expect(await verdict(page)).toBe(everythingValid);
        return answerOf(page);
      });
      expect(onServer).toBe(inBrowser);
    },
  );

  test.each([{ script: true }, { script: false }])(
    'is told of a forgery, with script: $script',
    async (visit) => {
      await withPage(visit, async (page) => {
        await page.goto('/check');
        await giveToCheck(page, documents.forged);
        expect(await verdict(page)).toBe(changed);
        await giveToCheck(page, documents.whole, documents.letterSignature);
        await expect.poll(() => verdict(page)).toBe('Підпис недійсний');
      });
    },
  );

  test.each([{ script: true }, { script: false }])(
    'may give the document and its signature apart, with script: $script',
    async (visit) => {
      await withPage(visit, async (page) => {
        await page.goto('/check');
        await giveToCheck(page, documents.letter, documents.letterSignature);
        expect(await verdict(page)).toBe('Підпис дійсний');
      });
    },
  );

  test('may drop it on the page', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto('/check');
      const base64 = (await readFile(documents.whole)).toString('base64');
      await page.evaluate(
        `(() => {
          const bytes = Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], 'contract.asice'));
          document.querySelector('.drop-area')
            .dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
        })()`,
      );
      await page.locator('.verdict').waitFor();
      expect(await verdict(page)).toBe(everythingValid);
    });
  });

  test('who has chosen nothing is asked for it', async () => {
    await withPage({ script: false }, async (page) => {
      await page.goto('/check');
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.getByRole('button', { name: 'Перевірити' }).click(),
      ]);
      expect(answer.status()).toBe(422);
      expect(await verdict(page)).toBe('Файл порожній або його не вибрано');
    });
  });
});

describe('the page to take home', () => {
  lawTest(['1039:10.16'], 'checks with the network off and can send nothing', async () => {
    await withPage({ script: true }, async (page, context) => {
      await page.goto('/check');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Завантажити' }).click(),
      ]);
      const file = join(process.env['PLATFORM_DATA'] ?? '', 'check-offline.html');
      await download.saveAs(file);
      const sum = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
      expect(await page.locator('.verbatim').textContent()).toBe(sum);
      await context.setOffline(true);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const wrong: string[] = [];
      page.on('console', (message) => wrong.push(message.text()));
      await page.goto(pathToFileURL(file).href);
      await giveToCheck(page, documents.whole);
      expect(await verdict(page)).toBe(everythingValid);
      await inspect(page, 'check-offline');
      await page.reload();
      await giveToCheck(page, documents.forged);
      expect(await verdict(page)).toBe(changed);
      expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
      expect(wrong).toEqual([]);
      expect(await connectionRefusedByPolicy(page)).toBe('connect-src');
    });
  });
});

function connectionRefusedByPolicy(page: Page): Promise<string> {
  return page.evaluate<string>(
    `new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        resolve(event.effectiveDirective);
      });
      fetch('https://zhkp.example/').catch(() => {});
    })`,
  );
}

describe('a proof of the log', () => {
  lawTest(['1039:75'], 'holds on the check page, and no longer when it is spoilt', async () => {
    await withPage({ script: true }, async (page, context) => {
      await signIn(page, 'Шевчук');
      await page.goto('/cabinet/audit');
      const entry = await page
        .locator('main a[href^="/cabinet/audit/"]')
        .first()
        .getAttribute('href');
      const proof = await proofOnceSealed(context.request, `${entry ?? ''}/proof.json`);
      const folder = process.env['PLATFORM_DATA'] ?? '';
      for (const [name, text, title] of [
        ['proof', proof, 'Запис у журналі справжній'],
        ['spoilt', atNextLeaf(proof), 'Доказ недійсний'],
      ] as const) {
        const path = join(folder, `${name}.json`);
        await writeFile(path, text);
        await page.goto('/check');
        await giveToCheck(page, path);
        expect(await verdict(page)).toBe(title);
        if (name === 'proof') await inspect(page, 'check-proof');
      }
    });
  });
});

function atNextLeaf(proof: string): string {
  const json = JSON.parse(proof) as { readonly leafIndex: number };
  return JSON.stringify({ ...json, leafIndex: json.leafIndex + 1 });
}
