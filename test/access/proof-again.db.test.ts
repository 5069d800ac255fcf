import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { textOf } from '#test/web/page-text.ts';
import { hiddenFields, type Browser } from './browser.ts';
import { SignInOffice } from './sign-in-office.ts';

const security = '/cabinet/security';
const proof = '/cabinet/proof';
let office: SignInOffice;

beforeAll(async () => {
  office = await SignInOffice.open();
});
beforeEach(() => office.clean());
afterAll(() => office.close());

const returnOf = (location: string) =>
  new URL(location, 'http://x').searchParams.get('return') ?? '';

/** A person with a factor whose proof is no longer fresh, and the form that removes the factor. */
async function stale(): Promise<{
  browser: Browser;
  secret: string;
  removal: { kind: string; factorId: string };
}> {
  const browser = await office.signedIn();
  const secret = await office.setUpCodes(browser);
  const page = await browser.get(security);
  const [, factorId = ''] = /name="factorId" value="([^"]+)"/.exec(page.body) ?? [];
  office.pass({ minutes: 11 });
  return { browser, secret, removal: { kind: 'generator', factorId } };
}

const factorsLeft = async () =>
  (await office.database.pool.query('select 1 from access.code_generator')).rows.length;

describe('what cannot be undone', () => {
  lawTest(
    ['1039:10.2', '1039:53.3'],
    'asks for the second factor again, and the form goes on as it was',
    async () => {
      const { browser, secret, removal } = await stale();
      const asked = await browser.post(`${security}/remove`, removal);
      expect(asked.location).toMatch(/^\/cabinet\/proof\?return=%2Fcabinet%2Fkept-forms%2F/);
      expect(await factorsLeft()).toBe(1);
      expect(textOf((await browser.get(asked.location)).body)).toContain('Підтвердьте, що це ви');
      const token = browser.cookies.get('zhkp');
      const back = returnOf(asked.location);
      const proved = await browser.post(proof, { code: office.code(secret), return: back });
      expect(proved.location).toBe(back);
      expect(browser.cookies.get('zhkp')).not.toBe(token);
      const page = await browser.get(back);
      expect(textOf(page.body)).toContain('Ваша форма збережена');
      const kept = hiddenFields(page.body, back);
      expect(kept).toMatchObject(removal);
      const sent = await browser.postThrough(back, kept);
      expect(sent.location).toBe(`${security}?done=removed`);
      expect(await factorsLeft()).toBe(0);
      expect((await browser.get(back)).status).toBe(404);
    },
  );

  test('is done at once by whoever proved who they are ten minutes ago', async () => {
    const browser = await office.signedIn();
    await office.setUpCodes(browser);
    const page = await browser.get(security);
    const [, factorId = ''] = /name="factorId" value="([^"]+)"/.exec(page.body) ?? [];
    office.pass({ minutes: 9 });
    await browser.post(`${security}/remove`, { kind: 'generator', factorId });
    expect(await factorsLeft()).toBe(0);
  });

  test('is not done by a wrong code, nor after five of them', async () => {
    const { browser, secret } = await stale();
    for (let wrong = 0; wrong < 5; wrong += 1) {
      const answer = await browser.post(proof, { code: '000000', return: '/cabinet/role' });
      expect(textOf(answer.body)).toContain('Код не підійшов');
      expect(hiddenFields(answer.body, proof)).toMatchObject({ return: '/cabinet/role' });
    }
    const right = await browser.post(proof, { code: office.code(secret) });
    expect(textOf(right.body)).toContain('Забагато неправильних кодів');
    // A session that somebody took does not keep its person out of the platform.
    const fresh = office.browser();
    await office.come(fresh);
    expect((await fresh.post('/sign-in/factor', { code: office.code(secret) })).status).toBe(303);
  });

  test('leads a page, and not only a form, back to where it was', async () => {
    const browser = await office.signedIn();
    const begun = await browser.post(`${security}/generators`, { name: 'Телефон' });
    office.pass({ minutes: 11 });
    const asked = await browser.get(begun.location);
    expect(returnOf(asked.location)).toBe(begun.location);
  });

  test('without a second factor asks id.gov.ua anew, and only for the same person', async () => {
    const browser = await office.signedIn();
    office.pass({ minutes: 11 });
    const asked = await browser.post('/cabinet/sessions/end');
    const back = returnOf(asked.location);
    expect(textOf((await browser.get(asked.location)).body)).toContain(
      'Підтвердити через id.gov.ua',
    );
    const begin = `${proof}/begin?return=${encodeURIComponent(back)}`;
    const wrong = await office.come(browser, 'petro', { begin });
    expect(wrong.status).toBe(422);
    expect(textOf(wrong.body)).toContain('Підтвердив хтось інший');
    const token = browser.cookies.get('zhkp');
    expect(await office.come(browser, 'olena', { begin })).toMatchObject({ location: back });
    expect(browser.cookies.get('zhkp')).not.toBe(token);
    const page = await browser.get(back);
    const sent = await browser.postThrough(back, hiddenFields(page.body, back));
    expect(sent.location).toBe('/cabinet/sessions?done=others');
  });

  test('asks an official for a signature, and takes nothing weaker in its place', async () => {
    const browser = await office.signedIn();
    await office.database.pool.query(
      `update platform.session set principal = principal || '{"role": "ministry", "subjectId": "5"}'`,
    );
    office.pass({ minutes: 11 });
    const begin = `${proof}/begin?return=${encodeURIComponent(security)}`;
    const weak = await office.come(browser, 'olena', { begin });
    expect(weak.status).toBe(422);
    expect(textOf(weak.body)).toContain('потрібен електронний підпис');
    const signed = await office.come(browser, 'olena', { begin, way: 'dig_sign' });
    expect(signed.location).toBe(security);
  });

  test('with a second factor takes nothing weaker in its place', async () => {
    const { browser } = await stale();
    const begin = `${proof}/begin?return=${encodeURIComponent(security)}`;
    const came = await office.come(browser, 'olena', { begin });
    expect(came.location).toBe(`${proof}?return=${encodeURIComponent(security)}`);
    const asked = await browser.post(`${security}/recovery-codes`);
    expect(asked.location).toContain(proof);
  });

  test('of one session other than this ends it without more ado', async () => {
    const [browser] = [await office.signedIn(), await office.signedIn()];
    office.pass({ minutes: 11 });
    const page = await browser.get('/cabinet/sessions');
    const [, session = ''] = /name="session" value="([^"]+)"/.exec(page.body) ?? [];
    const ended = await browser.post('/cabinet/sessions/end', { session });
    expect(ended.location).toBe('/cabinet/sessions?done=one');
  });
});

