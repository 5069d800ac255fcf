import type { Page } from 'playwright-core';
import { consumerInDebt } from '#tools/generator/demonstration.seed.uk.ts';
import { personOf } from '#tools/generator/demonstration.ts';
import { fetchKey, seeNumber, sign } from './letters.ts';
import { at, faulty, follow, missing, press, pressFaulty, send, type PageState } from './state.ts';

const form = '/cabinet/access/new?act=grant';
const desk = '/cabinet/access-desk';
const toSign = 'Зберегти й перейти до підпису';

/** The head of a provider, who submits who is let in. */
export const headPages: readonly PageState[] = [
  at('access', '/cabinet/access'),
  at('access-grant', form),
  send('access-grant-fault', form, (page) => pressFaulty(page, toSign)),
  follow('access-block', '/cabinet/access', '[href*="act=block&"]'),
  missing('access-form-unknown', '/cabinet/access/new?act=none'),
  at('access-key', '/cabinet/access/key'),
  send('access-key-fault', '/cabinet/access/key', (page) => pressFaulty(page, 'Заблокувати')),
  send('access-submitted', form, submit),
];

/** Somebody whom a head lets in. */
export interface NewUser {
  readonly surname: string;
  readonly givenName: string;
  readonly rnokpp: string;
  readonly email: string;
}

const newcomer: NewUser = {
  ...{ surname: 'Романюк', givenName: 'Лідія', rnokpp: '3012548307' },
  email: 'lidiia@zrazkivka.example',
};

async function submit(page: Page): Promise<void> {
  await submitGrant(page, newcomer, await fetchKey('water-head', 'ecdsa'));
}

/** Fills the form of a new user and signs it by a key file. */
export async function submitGrant(page: Page, user: NewUser, keyFile: string): Promise<void> {
  for (const [label, value] of [
    ['Прізвище', user.surname],
    ['Власне ім’я', user.givenName],
    ['РНОКПП', user.rnokpp],
    ['Посада', 'Інженер'],
    ['Електронна пошта', user.email],
    ['Документ або обставини', 'Наказ № 12'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(value);
  }
  await press(page, toSign);
  await sign(page, keyFile);
  await seeNumber(page, 'ДП');
}

/** Carries out what a submission asks for. */
export async function approve(page: Page): Promise<void> {
  await page.locator('label', { hasText: 'Виконати' }).click();
  await page.getByLabel('Причина').fill('Перевірено');
  await press(page, 'Прийняти рішення');
}

const request = `[href^="${desk}/"]:not([href$="/paper"]):not([href$="/people"])`;
const people = `${desk}/people`;
const debtor = personOf('consumer-debtor', 'individual-consumer', consumerInDebt);

/** A consumer of the demonstration, found by their tax number. */
export async function findPerson(page: Page, rnokpp: string): Promise<void> {
  await page.getByLabel('РНОКПП', { exact: true }).fill(rnokpp);
  await press(page, 'Знайти');
}

/** Whoever decides on submissions: the worker brings what was signed to the desk soon after. */
export const deskPages: readonly PageState[] = [
  at('access-desk-decided', `${desk}?state=decided`),
  send('access-desk', desk, async (page) => {
    for (let tries = 0; tries < 30 && (await page.locator(`main a${request}`).count()) === 0;) {
      tries += 1;
      await page.waitForTimeout(500);
      await page.goto(desk);
    }
  }),
  follow('access-request', desk, request),
  send('access-request-fault', desk, async (page) => {
    await page.locator(`main a${request}`).first().click();
    await pressFaulty(page, 'Прийняти рішення');
  }),
  send('access-request-decided', desk, async (page) => {
    await page.locator(`main a${request}`).first().click();
    await approve(page);
  }),
  missing('access-request-unknown', `${desk}/999999`),
  at('access-paper', `${desk}/paper`),
  at('access-paper-form', `${desk}/paper/new?act=grant`),
  at('access-people', people),
  send('access-people-fault', people, (page) => pressFaulty(page, 'Знайти')),
  send('access-person', people, (page) => findPerson(page, debtor.rnokpp)),
  send('access-person-form', people, async (page) => {
    await findPerson(page, debtor.rnokpp);
    await page.getByRole('link', { name: 'Заблокувати', exact: true }).click();
    await page.waitForLoadState();
  }),
  send('access-person-form-fault', people, async (page) => {
    await findPerson(page, debtor.rnokpp);
    await page.getByRole('link', { name: 'Анулювати', exact: true }).click();
    await pressFaulty(page, toSign);
  }),
  at('access-report', '/cabinet/access-report'),
  at('access-report-none', '/cabinet/access-report?through=2000-01-01'),
  at('service-sets', '/cabinet/service-sets'),
  faulty('service-sets-fault', '/cabinet/service-sets/check?role=provider'),
  at(
    'service-sets-preview',
    '/cabinet/service-sets/check?role=provider&serviceId=access&isOn=off&from=2040-01-01&reason=A',
  ),
];
