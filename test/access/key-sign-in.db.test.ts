import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { isOpenTo } from '#modules/access/memberships/membership.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { people } from '#test/documents/people.ts';
import { lawTest } from '#test/law-test.ts';
import { textOf } from '#test/web/page-text.ts';
import { hiddenFields, type Answer, type Browser } from './browser.ts';
import { publicUrl, SignInOffice } from './sign-in-office.ts';
import { everybodyOn } from '#test/secrets.ts';

const path = '/sign-in/key';
const timeoutMs = 60_000;
let signers: DocumentOffice;
let office: SignInOffice;

beforeAll(async () => {
  signers = await openDocumentOffice();
  office = await SignInOffice.open(signers.signatures);
}, timeoutMs);
beforeEach(() => office.clean());
afterAll(async () => {
  await office.close();
  await signers.stop();
});

interface Challenge {
  readonly send: string;
  readonly content: Uint8Array;
}

/** The page with its text, as a program of one's own sees it. */
async function challenge(
  browser: Browser,
  query = '?return=/cabinet/sessions',
): Promise<Challenge> {
  const page = await browser.get(`${path}${query}`);
  const href = /href="(\/sign-in\/key\/challenge[^"]+)"/.exec(page.body)?.[1] ?? '';
  const send =
    /action="(\/sign-in\/key[^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const text = await browser.get(href);
  expect(text.status).toBe(200);
  return { send, content: Buffer.from(text.body) };
}

const send = (browser: Browser, { send }: Challenge, signature: Uint8Array): Promise<Answer> =>
  browser.upload(send, 'signature', signature);

async function fresh(
  who: keyof typeof people | Credential = 'consumer',
): Promise<{ browser: Browser; asked: Challenge; signature: Uint8Array }> {
  const browser = office.browser();
  const asked = await challenge(browser);
  const signature =
    typeof who === 'string'
      ? await signers.sign(who, asked.content)
      : await signers.signWith(who, asked.content);
  return { browser, asked, signature };
}

const fault = ({ location }: Answer) => new URL(location, publicUrl).searchParams.get('fault');

async function methods(): Promise<readonly unknown[]> {
  const { rows } = await office.database.pool.query<{ method: string }>(
    'select method from platform.session',
  );
  return rows.map(({ method }) => method);
}

