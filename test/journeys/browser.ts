import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

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
  // Without a locale of UTF-8 the browser gives up names of files in Ukrainian.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return chromium.launch({ executablePath, args: launchArgs, env });
}

export interface Visit {
  readonly script: boolean;
  /** Lets into a page what its policy keeps out: to prove what holds without it. */
  readonly bypassPolicy?: boolean;
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
    bypassCSP: visit.bypassPolicy ?? false,
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

/** The visit of one person, or of nobody signed in, in a browser of their own. */
export async function visiting<T>(
  browser: Browser,
  visit: Visit & { readonly surname?: string },
  use: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await newVisitor(browser, visit);
  try {
    const page = await context.newPage();
    if (visit.surname !== undefined) await signIn(page, visit.surname);
    return await use(page, context);
  } finally {
    await context.close();
  }
}
