import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import { desktop, phone } from './browser.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
export const picturesFolder = join(projectRoot, '.data', 'pictures');
const packages = join(projectRoot, 'node_modules');
const axeEngine: Engine = {
  name: 'axe',
  path: join(packages, 'axe-core', 'axe.min.js'),
  // A frame may be of another origin than the page that asks what is in it.
  afterwards: `axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })`,
};
const ibmEngine: Engine = {
  name: 'ace',
  path: join(packages, 'accessibility-checker-engine', 'ace.js'),
  afterwards: '',
};
/** The narrowest screen on which nothing may need to be scrolled sideways (WCAG 1.4.10). */
const narrowest = { width: 320, height: 700 };
const widths = [
  ['desktop', desktop],
  ['phone', phone],
] as const;
/** A look that saw fewer rules hold than this has seen no page. */
const menuSeenMin = 3;
const seenMin = 5;

interface Engine {
  /** Of the variable that it is known by in a page. */
  readonly name: string;
  readonly path: string;
  readonly afterwards: string;
}

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

/** Works in the page, so that little is brought out. Frames are looked at with their page. */
async function axeFindings(page: Page, within = 'html'): Promise<Findings> {
  for (const frame of page.frames()) await bring(frame, axeEngine);
  return page.evaluate<Findings>(
    `(async () => {
      const { passes, violations } = await axe.run({ include: [['${within}']] }, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      });
      const findings = violations.map(({ id, nodes }) => 'axe ' + id + ': ' + nodes[0]?.html);
      return { findings, seen: passes.length };
    })()`,
  );
}

async function ibmFindings(page: Page): Promise<Findings> {
  await bring(page.mainFrame(), ibmEngine);
  return page.evaluate<Findings>(
    `(async () => {
      const { results } = await new ace.Checker().check(document, ['WCAG_2_2']);
      const findings = results
        .filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
        .map(({ ruleId, message, path }) => 'IBM ' + ruleId + ': ' + message + ' at ' + path.dom);
      return { findings, seen: results.length };
    })()`,
  );
}

/** Brings an engine into a frame, once for each page that it shows. */
async function bring(frame: Frame, { name, path, afterwards }: Engine): Promise<void> {
  if (await frame.evaluate<boolean>(`typeof ${name} !== 'undefined'`)) return;
  await frame.evaluate(`${await readFile(path, 'utf8')};${afterwards}`);
}