describe('signing in by a key', () => {
  lawTest(
    ['1039:10.2', '1039:29.2', '1039:31'],
    'is a signature of a text that says what it is for, where and when',
    async () => {
      const { browser, asked, signature } = await fresh();
      const text = Buffer.from(asked.content).toString();
      expect(text).toContain(`на сайті ${publicUrl}`);
      expect(text).toContain(office.clock.now().toString());
      expect(text).toMatch(/Випадкове число: [\w-]{43}\n/);
      const signed = await send(browser, asked, signature);
      expect(signed.location).toBe('/cabinet/sessions');
      expect(await methods()).toEqual(['key']);
      expect(isOpenTo('key', 'ministry')).toBe(true);
      const known = await everybodyOn(office.database.pool, office.secrets);
      const { rnokpp } = people.consumer;
      expect(known.filter((one) => one.rnokpp === rnokpp)).toMatchObject([
        { surname: 'Зразкова', givenName: 'Оксана' },
      ]);
    },
    timeoutMs,
  );

  test('lets an official in, who is known by their own tax number', async () => {
    const { browser, asked, signature } = await fresh('director');
    expect((await send(browser, asked, signature)).location).toBe('/cabinet/sessions');
  });

  test('is for people: a seal is refused', async () => {
    const { browser, asked, signature } = await fresh('platform');
    expect(fault(await send(browser, asked, signature))).toBe('not-valid');
    expect(await methods()).toEqual([]);
  });

  test('happens once: the same signature a second time is worth nothing', async () => {
    const { browser, asked, signature } = await fresh();
    const both = await Promise.all([1, 2].map(() => send(browser, asked, signature)));
    expect(new Set(both.map(fault))).toEqual(new Set([null, 'stale']));
    browser.cookies.delete('zhkp');
    expect(fault(await send(browser, asked, signature))).toBe('stale');
    expect(await methods()).toEqual(['key']);
  });

  test('uses the text up when the signature is no good', async () => {
    const { browser, asked, signature } = await fresh();
    expect(fault(await send(browser, asked, Buffer.from('no signature')))).toBe('not-valid');
    expect(fault(await send(browser, asked, signature))).toBe('stale');
  });

  test('is of the browser that was given the text', async () => {
    const { asked, signature } = await fresh();
    const other = office.browser();
    expect(fault(await send(other, asked, signature))).toBe('stale');
    await challenge(other);
    expect(fault(await send(other, asked, signature))).toBe('stale');
  });

  test('is over after five minutes', async () => {
    const { browser, asked, signature } = await fresh();
    office.pass({ minutes: 5, seconds: 1 });
    expect(fault(await send(browser, asked, signature))).toBe('stale');
    office.pass({ minutes: -5, seconds: -1 });
    const page = await browser.get(`${path}?fault=stale`);
    expect(textOf(page.body)).toContain('Підпишіть новий');
  });

  test.each([
    ['another site', (text: string) => text.replace(publicUrl, 'https://evil.example')],
    ['another time', (text: string) => text.replace(/20\d\d-/, '2001-')],
    ['another number', (text: string) => text.replace(/число: ./, 'число: _')],
    ['something else', () => 'Договір про надання послуг'],
    ['the same without its last line break', (text: string) => text.trimEnd()],
  ])('takes no signature of %s', async (_, change) => {
    const { browser, asked } = await fresh();
    const text = change(Buffer.from(asked.content).toString());
    const signature = await signers.sign('consumer', Buffer.from(text));
    expect(fault(await send(browser, asked, signature))).toBe('not-valid');
  });

  test('takes no signature of the text of another page', async () => {
    const [first, second] = [await fresh(), await fresh()];
    expect(fault(await send(first.browser, first.asked, second.signature))).toBe('not-valid');
  });

  test('takes no revoked certificate', async () => {
    const authority = signers.authority.authorities.ecdsa;
    const subject = { ...people.stranger, rnokpp: '3184710691' };
    const credential = await authority.issue(subject);
    authority.revoked.set(credential.certificate.serialNumber, {
      at: office.clock.now().subtract({ hours: 1 }),
      reason: 1,
    });
    const { browser, asked, signature } = await fresh(credential);
    expect(fault(await send(browser, asked, signature))).toBe('not-valid');
  });

  test('takes no certificate that names no code of its bearer', async () => {
    const authority = signers.authority.authorities.ecdsa;
    const credential = await authority.issue({
      ...{ commonName: 'Відмовник Іван', surname: 'Відмовник', givenName: 'Іван' },
    });
    const { browser, asked, signature } = await fresh(credential);
    expect(fault(await send(browser, asked, signature))).toBe('not-valid');
    expect(await methods()).toEqual([]);
  });

  test('asks for the second factor as any other way in does', async () => {
    const first = await fresh('stranger');
    await send(first.browser, first.asked, first.signature);
    await office.database.pool.query(
      'update access.person set email_confirmed_at = now(), identity_confirmed_at = now(), email = $1',
      [Buffer.from('sealed')],
    );
    await office.database.pool.query('update platform.session set awaits = null');
    office.pass({ seconds: 3 });
    await first.browser.get('/cabinet/security');
    await office.setUpCodes(first.browser);
    const again = await fresh('stranger');
    const came = await send(again.browser, again.asked, again.signature);
    expect(came.location).toBe('/sign-in/factor');
  });

  test('gives the proof again in a session, to its own person only', async () => {
    const { browser, asked, signature } = await fresh();
    await send(browser, asked, signature);
    await office.database.pool.query(
      `update platform.session set awaits = null, proved_at = proved_at - interval '11 minutes'`,
    );
    office.pass({ seconds: 3 });
    await browser.get('/cabinet/sessions');
    const ended = await browser.post('/cabinet/sessions/end');
    const back = new URL(ended.location, publicUrl).searchParams.get('return') ?? '';
    const query = `?proof=yes&return=${encodeURIComponent(back)}`;
    const wrong = await challenge(browser, query);
    const theirs = await signers.sign('stranger', wrong.content);
    expect(fault(await send(browser, wrong, theirs))).toBe('other-person');
    const right = await challenge(browser, query);
    const own = await signers.sign('consumer', right.content);
    expect((await send(browser, right, own)).location).toBe(back);
    const page = await browser.get(back);
    const sent = await browser.postThrough(back, hiddenFields(page.body, back));
    expect(sent.location).toBe('/cabinet/sessions?done=others');
  });
});
