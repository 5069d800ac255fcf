import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawTest } from '../law-test.ts';
import { newVisitor, openBrowser, signIn } from './browser.ts';
import { inspect, looks } from './inspect.ts';
import { deskPages, headPages } from './pages/access.ts';
import { accountPages, associationPages, linkRequestPages } from './pages/accounts.ts';
import { checkPages } from './pages/check.ts';
import { documentPages, officeDocumentPages } from './pages/documents.ts';
import { consumerPages, debtorPages } from './pages/consumer.ts';
import { errorDeskPages, ownErrorPages, portalErrorPages } from './pages/errors.ts';
import { administratorPages, ministryPages, secondAdministratorPages } from './pages/offices.ts';
import { portalPages } from './pages/portal.ts';
import { provisionDeskPages, provisionPages } from './pages/provision.ts';
import { askerPages, lookedAtPages, openedPages, ownerPages } from './pages/restricted.ts';
import { providerPages } from './pages/provider.ts';
import { ownPages, signInPages } from './pages/sign-in.ts';
import type { PageState } from './pages/state.ts';
import { getRoutes, routeOf } from './routes.ts';

interface Visit {
  /** Nobody signs in for the portal. */
  readonly surname: string | null;
  readonly pages: readonly PageState[];
}

/** Every page in every state, by role: both engines of accessibility look at it at each width. */
const roles: readonly { readonly who: string; readonly visits: readonly Visit[] }[] = [
  {
    who: 'the portal',
    visits: [
      {
        surname: null,
        pages: [...portalPages, ...signInPages, ...checkPages, ...portalErrorPages],
      },
    ],
  },
  {
    who: 'consumers',
    visits: [
      {
        surname: 'Коваленко',
        pages: [
          ...[...consumerPages, ...documentPages, ...accountPages, ...ownPages],
          ...ownErrorPages,
        ],
      },
      { surname: 'Гончар', pages: debtorPages },
      { surname: 'Кравець', pages: associationPages },
    ],
  },
  {
    who: 'a provider',
    visits: [
      {
        surname: 'Бондаренко',
        pages: [...providerPages, ...officeDocumentPages, ...linkRequestPages],
      },
    ],
  },
  {
    who: 'the ministry, a head and the administrators',
    visits: [
      { surname: 'Лисенко', pages: [...ministryPages, ...askerPages] },
      { surname: 'Назаренко', pages: ownerPages },
      { surname: 'Лисенко', pages: openedPages },
      { surname: 'Гончар', pages: lookedAtPages },
      { surname: 'Руденко', pages: [...headPages, ...provisionPages] },
      { surname: 'Яременко', pages: provisionDeskPages },
      { surname: 'Шевчук', pages: [...administratorPages, ...deskPages, ...errorDeskPages] },
      { surname: 'Ткаченко', pages: secondAdministratorPages },
    ],
  },
];

/** GET routes that answer with no page of ours, and why. */
const noPages: Readonly<Record<string, string>> = {
  '/*': 'preflight of the web server itself',
  '/healthz': 'JSON for machines',
  '/readyz': 'JSON for machines',
  '/robots.txt': 'text for robots',
  '/sitemap.xml': 'a file for robots',
  '/audit/heads.jsonl': 'a file to check proofs by',
  '/audit/audit-public-keys.txt': 'a file to check proofs by',
  '/audit/verify.mjs': 'a file to check proofs by',
  '/check/trust-list.p7s': 'a file to check signatures by',
  '/check/offline': 'a file; journey 5 opens it from a disk',
  '/sign-in/begin': 'leads away to id.gov.ua',
  '/cabinet/proof/begin': 'leads away to id.gov.ua',
  '/sign-in/key/challenge.txt': 'a file to sign',
  '/session/state': 'JSON for the question before a session ends',
  '/cabinet/kept-forms/:formId': 'is there when a session has ended: test/access looks at it',
  '/cabinet': 'leads to the first page of the role',
  '/cabinet/accounts.csv': 'a file',
  '/cabinet/accounts.xlsx': 'a file',
  '/cabinet/billing/:runId/questions.csv': 'a file',
  '/cabinet/billing/:runId/questions.xlsx': 'a file',
  '/cabinet/receivables.csv': 'a file',
  '/cabinet/receivables.xlsx': 'a file',
  '/cabinet/imports/template.csv': 'a file',
  '/cabinet/imports/template.xlsx': 'a file',
  '/cabinet/imports/:importId/refused.csv': 'a file',
  '/cabinet/audit/:entryId/proof.json': 'a file',
  '/cabinet/audit/extract.pdf': 'a file',
  '/cabinet/audit/extract.asice': 'a file',
  '/cabinet/bills/:accountId/:period/document.pdf': 'a file',
  '/cabinet/bills/:accountId/:period/document.asice': 'a file',
  '/cabinet/payments/:paymentId/receipt.pdf': 'a file',
  '/cabinet/payments/:paymentId/receipt.asice': 'a file',
  '/cabinet/documents/:documentId/document.html': 'a file',
  '/cabinet/documents/:documentId/document.pdf': 'a file',
  '/cabinet/documents/:documentId/document.asice': 'a file',
  '/cabinet/documents/:documentId/delivery.txt': 'a file',
  '/cabinet/documents/:documentId/to-sign.xml': 'a file',
  '/cabinet/documents/:documentId/attachments/:number': 'a file',
  '/cabinet/access-desk/:requestId/document.pdf': 'a file',
  '/cabinet/access-desk/:requestId/document.asice': 'a file',
  '/cabinet/access-desk/:requestId/attachments/:number': 'a file',
  '/cabinet/error-desk/:errorId/screenshot': 'a file',
  '/cabinet/access-report.csv': 'a file',
  '/cabinet/access-report.xlsx': 'a file',
  '/cabinet/payments/:paymentId/proof': 'a file once the entry is sealed; journey 1 takes it',
};

const roleTimeoutMs = 600_000;
const missingStatus = 404;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.concurrent('every page and state', () => {
  for (const { who, visits } of roles) {
    lawTest(
      ['1039:10.21', '1039:23.1', '1039:44'],
      `is accessible and fits the narrowest screen: ${who}`,
      async () => {
        for (const visit of visits) await lookAtAll(visit);
      },
      roleTimeoutMs,
    );
  }
});

async function lookAtAll({ surname, pages }: Visit): Promise<void> {
  const context = await newVisitor(browser, { script: true });
  const page = await context.newPage();
  if (surname !== null) await signIn(page, surname);
  for (const { name, open } of pages) {
    await open(page).catch((error: unknown) => {
      throw new Error(`${name} at ${page.url()}: ${String(error)}`, { cause: error });
    });
    expect(await page.locator('h1').count(), `${name}: one h1`).toBe(1);
    await inspect(page, name);
  }
  await context.close();
}

describe('the looks', () => {
  test('leave out no route of the server', async () => {
    const routes = await getRoutes();
    const seen = (await looks()).filter(({ status }) => status !== missingStatus);
    const seenRoutes = new Set(seen.map(({ path }) => routeOf(routes, path)));
    const pages = routes.filter((route) => !(route in noPages));
    const states = new Set(seen.map(({ name }) => name));
    console.log(
      `accessibility: ${pages.length} pages in ${states.size} states, ` +
        `${seen.length} looks by 2 engines, ${routes.length} GET routes`,
    );
    expect(pages.filter((route) => !seenRoutes.has(route))).toEqual([]);
    expect(Object.keys(noPages).filter((route) => !routes.includes(route))).toEqual([]);
    expect(pages.length).toBeGreaterThan(40);
    expect(states.size).toBeGreaterThan(pages.length);
  });
});
