import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPhone, writePhone } from '#modules/access/contacts/contacts.ts';
import { readContacts } from '#modules/access/contacts/contacts.sql.ts';
import { sealedColumns } from '#main-sealed.ts';
import { resealColumns } from '#platform/secrets/reseal.ts';
import { lawTest } from '#test/law-test.ts';
import { textOf } from '#test/web/page-text.ts';
import type { Browser } from './browser.ts';
import { SignInOffice } from './sign-in-office.ts';
import { expectSealedInPlace } from '#test/sealed-mutations.ts';

const factorPath = '/sign-in/factor';
let office: SignInOffice;

beforeAll(async () => {
  office = await SignInOffice.open();
});
beforeEach(() => office.clean());
afterAll(() => office.close());

/** Somebody who has come through id.gov.ua and is asked for the second factor. */
async function asked(person = 'olena'): Promise<Browser> {
  const browser = office.browser();
  const came = await office.come(browser, person);
  expect(came.location).toBe(factorPath);
  expect(browser.cookies.has('zhkp')).toBe(false);
  return browser;
}

async function recoveryCodes(browser: Browser): Promise<readonly string[]> {
  await browser.get('/cabinet/security');
  const { body } = await browser.post('/cabinet/security/recovery-codes');
  return Array.from(body.matchAll(/<code>([A-Z2-9-]+)<\/code>/g), ([, code = '']) => code);
}

