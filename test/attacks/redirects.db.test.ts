import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicUrl, SignInOffice } from '#test/access/sign-in-office.ts';
import type { Answer, Browser } from '#test/access/browser.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { webInProcess, type WebInProcess } from '#test/web/in-process.ts';

/** Where somebody would be led to another site, or to a script, if it were believed. */
const elsewhere = [
  ...[
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
  ],
  ...['https://evil.example', 'https:evil.example', 'http:/evil.example', 'HTTPS://evil.example'],
  ...['//evil.example/%2f..', '/\t/evil.example', '/\n/evil.example', '\t//evil.example'],
  ...['/cabinet\r\nlocation: https://evil.example', '/cabinet\r\nset-cookie: zhkp=x'],
  ...['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' //evil.example'],
  ...[
    '/。evil.example',
    '//evil。example',
    '//evil．example',
    '/／evil.example',
    '／／evil.example',
  ],
  ...['@evil.example', '.evil.example', 'evil.example', '?x', '#x', ''],
  ...[
    '//user@evil.example',
    '//evil.example:443',
    '//[::1]/',
    '//2130706433',
    '/\u2028/evil.example',
  ],
];
const ways = elsewhere.map((path) => encodeURIComponent(path));
const twice = ways.slice(0, 2).map((path) => `${path}&return=${path}`);
/** Of our own, however odd. */
const ours = ['/cabinet/sessions', '/cabinet/bills?year=2026', '/%2f%2fevil.example', '/%5cevil'];

let office: SignInOffice;
let led = 0;

beforeAll(async () => {
  office = await SignInOffice.open();
});
afterAll(() => office.close());

/** The host that a browser on our page goes to by an answer. */
function hostOf({ location }: Answer): string {
  led += 1;
  return new URL(location, `${publicUrl}/sign-in/return`).host;
}

const home = new URL(publicUrl).host;

/** Every place that takes a way back, and what it answers with in the end. */
const places: Readonly<
  Record<string, (browser: Browser, way: string) => Promise<readonly Answer[]>>
> = {
  async 'sign-in'(browser, way) {
    const { location } = await office.browser().get(`/sign-in/begin?return=${way}`);
    expect(location.startsWith('http://127.0.0.1:')).toBe(true);
    return [await office.come(browser, 'olena', { begin: `/sign-in/begin?return=${way}` })];
  },
  'the proof again': async (browser, way) => [
    await office.come(browser, 'olena', { begin: `/cabinet/proof/begin?return=${way}` }),
  ],
  async 'choice of a name'(browser, way) {
    await browser.get('/cabinet/role');
    const back = decodeURIComponent(way.split('&')[0] ?? '');
    return [await browser.post('/cabinet/role', { membership: 'self', return: back })];
  },
};

describe('whoever is led on stays here', () => {
  test.each(Object.keys(places))('after %s', async (name) => {
    const place = places[name];
    const browser = await office.signedIn();
    for (const way of [...ways, ...twice]) {
      const answers = (await place?.(browser, way)) ?? [];
      for (const answer of answers) {
        expect([way, answer.status, hostOf(answer)]).toEqual([way, 303, home]);
        expect([way, answer.location]).not.toContain('evil');
        expect(answer.location.startsWith('/')).toBe(true);
      }
    }
    for (const own of ours) {
      const [answer] = (await place?.(browser, encodeURIComponent(own))) ?? [];
      expect(answer?.location).toBe(own);
    }
  });

  test('links and hidden fields of every page that takes a way back lead here', async () => {
    const browser = await office.signedIn();
    const pages = [
      '/sign-in',
      '/sign-in/key',
      '/cabinet/profile',
      '/cabinet/role',
      '/cabinet/proof',
    ];
    for (const path of pages) {
      for (const way of [...ways, ...twice]) {
        const { status, body } = await browser.get(`${path}?return=${way}`);
        expect([path, way, status]).toEqual([path, way, 200]);
        expect([path, way, body.includes('evil')]).toEqual([path, way, false]);
        led += 1;
      }
    }
    console.log(
      `ways back: ${elsewhere.length + twice.length} × ` +
        `${Object.keys(places).length + pages.length} places, ${led} answers, 0 led away`,
    );
  });
});

describe('the name of the site is the one of the settings', () => {
  const spoofs = [
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '1' },
    { forwarded: 'host=evil.example;proto=https' },
    { 'x-original-url': '/cabinet/audit', 'x-rewrite-url': '/cabinet/audit' },
    { 'x-host': 'evil.example', 'x-http-host-override': 'evil.example' },
  ];
  let database: TestDatabase;
  let web: WebInProcess;
  const paths = ['/', '/sign-in', '/sign-in/key', '/sign-in/begin', '/cabinet', '/sitemap.xml'];
  const more = ['/robots.txt', '/check', '/audit', '/territories', '/nothing-here', '/readyz'];

  beforeAll(async () => {
    database = await freshDatabase();
    web = await webInProcess(database.web(), { PUBLIC_URL: 'https://zhkp.example' });
  });
  afterAll(async () => {
    await web.close();
    await database.drop();
  });

  lawTest(['1039:10.17'], 'whatever the headers of a request say', async () => {
    for (const url of [...paths, ...more]) {
      for (const headers of spoofs) {
        const { headers: said, body } = await web.app.inject({ method: 'GET', url, headers });
        const all = `${JSON.stringify(said)} ${body}`;
        expect([url, headers, all.includes('evil.example')]).toEqual([url, headers, false]);
      }
    }
    const { body } = await web.app.inject({ method: 'GET', url: '/sitemap.xml' });
    expect(body).toContain('https://zhkp.example/');
    console.log(
      `host: ${paths.length + more.length} addresses × ${spoofs.length} spoofed headers, ` +
        '0 repeated',
    );
  });

  lawTest(['1039:10.17', '1039:31'], 'and cookies are bound to it', async () => {
    const answers = await Promise.all(
      ['/sign-in/begin', '/sign-in/key'].map((url) => web.app.inject({ method: 'GET', url })),
    );
    const cookies = answers.flatMap((answer) => answer.cookies);
    expect(cookies.map(({ name }) => name)).toEqual(['__Host-zhkp-sign-in', '__Host-zhkp-key']);
    for (const { path, secure, httpOnly, sameSite, domain } of cookies) {
      expect({ path, secure, httpOnly, domain }).toEqual({
        path: '/',
        secure: true,
        httpOnly: true,
      });
      expect(['Lax', 'Strict']).toContain(sameSite);
    }
    expect(answers[0]?.headers['strict-transport-security']).toContain('max-age=31536000');
  });
});