describe('a form whose session has ended', () => {
  const rename = {
    kind: 'generator',
    factorId: '00000000-0000-4000-8000-000000000000',
    name: 'Ім’я',
  };
  const path = `${security}/rename`;

  async function late(): Promise<{ browser: Browser; back: string }> {
    const browser = await office.signedIn();
    office.pass({ minutes: 61 });
    const answer = await browser.post(path, rename);
    expect(answer.location).toMatch(/^\/sign-in\?late=yes&return=%2Fcabinet%2Fkept-forms%2F/);
    expect(textOf((await browser.get(answer.location)).body)).toContain('форма збережена');
    return { browser, back: returnOf(answer.location) };
  }

  lawTest(['1039:31', '1039:53.3'], 'is offered again to its person in this browser', async () => {
    const { browser, back } = await late();
    const begin = `/sign-in/begin?return=${encodeURIComponent(back)}`;
    expect((await office.come(browser, 'olena', { begin })).location).toBe(back);
    const page = await browser.get(back);
    expect(hiddenFields(page.body, back)).toMatchObject(rename);
    expect((await browser.postThrough(back, hiddenFields(page.body, back))).status).toBe(404);
  });

  test('is shown to nobody else, in no other browser, and not after an hour', async () => {
    const { browser, back } = await late();
    await office.come(browser, 'petro');
    expect((await browser.get(back)).status).toBe(404);
    expect((await (await office.signedIn()).get(back)).status).toBe(404);
    await office.come(browser, 'olena');
    expect((await browser.get(back)).status).toBe(200);
    office.pass({ minutes: 59 });
    await office.come(browser, 'olena');
    expect((await browser.get(back)).status).toBe(200);
    office.pass({ minutes: 2 });
    expect((await browser.get(back)).status).toBe(404);
  });

  test('is one of twenty at most that are kept of a person', async () => {
    const browser = await office.signedIn();
    office.pass({ minutes: 61 });
    const answers = [];
    for (let form = 0; form < 21; form += 1) answers.push(await browser.post(path, rename));
    expect(answers.at(-2)?.location).toContain('kept-forms');
    expect(answers.at(-1)?.location).toBe('/sign-in?late=yes&return=%2Fcabinet');
  });

  test('lies encrypted', async () => {
    await late();
    const { rows } = await office.database.pool.query('select k::text from access.kept_form k');
    expect(rows).toHaveLength(1);
    const hex = Buffer.from(rename.name).toString('hex');
    expect(JSON.stringify(rows)).not.toContain(hex);
  });

  test('is not kept when the session was ended, or the form is of another site', async () => {
    const browser = await office.signedIn();
    const other = await office.signedIn();
    const cookies = new Map(browser.cookies);
    await browser.post('/sign-out');
    cookies.forEach((value, name) => browser.cookies.set(name, value));
    expect((await browser.post(path, rename)).status).toBe(404);
    office.pass({ minutes: 61 });
    expect((await other.post(path, { ...rename, _csrf: 'forged' })).status).toBe(404);
    const { rows } = await office.database.pool.query('select 1 from access.kept_form');
    expect(rows).toEqual([]);
  });

  test('is not sent in another name than it was filled in', async () => {
    const { browser, back } = await late();
    await office.come(browser, 'olena');
    const [session] = (
      await office.database.pool.query<{ session_id: string }>(
        `update platform.session set principal = principal
           || '{"role": "provider", "subjectId": "5", "subjectName": "Водоканал"}'
         where person_id = $1 returning session_id`,
        [await office.personId()],
      )
    ).rows;
    expect(session).toBeDefined();
    office.sessions.forget(await office.personId());
    const page = await browser.get(back);
    expect(textOf(page.body)).toContain('Форму заповнено від вашого імені');
    expect((await browser.post(back, rename)).status).toBe(404);
  });
});