describe('somebody who set up codes of a program', () => {
  lawTest(
    ['1039:10.2', '1039:21.11', '1039:31'],
    'is asked for one after id.gov.ua, and only then has a session',
    async () => {
      const secret = await office.setUpCodes(await office.signedIn());
      const browser = await asked();
      expect((await browser.get('/cabinet/sessions')).status).toBe(303);
      expect(textOf((await browser.get(factorPath)).body)).toContain('Підтвердьте, що це ви');
      const passed = await browser.post(factorPath, { code: office.code(secret) });
      expect(passed).toMatchObject({ status: 303, location: '/cabinet/sessions' });
      expect((await browser.get('/cabinet/sessions')).status).toBe(200);
      expect(browser.cookies.has('zhkp-pending')).toBe(false);
    },
  );

  test.each(['dig_sign', 'mobile_id', 'diia_id'] as const)('whichever way: %s', async (way) => {
    await office.setUpCodes(await office.signedIn());
    const browser = office.browser();
    expect((await office.come(browser, 'olena', { way })).location).toBe(factorPath);
  });

  test('types a code once: the same one, and any before it, is worth nothing after', async () => {
    const secret = await office.setUpCodes(await office.signedIn());
    const earlier = office.code(secret);
    office.pass({ seconds: 30 });
    const code = office.code(secret);
    expect((await (await asked()).post(factorPath, { code })).status).toBe(303);
    expect((await (await asked()).post(factorPath, { code })).status).toBe(422);
    expect((await (await asked()).post(factorPath, { code: earlier })).status).toBe(422);
    office.pass({ seconds: 30 });
    expect((await (await asked()).post(factorPath, { code: office.code(secret) })).status).toBe(
      303,
    );
  });

  test.each([
    ['a step behind', 30, 303],
    ['a step ahead', -30, 303],
    ['two steps behind', 60, 422],
    ['two steps ahead', -60, 422],
  ])('may have a phone %s', async (_, seconds, status) => {
    const secret = await office.setUpCodes(await office.signedIn());
    office.pass({ seconds: 120 });
    office.pass({ seconds: -seconds });
    const code = office.code(secret);
    office.pass({ seconds });
    expect((await (await asked()).post(factorPath, { code })).status).toBe(status);
  });

  test('of many who send the same code at once lets one in', async () => {
    const secret = await office.setUpCodes(await office.signedIn());
    const browsers = await Promise.all([1, 2, 3, 4, 5].map(() => asked()));
    const code = office.code(secret);
    const answers = await Promise.all(browsers.map((one) => one.post(factorPath, { code })));
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([303, 422, 422, 422, 422]);
  });

  test('is told the same of a wrong code, a used one and a wrong recovery code', async () => {
    const browser = await office.signedIn();
    const secret = await office.setUpCodes(browser);
    await recoveryCodes(browser);
    const code = office.code(secret);
    expect((await (await asked()).post(factorPath, { code })).status).toBe(303);
    const tries = [code, '000000', 'AAAA-AAAA-AAAA-AAAA', 'невідомо що', ''];
    const pages = await Promise.all(
      tries.map(async (wrong) => (await (await asked()).post(factorPath, { code: wrong })).body),
    );
    const said = pages.map((body) => textOf(body.replaceAll(/data-options="[^"]*"/g, '')));
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain('Код не підійшов');
  });
});

describe('a sign-in that waits for the second factor', () => {
  test('is given up after five tries, and the right code comes too late', async () => {
    const secret = await office.setUpCodes(await office.signedIn());
    const browser = await asked();
    for (let wrong = 0; wrong < 5; wrong += 1) {
      expect((await browser.post(factorPath, { code: '000000' })).status).toBe(422);
    }
    const late = await browser.post(factorPath, { code: office.code(secret) });
    expect(late.status).toBe(422);
    expect(textOf(late.body)).toContain('Почніть вхід ще раз');
    expect((await (await asked()).post(factorPath, { code: office.code(secret) })).status).toBe(
      303,
    );
  });

  test('takes no more than five of fifty tries at once', async () => {
    await office.setUpCodes(await office.signedIn());
    const browser = await asked();
    await Promise.all(
      Array.from({ length: 50 }, () => browser.post(factorPath, { code: '000000' })),
    );
    const { rows } = await office.database.pool.query('select 1 from access.factor_attempt');
    expect(rows).toHaveLength(5);
  });

  test('is given up after five minutes', async () => {
    const secret = await office.setUpCodes(await office.signedIn());
    const browser = await asked();
    office.pass({ minutes: 4, seconds: 50 });
    expect((await browser.get(factorPath)).status).toBe(200);
    office.pass({ seconds: 11 });
    expect((await browser.post(factorPath, { code: office.code(secret) })).status).toBe(422);
  });

  test('is of the browser that began it, and looks like none elsewhere', async () => {
    const secret = await office.setUpCodes(await office.signedIn());
    await asked();
    const other = office.browser();
    const answer = await other.post(factorPath, { code: office.code(secret) });
    expect(answer.status).toBe(422);
    expect(answer.body).toBe((await other.get(factorPath)).body);
  });

  test('lets nobody in whose code is of somebody else', async () => {
    const theirs = await office.setUpCodes(await office.signedIn('petro'));
    await office.setUpCodes(await office.signedIn());
    const browser = await asked();
    expect((await browser.post(factorPath, { code: office.code(theirs) })).status).toBe(422);
  });

  lawTest(
    ['1039:53.3'],
    'is limited to ten wrong codes an hour of a person, and a stranger costs them none',
    async () => {
      const secret = await office.setUpCodes(await office.signedIn());
      await office.setUpCodes(await office.signedIn('petro'));
      for (let wrong = 0; wrong < 12; wrong += 1) {
        await (await asked('petro')).post(factorPath, { code: '000000' });
      }
      const { rows } = await office.database.pool.query('select 1 from access.factor_attempt');
      expect(rows).toHaveLength(10);
      const kept = await (await asked('petro')).post(factorPath, { code: '000000' });
      expect(textOf(kept.body)).toContain('Забагато неправильних кодів');
      const passed = await (await asked()).post(factorPath, { code: office.code(secret) });
      expect(passed.status).toBe(303);
      office.pass({ hours: 1, seconds: 1 });
      const again = await (await asked('petro')).post(factorPath, { code: '000000' });
      expect(textOf(again.body)).toContain('Код не підійшов');
    },
  );

  test('is limited from one address too, after wrong codes of thirty others there', async () => {
    const secret = await office.setUpCodes(await office.signedIn());
    const wrongOf = (people: number) =>
      office.database.pool.query(
        `with made as (
           insert into access.person (created_at)
           select $2::timestamptz from generate_series(1, $3) returning person_id)
         insert into access.factor_attempt (person_id, address_index, attempted_at)
         select person_id, $1, $2 from made, generate_series(1, 10)`,
        [
          office.parts.factors.secrets.blindIndex('access.factor_attempt.address', '198.51.100.7'),
          ...[office.clock.now(), people],
        ],
      );
    await wrongOf(29);
    const among = await (await asked()).post(factorPath, { code: office.code(secret) });
    expect(among.status).toBe(303);
    office.pass({ seconds: 30 });
    await wrongOf(1);
    const here = await (await asked()).post(factorPath, { code: office.code(secret) });
    expect(textOf(here.body)).toContain('Забагато неправильних кодів');
    const elsewhere = await asked();
    elsewhere.address = '203.0.113.9';
    expect((await elsewhere.post(factorPath, { code: office.code(secret) })).status).toBe(303);
  });
});

describe('recovery codes', () => {
  test('are ten, shown once, and each lets in once', async () => {
    const browser = await office.signedIn();
    await office.setUpCodes(browser);
    const codes = await recoveryCodes(browser);
    expect(new Set(codes).size).toBe(10);
    expect((await browser.get('/cabinet/security')).body).not.toContain(codes[0]);
    const [first = '', second = ''] = codes;
    const typed = first.toLowerCase().replaceAll('-', ' ');
    expect((await (await asked()).post(factorPath, { code: typed })).status).toBe(303);
    expect((await (await asked()).post(factorPath, { code: first })).status).toBe(422);
    expect((await (await asked()).post(factorPath, { code: second })).status).toBe(303);
    expect(textOf((await browser.get('/cabinet/security')).body)).toContain('Лишилося 8 кодів');
  });

  test('made anew end the old ones, and go with the last factor', async () => {
    const browser = await office.signedIn();
    await office.setUpCodes(browser);
    const [old = ''] = await recoveryCodes(browser);
    await recoveryCodes(browser);
    expect((await (await asked()).post(factorPath, { code: old })).status).toBe(422);
    const page = await browser.get('/cabinet/security');
    const [, factorId = ''] = /name="factorId" value="([^"]+)"/.exec(page.body) ?? [];
    await browser.post('/cabinet/security/remove', { kind: 'generator', factorId });
    const { rows } = await office.database.pool.query('select 1 from access.recovery_code');
    expect(rows).toEqual([]);
    expect((await office.come(office.browser())).location).not.toBe(factorPath);
  });

  test('are not there for whoever has set up nothing', async () => {
    const browser = await office.signedIn();
    expect((await browser.post('/cabinet/security/recovery-codes')).status).toBe(404);
  });
});

