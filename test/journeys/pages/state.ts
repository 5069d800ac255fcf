import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A page in one of its states and the way to it. */
export interface PageState {
  /** Role, page, state: names its pictures too. */
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
}

const succeeds = 200;
const notFound = 404;
const unprocessable = 422;
const askAgainMs = 300;

/** The page at this address. */
export function at(name: string, path: string, status = succeeds): PageState {
  return {
    name,
    async open(page) {
      expect((await page.goto(path))?.status(), path).toBe(status);
    },
  };
}

/** The page that says that there is none at this address. */
export function missing(name: string, path: string): PageState {
  return at(name, path, notFound);
}

/** The form that came back with an error summary. */
export function faulty(name: string, path: string): PageState {
  return { name, open: async (page) => expectFaults(page, (await page.goto(path))?.status()) };
}

/** Where the first of these links of a page leads. */
export function follow(name: string, path: string, link: string): PageState {
  return {
    name,
    async open(page) {
      await page.goto(path);
      const href = await page.locator(`main a${link}`).first().getAttribute('href');
      expect(href, `${path} has no link ${link}`).not.toBeNull();
      expect((await page.goto(href ?? ''))?.status(), String(href)).toBe(succeeds);
    },
  };
}

/** What a form of the page answers after what was filled in. */
export function send(name: string, path: string, fill: (page: Page) => Promise<void>): PageState {
  return {
    name,
    async open(page) {
      await page.goto(path);
      await fill(page);
    },
  };
}

/**
 * Presses the button and waits for the page that comes; returns its status. The page that has the
 * button may be on its way still: its own load is not the one that is waited for.
 */
export async function press(page: Page, button: string | RegExp): Promise<number> {
  const pressed = page.getByRole('button', { name: button }).first();
  await pressed.waitFor();
  await page.waitForLoadState();
  await Promise.all([page.waitForEvent('load'), pressed.click()]);
  return page.evaluate<number>(`performance.getEntriesByType('navigation')[0].responseStatus`);
}

/** Asks for a page again until it shows what is awaited; the time of the test is its limit. */
export async function until(
  page: Page,
  path: string,
  isThere: () => Promise<boolean>,
): Promise<void> {
  await page.goto(path);
  while (!(await isThere())) {
    await page.waitForTimeout(askAgainMs);
    await page.goto(path);
  }
}

/** Presses the button of a form that is not whole: it comes back and says what is wrong. */
export async function pressFaulty(page: Page, button: string | RegExp): Promise<void> {
  await expectFaults(page, await press(page, button));
}

async function expectFaults(page: Page, status: number | undefined): Promise<void> {
  expect(status).toBe(unprocessable);
  expect(await page.locator('.error-summary').count()).toBe(1);
}
