import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { webInProcess, type WebAnswer, type WebInProcess } from './in-process.ts';
import { smallCountry, type SmallCountry } from './small-country.ts';

const makeTimeoutMs = 240_000;
const pagesMax = 450;
/** Leads out to id.gov.ua. */
const outside = ['/sign-in/begin', '/assets/'];

const canary = {
  name: 'Канарейко Жовтоперий Зернович',
  rnokpp: '3184710691',
  accountNumber: '777000777000',
};

let country: SmallCountry;
let web: WebInProcess;
let seen: ReadonlyMap<string, WebAnswer>;

beforeAll(async () => {
  country = await smallCountry();
  await plantCanary();
  web = await webInProcess(country.database.web());
  seen = await crawl();
}, makeTimeoutMs);
afterAll(async () => {
  await web.close();
  await country.database.drop();
});

async function plantCanary(): Promise<void> {
  const { pool } = country.database;
  await pool.query(
    `insert into access.person (rnokpp, surname, given_name, patronymic, created_at)
     values ($1, 'Канарейко', 'Жовтоперий', 'Зернович', now())`,
    [canary.rnokpp],
  );
  await pool.query(
    `update registry.account set holder_name = $1, number = $2
     where account_id = (select min(account_id) from registry.account)`,
    [canary.name, canary.accountNumber],
  );
}

/** Every link of the site from its first page on, as somebody who never signed in follows it. */
async function crawl(): Promise<ReadonlyMap<string, WebAnswer>> {
  const visitor = await web.visitor();
  const pages = new Map<string, WebAnswer>();
  const queue = ['/', '/robots.txt', '/sitemap.xml'];
  const known = new Set(queue);
  while (queue.length > 0 && pages.size < pagesMax) {
    const path = queue.shift() ?? '/';
    const page = await visitor.get(path);
    pages.set(path, page);
    for (const link of linksOf(page)) {
      if (known.has(link)) continue;
      known.add(link);
      queue.push(link);
    }
  }
  return pages;
}

function linksOf({ type, body }: WebAnswer): readonly string[] {
  if (!type.startsWith('text/html')) return [];
  return Array.from(body.matchAll(/ href="(\/[^"#]*)/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  ).filter((href) => !outside.some((start) => href.startsWith(start)));
}

const htmlPages = () => [...seen].filter(([, { type }]) => type.startsWith('text/html'));

describe('the portal as anybody walks it', () => {
  test('has no dead link and no page without its one heading and title', () => {
    expect(seen.size).toBeGreaterThanOrEqual(30);
    const broken = [...seen].filter(([, { status }]) => status !== 200).map(([path]) => path);
    expect(broken).toEqual([]);
    const odd = htmlPages().filter(([, { body }]) => {
      const headings = body.match(/<h1[\s>]/g) ?? [];
      return headings.length !== 1 || !/<title>[^<]+<\/title>/.test(body);
    });
    expect(odd.map(([path]) => path)).toEqual([]);
  });

  test('reaches every part of itself', () => {
    const paths = [...seen.keys()].map((path) => path.split('?')[0]?.replace(/\d{3,}$/, '…'));
    const parts = ['/', '/territories', '/providers', '/tariffs', '/debts', '/audit'];
    expect(paths).toEqual(expect.arrayContaining(parts));
    expect(paths).toEqual(expect.arrayContaining(['/accessibility', '/design-system', '/sign-in']));
    expect([...seen.keys()].some((path) => path.startsWith('/territories/UA'))).toBe(true);
    expect([...seen.keys()].some((path) => /^\/providers\/\d+$/.test(path))).toBe(true);
    expect([...seen.keys()].some((path) => /^\/tariffs\/\d+$/.test(path))).toBe(true);
    expect([...seen.keys()].some((path) => path.includes('format=csv'))).toBe(true);
  });

  lawTest(['1039:24', '1039:44'], 'asks nobody to sign in or to pay', () => {
    const signIns = [...seen].filter(([, { location }]) => location !== undefined);
    expect(signIns).toEqual([]);
  });

  lawTest(['1039:23.1'], 'leads from every page to the cabinet', () => {
    const without = htmlPages().filter(
      ([path, { body }]) =>
        path !== '/design-system' && !body.includes('href="/sign-in') && path !== '/sign-in',
    );
    expect(without.map(([path]) => path)).toEqual([]);
  });
});

interface Known {
  readonly names: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

/** Everybody on record: holders of accounts, people, their numbers. */
async function readKnown(): Promise<Known> {
  const { rows } = await country.database.pool.query<{ name: string; number: string }>(
    `select holder_name as name, number from registry.account
     union all
     select concat_ws(' ', surname, given_name, patronymic), rnokpp from access.person
     where rnokpp is not null`,
  );
  return {
    names: new Set(rows.map(({ name }) => name)),
    numbers: new Set(rows.map(({ number }) => number)),
  };
}

const word = /[\p{L}’'-]+/gu;
const longNumber = /\d{10,14}/g;

function peopleIn({ body }: WebAnswer, { names, numbers }: Known): readonly string[] {
  const words = body.match(word) ?? [];
  const triples = words.map((_, at) => words.slice(at, at + 3).join(' '));
  return [
    ...triples.filter((triple) => names.has(triple)),
    ...(body.match(longNumber) ?? []).filter((number) => numbers.has(number)),
  ];
}

describe('personal data', () => {
  lawTest(['1039:94'], 'of nobody is on any page or in any file of the portal', async () => {
    const known = await readKnown();
    expect(known.names.size).toBeGreaterThan(100);
    expect(known.names.has(canary.name)).toBe(true);
    const found = [...seen].flatMap(([path, answer]) =>
      peopleIn(answer, known).map((person) => `${path}: ${person}`),
    );
    expect(found).toEqual([]);
    const sung = [...seen].filter(([, { body }]) =>
      ['Канарейко', canary.rnokpp, canary.accountNumber].some((text) => body.includes(text)),
    );
    expect(sung.map(([path]) => path)).toEqual([]);
  });

  test('would be found if it were there', async () => {
    const known = await readKnown();
    const body = `<td>${canary.name}</td><td>${canary.accountNumber}</td>`;
    const page = { status: 200, type: 'text/html', location: undefined, body };
    expect(peopleIn(page, known)).toEqual([canary.name, canary.accountNumber]);
  });
});