describe('the end of a session', () => {
  test('is told without being put off, and put off by whoever is still there', async () => {
    const browser = await office.signedIn();
    const left = async () =>
      (JSON.parse((await browser.get('/session/state')).body) as { secondsLeft: number })
        .secondsLeft;
    office.pass({ minutes: 58 });
    expect(await left()).toBeLessThanOrEqual(120);
    office.pass({ seconds: 60 });
    expect(await left()).toBeLessThanOrEqual(60);
    const stayed = await browser.post('/session/stay');
    expect(JSON.parse(stayed.body)).toMatchObject({ secondsLeft: 3_600 });
    office.pass({ minutes: 61 });
    expect((await browser.post('/session/stay')).status).toBe(404);
    expect(await left()).toBe(0);
    expect((await office.browser().get('/session/state')).body).toBe('{"secondsLeft":0}');
  });

  test('is asked about on every page of somebody signed in, and on no other', async () => {
    const browser = await office.signedIn();
    const page = await browser.get('/cabinet/sessions');
    expect(page.body).toMatch(/<dialog class="stay" data-session-ends="\d{13}"/);
    expect(page.body).toContain('src="/assets/stay.js"');
    expect((await office.browser().get('/sign-in')).body).not.toContain('<dialog');
  });

  test('is not put off by a page of another site', async () => {
    const browser = await office.signedIn();
    expect((await browser.post('/session/stay', { _csrf: 'forged' })).status).toBe(403);
    expect((await office.browser().post('/session/stay')).status).toBe(404);
  });
});
