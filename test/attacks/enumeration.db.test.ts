import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { firmCode } from '#tools/generator/people.ts';
import { lawTest } from '#test/law-test.ts';
import { Target, type Credentials } from './target.ts';

/** Passes its check digits, and is no code of anything. */
const wrongCode = '0000 0000 0000 01';
const known = { rnokpp: '2772797519', surname: 'Мельник' };
const unknownCode = '3012548313';
let target: Target;
let owner: Credentials;

beforeAll(async () => {
  target = await Target.open();
  owner = await target.begin(target.owner);
  await target.pool.query('update registry.subject set edrpou = $2 where subject_id = $1', [
    ...[smallTown.waterUtility, firmCode(1)],
  ]);
});
afterAll(() => target.close());

type Form = Readonly<Record<string, string>>;

/** What an answer says, without what was typed and what is made anew for each. */
async function said(url: string, form: Form, typed: string) {
  const { statusCode, headers, body } = await target.web.app.inject({
    ...{ method: 'POST', url, cookies: { zhkp: owner.token } },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: owner.csrf, ...form }).toString(),
  });
  const location = (headers.location ?? '').replaceAll(/\d{6,}/g, '#');
  return { statusCode, location, body: body.replaceAll(typed, '…') };
}

const page = (url: string) =>
  target.web.app.inject({ method: 'GET', url, cookies: { zhkp: owner.token } });

describe('nobody learns by asking', () => {
  lawTest(
    ['1039:53.3', '1039:21.5', '1039:93'],
    'whether there is an account, by a wrong code or by its biller',
    async () => {
      for (const [url, rest] of [
        ['/cabinet/own-accounts/connect', { code: wrongCode, capacity: 'owner' }],
        ['/cabinet/own-accounts/ask', { edrpou: firmCode(1), capacity: 'owner' }],
      ] as const) {
        const there = await said(url, { number: '0000102', ...rest }, '0000102');
        const missing = await said(url, { number: '9999999', ...rest }, '9999999');
        expect([url, there]).toEqual([url, missing]);
      }
    },
  );

  test('whose an address of mail is', async () => {
    await target.pool.query(
      `update access.person set email = 'known@zrazkivka.example' where surname = $1`,
      [known.surname],
    );
    const tell = (email: string) =>
      said('/cabinet/profile', { email, phone: '', identity: 'yes' }, email);
    expect(await tell('known@zrazkivka.example')).toEqual(await tell('other@zrazkivka.example'));
  });

  lawTest(
    ['1039:20.11', '1039:53.3', '1039:93'],
    'who has a tax number: a mandate shows the name that was typed, and nothing else',
    async () => {
      const offer = async (rnokpp: string) => {
        const answer = await said(
          '/cabinet/mandates',
          {
            ...{ rnokpp, surname: 'Вигадане', givenName: 'Ім’я', acts: 'pay' },
            accounts: String(smallTown.account),
            until: dayInKyiv(systemClock.now()).add({ days: 30 }).toString(),
          },
          rnokpp,
        );
        return answer;
      };
      expect(await offer(known.rnokpp)).toEqual(await offer(unknownCode));
      const { rows } = await target.pool.query<{ document_id: bigint }>(
        `select document_id from access.mandate where trustee_name = 'Вигадане Ім’я'`,
      );
      expect(rows).toHaveLength(2);
      const places = ['', '/sign', '/document.html', '/to-sign.xml?slot=1&version=1'];
      const urls = rows.flatMap(({ document_id: id }) =>
        places.map((place) => `/cabinet/documents/${id}${place}`),
      );
      for (const url of ['/cabinet/mandates', '/cabinet/documents', ...urls]) {
        const { statusCode, body } = await page(url);
        expect([url, statusCode]).toEqual([url, 200]);
        expect([url, body.includes(`${known.surname} Олена`)]).toEqual([url, false]);
      }
      const shown = await page(`/cabinet/documents/${rows[0]?.document_id}`);
      expect(shown.body).toContain('Вигадане');
    },
  );
});
