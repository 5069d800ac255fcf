import { AxeBuilder } from '@axe-core/playwright';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { desktop, phone } from './browser.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
export const picturesFolder = join(projectRoot, '.data', 'pictures');
const ibmEngine = join(projectRoot, 'node_modules', 'accessibility-checker-engine', 'ace.js');
/** The narrowest screen on which nothing may need to be scrolled sideways (WCAG 1.4.10). */
const narrowest = { width: 320, height: 700 };
const widths = [
  ['desktop', desktop],
  ['phone', phone],
] as const;
/** A look that saw fewer rules hold than this has seen no page. */
const menuSeenMin = 3;
const seenMin = 5;

/** One look at a page in one state, kept as evidence for the gate that counts them. */
export interface Look {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  readonly width: string;
  readonly axe: number;
  readonly ibm: number;
}

/**
 * Looks at a page in one state with two engines of accessibility at both widths, and keeps its
 * pictures. A page with a finding fails, one that must be scrolled sideways at 320 px too.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  await mkdir(picturesFolder, { recursive: true });
  const { path, status } = await page.evaluate<{ path: string; status: number }>(
    `({ path: location.pathname,
        status: performance.getEntriesByType('navigation')[0].responseStatus })`,
  );
  for (const [width, viewport] of widths) {
    await page.setViewportSize(viewport);
    await unfold(page);
    const axe = await axeFindings(page);
    const ibm = await ibmFindings(page);
    const menu = await menuFindings(page);
    await foldAgain(page);
    expect({ [name]: [width, ...axe.findings, ...ibm.findings, ...menu] }).toEqual({
      [name]: [width],
    });
    expect(Math.min(axe.seen, ibm.seen), `${name}: nothing was seen`).toBeGreaterThan(seenMin);
    const look: Look = { name, path, status, width, axe: axe.seen, ibm: ibm.seen };
    await appendFile(ledger(), `${JSON.stringify(look)}\n`);
    const picture = join(picturesFolder, `${name}-${width}.png`);
    await page.screenshot({ path: picture, fullPage: true });
  }
  await page.setViewportSize(narrowest);
  await unfold(page);
  expect(await sidewaysOverflow(page), `${name}: wider than ${narrowest.width} px`).toEqual([]);
  await foldAgain(page);
}

/** All looks of all journeys so far. */
export async function looks(): Promise<readonly Look[]> {
  const text = await readFile(ledger(), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Look);
}

function ledger(): string {
  return join(process.env['PLATFORM_DATA'] ?? '', 'inspected.jsonl');
}

/**
 * What is folded is part of the page: it is opened for the engines and folded for the picture. The
 * menu of a phone lies over the page when it is open, and is looked at by itself.
 */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(
    `globalThis.folded = [...document.querySelectorAll('details:not([open], .menu)')];
     for (const fold of folded) fold.open = true;
     for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();`,
  );
}

async function foldAgain(page: Page): Promise<void> {
  await page.evaluate('for (const fold of folded) fold.open = false;');
}

/** The open menu, where the page has one that folds. */
async function menuFindings(page: Page): Promise<readonly string[]> {
  const summary = page.locator('details.menu > summary');
  if (!(await summary.isVisible().catch(() => false))) return [];
  await page.evaluate(`document.querySelector('details.menu').open = true`);
  const { findings, seen } = await axeFindings(page, 'details.menu');
  await page.evaluate(`document.querySelector('details.menu').open = false`);
  expect(seen, 'the menu was not seen').toBeGreaterThan(menuSeenMin);
  return findings;
}

/** What sticks out of a page that must be scrolled sideways, the outermost first. */
async function sidewaysOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(
    `(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      return [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
        .slice(0, 3)
        .map((one) => one.outerHTML.slice(0, 120));
    })()`,
  );
}

interface Findings {
  readonly findings: readonly string[];
  /** How many rules were found to hold: an engine that saw nothing has found nothing. */
  readonly seen: number;
}

async function axeFindings(page: Page, within = 'html'): Promise<Findings> {
  const { passes, violations } = await new AxeBuilder({ page })
    .include(within)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const findings = violations.map(({ id, nodes }) => `axe ${id}: ${nodes[0]?.html ?? ''}`);
  return { findings, seen: passes.length };
}

interface IbmReport {
  readonly results: readonly {
    readonly ruleId: string;
    readonly value: readonly [string, string];
    readonly message: string;
    readonly path: { readonly dom: string };
  }[];
}

async function ibmFindings(page: Page): Promise<Findings> {
  const isLoaded = await page.evaluate<boolean>(`typeof ace !== 'undefined'`);
  if (!isLoaded) await page.evaluate(await readFile(ibmEngine, 'utf8'));
  const { results } = (await page.evaluate(
    `new ace.Checker().check(document, ['WCAG_2_2'])`,
  )) as IbmReport;
  const findings = results
    .filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
    .map(({ ruleId, message, path }) => `IBM ${ruleId}: ${message} at ${path.dom}`);
  return { findings, seen: results.length };
}
