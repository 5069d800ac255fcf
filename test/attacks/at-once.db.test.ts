import { afterAll, beforeAll, describe, expect } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { validForms } from './forms.ts';
import { Target } from './target.ts';

const atOnce = 50;
let target: Target;

beforeAll(async () => {
  target = await Target.open();
  await target.pool.query(
    `select settlements.ensure_month((date_trunc('month', now()) - n * interval '1 month')::date)
     from generate_series(0, 1) as n`,
  );
});
afterAll(() => target.close());

async function count(effect: string): Promise<number> {
  const { rows } = await target.pool.query<{ count: bigint }>(
    `select count(*) as count from ${effect}`,
  );
  return Number(rows[0]?.count);
}

/** Known before there is a town to send them in. */
const names = [
  ...['an account connected by a code', 'an account given up', 'a biller asked'],
  ...['a biller’s answer', 'a mandate offered', 'a mandate ended', 'contacts told'],
  ...['a contact confirmed', 'a program of codes begun', 'recovery codes made anew, ten of them'],
  ...['a submission decided on', 'a service switched', 'an incident closed', 'a reading sent'],
  ...['a change of owner told of', 'a stolen key told of'],
  ...['a change of a right withdrawn', 'an error being checked', 'an error reported'],
  ...['a request for restricted information decided on', 'what was opened to an official, closed'],
];

describe(`of ${atOnce} at once`, () => {
  for (const name of names) {
    lawTest(['1039:53.3'], `${name} counts once`, () => sendAtOnce(name));
  }
});

async function sendAtOnce(name: string): Promise<void> {
  const sent = validForms(target)[name];
  if (sent === undefined) throw new RangeError(`no form of ${name}`);
  const fields = await sent.form();
  const { token, csrf } = await target.begin(sent.who);
  const before = await count(sent.effect);
  const answers = await Promise.all(
    Array.from({ length: atOnce }, () =>
      target.web.app.inject({
        ...{ method: 'POST', url: sent.url, cookies: { zhkp: token } },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
      }),
    ),
  );
  const statuses = Array.from(new Set(answers.map(({ statusCode }) => statusCode)));
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect([(await count(sent.effect)) - before, statuses]).toEqual([1, statuses]);
}

afterAll(() => {
  console.log(`at once: ${names.length} forms × ${atOnce}, each with one effect`);
});
