import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMembership } from '#modules/access/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Browser } from '#test/access/browser.ts';
import { SignInOffice } from '#test/access/sign-in-office.ts';
import { lawTest } from '#test/law-test.ts';

const cookieName = 'zhkp';
const page = '/cabinet/sessions';
let office: SignInOffice;

beforeAll(async () => {
  office = await SignInOffice.open();
  await office.database.pool.query(
    `insert into registry.subject (subject_id, kind, name, short_name, search_key)
     overriding system value values (1, 'provider', 'Водоканал', 'Водоканал', '')`,
  );
  await office.signedIn();
  await addMembership(queryableOf(office.app.db), {
    ...{ personId: await office.personId(), role: 'provider', subjectId: 1n },
    since: Temporal.PlainDate.from('2024-09-03'),
  });
});
beforeEach(() => office.clean());
afterAll(() => office.close());

const tokenOf = (browser: Browser) => browser.cookies.get(cookieName) ?? '';

/** Whether a token opens anything, in a browser of its own. */
async function opens(token: string): Promise<boolean> {
  const thief = office.browser();
  thief.cookies.set(cookieName, token);
  return (await thief.get(page)).status === 200;
}

/** Ways by which a session goes on under another token. */
const renewals: Readonly<Record<string, (browser: Browser) => Promise<unknown>>> = {
  'signing in again': (browser) => office.come(browser),
  'the proof given again': (browser) =>
    office.come(browser, 'olena', { begin: `/cabinet/proof/begin?return=${page}` }),
  'another name chosen': async (browser) => {
    await browser.get('/cabinet/role');
    await browser.post('/cabinet/role', { membership: 'self', return: page });
  },
};

lawTest(
  ['1039:31', '1039:53.3', '1039:10.17'],
  'a token known before is worth nothing after a sign-in, a proof and a change of role',
  async () => {
    for (const [way, renew] of Object.entries(renewals)) {
      const browser = await office.signedIn();
      const before = tokenOf(browser);
      expect(await opens(before)).toBe(true);
      await renew(browser);
      const after = tokenOf(browser);
      expect([way, after !== before, await opens(after)]).toEqual([way, true, true]);
      expect([way, await opens(before)]).toEqual([way, false]);
    }
    console.log(`session tokens: ${Object.keys(renewals).length} renewals, 0 old tokens good`);
  },
);

test('a token planted before sign-in is ended by it, and does not become the victim’s', async () => {
  const attacker = await office.signedIn('petro');
  const planted = tokenOf(attacker);
  const victim = office.browser();
  victim.cookies.set(cookieName, planted);
  await office.come(victim);
  expect(tokenOf(victim)).not.toBe(planted);
  expect(await opens(planted)).toBe(false);
});

test('cookies of a sign-in begun elsewhere, planted, lead to no session', async () => {
  const attacker = office.browser();
  const begun = await attacker.get('/sign-in/begin');
  const victim = office.browser();
  const { location } = await victim.get('/sign-in/begin');
  // The attacker's cookie beside the victim's answer, and the other way round.
  for (const [cookies, from] of [
    [attacker, location],
    [victim, begun.location],
  ] as const) {
    const state = new URL(from).searchParams.get('state') ?? '';
    const browser = office.browser();
    browser.cookies.set('zhkp-sign-in', cookies.cookies.get('zhkp-sign-in') ?? '');
    const came = await browser.get(`/sign-in/return?code=x&state=${state}`);
    expect(came.status).toBe(422);
    expect(browser.cookies.has(cookieName)).toBe(false);
  }
});

describe('at once', () => {
  test('of fifty changes of role under one token one is made, and one token is good', async () => {
    const browser = await office.signedIn();
    await browser.get('/cabinet/role');
    const token = tokenOf(browser);
    const form = { membership: 'self', return: page };
    await Promise.all(Array.from({ length: 50 }, () => browser.post('/cabinet/role', form)));
    expect(await opens(token)).toBe(false);
    const { rows } = await office.database.pool.query('select 1 from platform.session');
    expect(rows).toHaveLength(1);
  });

  test('fifty sign-outs of one session end it and no other', async () => {
    const [browser, other] = [await office.signedIn(), await office.signedIn()];
    const token = tokenOf(browser);
    await browser.get(page);
    const answers = await Promise.all(Array.from({ length: 50 }, () => browser.post('/sign-out')));
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    expect(await opens(token)).toBe(false);
    expect(await opens(tokenOf(other))).toBe(true);
  });
});

lawTest(['1039:31', '1039:99'], 'ended everywhere and here, no session is left', async () => {
  const browsers = await Promise.all(Array.from({ length: 6 }, () => office.signedIn()));
  const tokens = browsers.map(tokenOf);
  const [browser = office.browser()] = browsers;
  expect((await browser.post(`${page}/end`)).status).toBe(303);
  const left = await Promise.all(tokens.map(opens));
  expect(left).toEqual([true, false, false, false, false, false]);
  await browser.post('/sign-out');
  expect(await opens(tokens[0] ?? '')).toBe(false);
});

test('used every half an hour, a session ends half a day after sign-in all the same', async () => {
  const browser = await office.signedIn('petro');
  let minutes = 0;
  while ((await browser.get(page)).status === 200 && minutes < 24 * 60) {
    office.pass({ minutes: 30 });
    minutes += 30;
  }
  expect(minutes).toBe(12 * 60);
  const idle = await office.signedIn('petro');
  office.pass({ minutes: 61 });
  expect((await idle.get(page)).status).toBe(303);
});

test('what was never a token opens nothing and breaks nothing', async () => {
  const strange = ['', ' ', '0', '__proto__', '%00', 'ї'.repeat(100), 'a'.repeat(8_000), '"', ';'];
  for (const token of strange) {
    const browser = office.browser();
    browser.cookies.set(cookieName, encodeURIComponent(token));
    expect([token, (await browser.get(page)).status]).toEqual([token, 303]);
  }
});