describe('where a request comes from is not what it says', () => {
  const limit = '20';
  const tries = 60;
  /** How many of many requests, each from another address by its own word, are answered. */
  async function answered(settings: Readonly<Record<string, string>>, from: string) {
    const database = await freshDatabase();
    const web = await webInProcess(database.web(), {
      ...{ REQUESTS_PER_MINUTE_MAX: limit, ...settings },
    });
    let count = 0;
    for (let at = 0; at < tries; at += 1) {
      const { statusCode } = await web.app.inject({
        ...{ method: 'GET', url: at % 2 === 0 ? '/cabinet' : '/nothing', remoteAddress: from },
        headers: { 'x-forwarded-for': `203.0.113.${at}`, 'x-real-ip': `203.0.113.${at}` },
      });
      if (statusCode !== 429) count += 1;
    }
    await web.close();
    await database.drop();
    return count;
  }

  test.each([
    ['from this machine', {}, '127.0.0.1', 20],
    ['from elsewhere', {}, '198.51.100.7', 20],
    ['past the proxy that is trusted', { TRUSTED_PROXIES: '10.0.0.1' }, '198.51.100.7', 20],
    ['through the proxy that is trusted', { TRUSTED_PROXIES: '10.0.0.0/8' }, '10.0.0.1', tries],
  ])('asked %s', async (_, settings, from, expected) => {
    expect(await answered(settings, from)).toBe(expected);
  });

  test('an address of IPv6 counts by its network: everybody has many', async () => {
    const database = await freshDatabase();
    const web = await webInProcess(database.web(), { REQUESTS_PER_MINUTE_MAX: limit });
    const statuses: number[] = [];
    for (let at = 0; at < tries; at += 1) {
      const remoteAddress = `2001:db8::${at.toString(16)}`;
      const { statusCode } = await web.app.inject({ method: 'GET', url: '/readyz', remoteAddress });
      statuses.push(statusCode);
    }
    await web.close();
    await database.drop();
    expect(statuses.filter((status) => status !== 429)).toHaveLength(Number(limit));
  });
});
