import { afterAll, beforeAll, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { foreignOrigins, forgeries } from './forgeries.ts';
import { addressOf } from './objects.ts';
import { changedTables, readState } from './state.ts';
import { Target } from './target.ts';

const refused = new Set([403, 415]);
let target: Target;

beforeAll(async () => {
  target = await Target.open();
});
afterAll(() => target.close());

const posts = () => target.routes.filter(({ method }) => method === 'POST');
const guarded = () => posts().filter(({ config }) => config.withoutCsrf !== true);

test('one route alone takes forms without a token: it proves itself by a signature', () => {
  const open = posts().filter(({ config }) => config.withoutCsrf === true);
  expect(open.map(({ url }) => url)).toEqual(['/payments/callback']);
});

lawTest(
  ['1039:21.5', '1039:10.17', '1039:53.4', '1039:98'],
  'nothing that another site sends in the browser of somebody signed in changes anything',
  async () => {
    const other = await target.begin(target.owner);
    const credentials = await Promise.all(
      guarded().map((route) => target.credentials(target.strangerOf(route))),
    );
    const before = await readState(target.pool);
    const through: string[] = [];
    let attempts = 0;
    for (const [at, { url }] of guarded().entries()) {
      const own = credentials[at] ?? other;
      for (const { name, request } of forgeries) {
        attempts += 1;
        const { statusCode } = await target.web.app.inject({
          ...{ method: 'POST', url: addressOf(url, target.objects) },
          ...{ cookies: { zhkp: own.token }, ...request(own, other) },
        });
        if (!refused.has(statusCode)) through.push(`${url} ${name}: ${statusCode}`);
      }
    }
    console.log(
      `csrf: ${guarded().length} routes × ${forgeries.length} forgeries, ` +
        `${attempts} attempts, ${through.length} let through`,
    );
    expect(through).toEqual([]);
    expect(changedTables(before, await readState(target.pool))).toEqual([]);
    expect(guarded().length).toBeGreaterThan(50);
  },
);

test('nothing from another site is taken of somebody who is not signed in', async () => {
  const open = guarded().filter(({ audience }) => audience.includes('anonymous'));
  const before = await readState(target.pool);
  for (const { url } of open) {
    for (const headers of foreignOrigins) {
      const { statusCode } = await target.web.app.inject({ method: 'POST', url, headers });
      expect([url, statusCode]).toEqual([url, 403]);
    }
  }
  expect(open.length).toBeGreaterThan(3);
  expect(changedTables(before, await readState(target.pool))).toEqual([]);
});

test('the same forms from our own pages are not refused so', async () => {
  for (const route of guarded()) {
    const own = await target.begin(target.strangerOf(route));
    const { statusCode } = await target.web.app.inject({
      ...{ method: 'POST', url: addressOf(route.url, target.objects) },
      cookies: { zhkp: own.token },
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      payload: new URLSearchParams({ _csrf: own.csrf }).toString(),
    });
    expect([route.url, refused.has(statusCode), statusCode >= 500]).toEqual([
      ...[route.url, false, false],
    ]);
  }
});

/** The way back from id.gov.ua begins sessions; its state guards it (`test/access`). */
const wayBack = '/sign-in/return';
/** What looking leaves behind on purpose. */
const leftByLooking = [
  // Every look at somebody's data is written down (1039:56).
  /^audit\./,
  // Something to sign or to be proved with is begun; it ends by itself within minutes.
  /^access\.(sign_in_attempt|key_challenge|passkey_challenge)$/,
];

lawTest(
  ['1039:21.5', '1039:10.17'],
  'looking changes nothing: a link or a picture of another site can only look',
  async () => {
    const gets = target.routes.filter(({ method, url }) => method === 'GET' && url !== wayBack);
    const lookers = gets.flatMap((route) => [
      { route, who: target.strangerOf(route) },
      ...(route.audience.includes('individual-consumer') ? [{ route, who: target.owner }] : []),
    ]);
    for (const { who } of lookers) await target.credentials(who);
    const before = await readState(target.pool);
    const failing: string[] = [];
    for (const { route, who } of lookers) {
      const { token } = await target.credentials(who);
      const { statusCode } = await target.web.app.inject({
        ...{ method: 'GET', url: addressOf(route.url, target.objects) },
        cookies: { zhkp: token },
      });
      if (statusCode >= 500) failing.push(`${route.url}: ${statusCode}`);
    }
    const changed = changedTables(before, await readState(target.pool)).filter((table) =>
      leftByLooking.every((pattern) => !pattern.test(table)),
    );
    console.log(
      `looking: ${gets.length} GET routes, ${lookers.length} looks, ` +
        `${changed.length} tables changed`,
    );
    expect(failing).toEqual([]);
    expect(changed).toEqual([]);
  },
);
