import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { at, faulty, follow, missing, press, pressFaulty, send, type PageState } from './state.ts';

/** The ministry's analyst. */
export const ministryPages: readonly PageState[] = [
  at('panel', '/cabinet/panel'),
  follow('panel-region', '/cabinet/panel', '[href*="territory="]'),
  follow('panel-metric', '/cabinet/panel', '[href*="metric="]'),
  send('panel-month', '/cabinet/panel', async (page) => {
    await page.getByLabel('Місяць', { exact: true }).selectOption({ index: 1 });
    expect(await press(page, 'Показати')).toBe(200);
  }),
  missing('panel-unknown', '/cabinet/panel?territory=UA00000000000000000'),
];

const subject = '[href^="/cabinet/subjects/"]:not([href$="/new"])';
const right = '[href^="/cabinet/subjects/rights/"]';
const record = '[href$="/record"]';

/** Follows the first of each of the links, one page after another. */
async function goTo(page: Page, ...links: readonly string[]): Promise<void> {
  for (const link of links) {
    const href = await page.locator(`main a${link}`).first().getAttribute('href');
    expect((await page.goto(href ?? ''))?.status(), link).toBe(200);
  }
}

const parameter = '/cabinet/parameters/bill.due_day';
const news = 'value=25&validFrom=2030-01-01&act=2119:8.2&status=unverified';

/** The technical administrator who proposes a number of the law. */
export const administratorPages: readonly PageState[] = [
  at('incidents-none', '/cabinet/incidents'),
  at('store', '/cabinet/store'),
  send('store-rotated', '/cabinet/store', async (page) => {
    await press(page, 'Змінити ключ');
  }),
  at('parameters', '/cabinet/parameters'),
  at('parameters-none', '/cabinet/parameters?q=ґґґґ'),
  at('parameter', parameter),
  missing('parameter-unknown', '/cabinet/parameters/no.such'),
  at('parameter-propose', `${parameter}/propose`),
  faulty('parameter-fault', `${parameter}/check`),
  at('parameter-check', `${parameter}/check?${news}`),
  at('proposals-none', '/cabinet/proposals'),
  send('proposal-own', `${parameter}/check?${news}`, async (page) => {
    await press(page, 'Надіслати на затвердження');
    expect(new URL(page.url()).searchParams.get('news')).toBe('sent');
  }),
  at('proposals', '/cabinet/proposals'),
  at('subjects', '/cabinet/subjects'),
  at('subjects-none', '/cabinet/subjects?q=ґґґґ'),
  at('subject-new', '/cabinet/subjects/new'),
  faulty('subject-fault', '/cabinet/subjects/check?name=А&edrpou=1'),
  follow('subject', '/cabinet/subjects', subject),
  send('right-new', '/cabinet/subjects', (page) => goTo(page, subject, '[href$="/rights/new"]')),
  send('right-fault', '/cabinet/subjects', async (page) => {
    await goTo(page, subject, '[href$="/rights/new"]');
    await pressFaulty(page, 'Перевірити');
  }),
  send('right', '/cabinet/subjects', (page) => goTo(page, subject, right)),
  send('right-event', '/cabinet/subjects', (page) => goTo(page, subject, right, record)),
  send('right-event-fault', '/cabinet/subjects', async (page) => {
    await goTo(page, subject, right, record);
    await pressFaulty(page, 'Перевірити');
  }),
  at('territories-editions', '/cabinet/territories'),
  at('audit', '/cabinet/audit'),
  at('audit-none', '/cabinet/audit?subject=ґґґґ'),
  follow('audit-entry', '/cabinet/audit', '[href^="/cabinet/audit/"]'),
  missing('audit-entry-unknown', '/cabinet/audit/999999999'),
];

/** The other administrator, who decides. */
export const secondAdministratorPages: readonly PageState[] = [
  follow('proposal', '/cabinet/proposals', '[href^="/cabinet/proposals/"]'),
  send('proposal-decided', '/cabinet/proposals', async (page) => {
    await openProposal(page);
    await press(page, 'Відхилити');
    expect(new URL(page.url()).searchParams.get('news')).toBe('rejected');
  }),
];

async function openProposal(page: Page): Promise<void> {
  const proposal = page.locator('main a[href^="/cabinet/proposals/"]').first();
  await page.goto((await proposal.getAttribute('href')) ?? '');
}