describe('what is kept', () => {
  test('holds neither the secret nor a recovery code, in no table', async () => {
    const browser = await office.signedIn();
    const secret = await office.setUpCodes(browser);
    const [code = ''] = await recoveryCodes(browser);
    const { rows } = await office.database.pool.query<{ row: string }>(
      `select g::text as row from access.code_generator g
       union all select r::text from access.recovery_code r
       union all select e::text from audit.entry e`,
    );
    const all = rows.map(({ row }) => row).join('\n');
    for (const canary of [secret, code, code.replaceAll('-', '')]) {
      expect(all).not.toContain(canary);
      expect(all).not.toContain(Buffer.from(canary).toString('hex'));
    }
  });

  test('goes on working under a new key, which seals the secrets anew', async () => {
    const secret = await office.setUpCodes(await office.signedIn());
    const { secrets } = office;
    const personId = await office.personId();
    const db = office.database.pool;
    const contact = '+380501234567';
    await writePhone(db, secrets, { personId, contact, confirmedAt: null });
    await office.keys.make();
    // A name, a tax number and an address of each of the two people, a phone, a secret.
    expect(await resealColumns(db, secrets, sealedColumns)).toBe(8);
    expect(await resealColumns(db, secrets, sealedColumns)).toBe(0);
    const known = await readContacts(db, personId);
    expect(known && (await openPhone(secrets, known))).toBe(contact);
    expect((await (await asked()).post(factorPath, { code: office.code(secret) })).status).toBe(
      303,
    );
  });

  test('opens in its row alone, and not when changed', async () => {
    await office.setUpCodes(await office.signedIn());
    await office.setUpCodes(await office.signedIn('petro'));
    const column = sealedColumns.find(({ name }) => name.includes('code_generator'));
    if (column === undefined) throw new Error('secrets are not sealed');
    await expectSealedInPlace(office.database.pool, office.secrets, column);
  });

  test('does not open when the secret of one person is put in the place of another', async () => {
    const theirs = await office.setUpCodes(await office.signedIn('petro'));
    await office.setUpCodes(await office.signedIn());
    await office.database.pool.query(
      `update access.code_generator set secret = (
         select secret from access.code_generator where person_id = $1)`,
      [await office.personId('petro')],
    );
    const answer = await (await asked()).post(factorPath, { code: office.code(theirs) });
    expect(answer.status).toBe(500);
  });
});

describe('the page of security', () => {
  test('adds, names and removes, each one only of its own person', async () => {
    const browser = await office.signedIn();
    await office.setUpCodes(browser, 'Мій телефон');
    const page = await browser.get('/cabinet/security');
    expect(textOf(page.body)).toContain('Мій телефон');
    const [, factorId = ''] = /name="factorId" value="([^"]+)"/.exec(page.body) ?? [];
    const factor = { kind: 'generator', factorId };
    const stranger = await office.signedIn('petro');
    expect((await stranger.post('/cabinet/security/remove', factor)).status).toBe(404);
    expect((await stranger.post('/cabinet/security/rename', { ...factor, name: 'X' })).status).toBe(
      404,
    );
    const renamed = await browser.post('/cabinet/security/rename', { ...factor, name: 'Старий' });
    expect(textOf((await browser.get(renamed.location)).body)).toContain('Назву змінено');
    const nameless = await browser.post('/cabinet/security/rename', { ...factor, name: ' ' });
    expect(nameless.status).toBe(422);
    const removed = await browser.post('/cabinet/security/remove', factor);
    expect(removed.location).toBe('/cabinet/security?done=removed');
    expect(textOf((await browser.get(removed.location)).body)).not.toContain('Старий');
  });

  test('turns a program on only by its code, and shows its secret to nobody else', async () => {
    const browser = await office.signedIn();
    const begun = await browser.post('/cabinet/security/generators', { name: 'Телефон' });
    const stranger = await office.signedIn('petro');
    expect((await stranger.get(begun.location)).status).toBe(404);
    expect((await browser.post(begun.location, { code: '000000' })).status).toBe(422);
    expect((await office.come(office.browser())).location).not.toBe(factorPath);
    office.pass({ minutes: 31 });
    expect((await browser.get(begun.location)).status).toBe(303);
  });
});
