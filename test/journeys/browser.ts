import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

const projectRoot = join(import.meta.dirname, '..', '..');
const picturesFolder = join(projectRoot, '.data', 'pictures');
const ibmEngine = join(projectRoot, 'node_modules', 'accessibility-checker-engine', 'ace.js');
const launchArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

export function platformUrl(): string {
  const url = process.env['PLATFORM_URL'];
  if (url === undefined) throw new Error('Journeys run in the `journeys` project');
  return url;
}

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: launchArgs });
}

export interface Visit {
  readonly script: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A visitor of the platform with an empty browser of their own. */
export function newVisitor(browser: Browser, visit: Visit): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: platformUrl(),
    javaScriptEnabled: visit.script,
    viewport: visit.viewport ?? desktop,
    locale: 'uk-UA',
    timezoneId: 'Europe/Kyiv',
    acceptDownloads: true,
  });
}

/** Signs in through the local id.gov.ua as the demonstration person of that surname. */
export async function signIn(page: Page, surname: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Увійти через id.gov.ua' }).click();
  await page.getByRole('button', { name: surname }).first().click();
  await page.waitForURL(/\/cabinet/);
}

interface IbmReport {
  readonly results: readonly {
    readonly ruleId: string;
    readonly value: readonly [string, string];
    readonly message: string;
    readonly path: { readonly dom: string };
  }[];
}

/**
 * Looks at a page in one state with two engines of accessibility and keeps its picture at both
 * widths. A page with a finding fails; a look that saw no element fails too.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  await mkdir(picturesFolder, { recursive: true });
  // What is folded is part of the page: it is opened for the engines and folded for the picture.
  await page.evaluate(
    `globalThis.folded = [...document.querySelectorAll('details:not([open])')];
     for (const fold of folded) fold.open = true;`,
  );
  const axe = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(axe.passes.length, `${name}: axe saw nothing`).toBeGreaterThan(5);
  const findings = axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  expect(findings, `${name}: axe`).toEqual([]);
  expect(await ibmFindings(page, name), `${name}: IBM`).toEqual([]);
  await page.evaluate('for (const fold of folded) fold.open = false;');
  for (const [suffix, viewport] of [
    ['phone', phone],
    ['desktop', desktop],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(picturesFolder, `${name}-${suffix}.png`), fullPage: true });
  }
}

async function ibmFindings(page: Page, name: string): Promise<string[]> {
  await page.evaluate(await readFile(ibmEngine, 'utf8'));
  const report = (await page.evaluate(
    `new ace.Checker().check(document, ['WCAG_2_2'])`,
  )) as IbmReport;
  expect(report.results.length, `${name}: IBM saw nothing`).toBeGreaterThan(5);
  return report.results
    .filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
    .map(({ ruleId, message, path }) => `${ruleId}: ${message} at ${path.dom}`);
}
