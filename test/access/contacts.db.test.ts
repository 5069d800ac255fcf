import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlOf, type Control } from '#counterparts/control.ts';
import type { Counterpart } from '#counterparts/common.ts';
import { startPhoneMessages } from '#counterparts/phone-messages/server.ts';
import { createHttpClient } from '#exchange/http-client.ts';
import { createTurboSms } from '#exchange/phone-messages/turbo-sms.ts';
import { openCodeToSend, phoneCodeJob } from '#modules/access/contacts/code-messages.ts';
import { parsePhone } from '#modules/access/contacts/contact-inputs.ts';
import { readPersonEmail } from '#modules/access/index.ts';
import { systemClock } from '#platform/clock.ts';
import { mailJobs } from '#platform/mail/jobs.ts';
import type { OutgoingLetter } from '#platform/mail/mailer.ts';
import { lawTest } from '#test/law-test.ts';
import { textOf } from '#test/web/page-text.ts';
import type { Browser } from './browser.ts';
import { publicUrl, SignInOffice } from './sign-in-office.ts';

const profile = '/cabinet/profile';
let office: SignInOffice;
let worker: Pool;
let gateway: Counterpart;
let control: Control;

beforeAll(async () => {
  office = await SignInOffice.open();
  worker = office.database.as('zhkp_worker').pool;
  gateway = await startPhoneMessages({ token: 'token' });
  control = controlOf(gateway.url);
});
beforeEach(async () => {
  await office.clean();
  await control.faults({});
  await office.database.pool.query(
    `update access.person set email_confirmed_at = null, phone = null, phone_confirmed_at = null,
       identity_confirmed_at = null;
     delete from graphile_worker._private_jobs`,
  );
});
afterAll(async () => {
  await gateway.stop();
  await office.close();
});

const told = { email: 'olena@zrazkivka.example', phone: '050 123-45-67', identity: 'yes' };

/** Somebody who has come for the first time. */
async function newcomer(): Promise<Browser> {
  const browser = office.browser();
  await office.come(browser);
  await browser.get(profile);
  return browser;
}

/** Letters that go out now. */
async function letters(): Promise<readonly OutgoingLetter[]> {
  const sent: OutgoingLetter[] = [];
  const signal = new AbortController().signal;
  const parts = { db: office.app.db, clock: office.clock, secrets: office.parts.factors.secrets };
  const codeOf = (recipient: string) => openCodeToSend(parts, recipient.split(':')[1] ?? '');
  const [job] = mailJobs({
    ...{ db: worker, clock: office.clock, publicUrl, signal },
    mailer: {
      send: (letter) => {
        sent.push(letter);
        return Promise.resolve({ ok: true, value: 'sent' });
      },
      circuit: () => 'closed',
      close: () => undefined,
    },
    addressOf: async (recipient) => (await codeOf(recipient))?.contact,
    codeOf: async (recipient) => (await codeOf(recipient))?.code,
    onGivenUp: () => undefined,
  });
  await job?.handle({});
  return sent;
}

const codeIn = (text: string | undefined) => /\b(\d{6})\b/.exec(text ?? '')?.[1] ?? '';

/** Runs the jobs that wait, as the worker does; returns the messages that the gateway took. */
async function messages(): Promise<readonly string[]> {
  const { rows } = await office.database.pool.query<{ payload: { codeId: string } }>(
    `select payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where identifier = 'send-phone-code' order by j.id`,
  );
  const { clock } = office;
  const http = createHttpClient({ service: 'phone-messages', clock: systemClock });
  const settings = { baseUrl: gateway.url, token: 'token', sender: 'ZHKP' };
  const job = phoneCodeJob(
    { db: office.app.db, clock, secrets: office.parts.factors.secrets },
    createTurboSms(settings, http),
  );
  for (const { payload } of rows) await job.handle(payload);
  const page = await (await fetch(gateway.url)).text();
  return Array.from(page.matchAll(/<h2>([^<]+)<\/h2>/g), ([, text = '']) => text);
}

describe('somebody who comes for the first time', () => {
  lawTest(
    ['1039:30.1'],
    'tells an address and a phone, confirms both and who they are, and goes on',
    async () => {
      const browser = await newcomer();
      const led = await browser.get('/cabinet/sessions?x=1');
      const back = encodeURIComponent('/cabinet/sessions?x=1');
      expect(led.location).toBe(`${profile}?first=yes&return=${back}`);
      const page = await browser.get(led.location);
      expect(textOf(page.body)).toContain('Зразкова Олена Іванівна');
      expect(page.body).toContain('value="olena@zrazkivka.example"');
      const saved = await browser.post(profile, { ...told, return: '/cabinet/sessions?x=1' });
      expect(textOf((await browser.get(saved.location)).body)).toContain('Код діє 10 хвилин');
      const [letter] = await letters();
      expect(letter?.to).toBe(told.email);
      const email = await browser.post(`${profile}/confirm`, {
        ...{ kind: 'email', code: codeIn(letter?.text), return: '/cabinet/sessions?x=1' },
      });
      expect(email.location).toBe(`${profile}?done=email&return=${back}`);
      const [message] = await messages();
      const code = codeIn(message);
      const phone = await browser.post(`${profile}/confirm`, { kind: 'phone', code });
      expect(textOf((await browser.get(phone.location)).body)).toContain('Телефон підтверджено');
      expect((await browser.get(profile)).body).toContain('value="+380501234567"');
      expect((await browser.get('/cabinet/sessions')).status).toBe(200);
      const again = office.browser();
      expect((await office.come(again)).location).toBe('/cabinet/sessions');
      expect((await again.get('/cabinet/sessions')).status).toBe(200);
    },
  );

  test('can do nothing else before, but leave', async () => {
    const browser = await newcomer();
    for (const path of ['/cabinet/security', '/cabinet/role', '/cabinet/own-accounts']) {
      expect((await browser.get(path)).location, path).toContain(`${profile}?first=yes`);
    }
    expect((await browser.post('/cabinet/sessions/end')).location).toContain(profile);
    expect((await browser.post('/session/stay')).status).toBe(200);
    expect((await browser.post('/sign-out')).location).toBe('/');
  });

  test('may have no phone', async () => {
    const browser = await newcomer();
    await browser.post(profile, { ...told, phone: '' });
    const [letter] = await letters();
    const code = codeIn(letter?.text);
    await browser.post(`${profile}/confirm`, { kind: 'email', code });
    expect((await browser.get('/cabinet/sessions')).status).toBe(200);
  });

  test.each([
    ['email', { email: 'не адреса' }],
    ['email', { email: 'a@b' }],
    ['phone', { phone: '12345' }],
    ['phone', { phone: '+1 202 555 0100' }],
    ['identity', { identity: '' }],
  ])('is told what is wrong with the %s and keeps what was typed: %o', async (field, change) => {
    const browser = await newcomer();
    const typed = { email: 'інша@', phone: '050 123-45-67', identity: 'yes', ...change };
    const answer = await browser.post(profile, typed);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(`href="#${field}"`);
    expect(answer.body).toContain(`value="${typed.email}"`);
    expect(await letters()).toEqual([]);
  });
});

describe('a code of a contact', () => {
  async function sent(): Promise<{ browser: Browser; code: string }> {
    const browser = await newcomer();
    await browser.post(profile, { ...told, phone: '' });
    return { browser, code: codeIn((await letters())[0]?.text) };
  }
  const confirm = (browser: Browser, code: string) =>
    browser.post(`${profile}/confirm`, { kind: 'email', code });
  const other = (code: string) => (code === '000000' ? '111111' : '000000');

  test('is taken within ten minutes', async () => {
    const { browser, code } = await sent();
    office.pass({ minutes: 10, seconds: 1 });
    expect((await confirm(browser, code)).status).toBe(422);
  });

  test('is taken within five tries, also of those at once', async () => {
    const { browser, code } = await sent();
    await Promise.all(Array.from({ length: 20 }, () => confirm(browser, other(code))));
    expect((await confirm(browser, code)).status).toBe(422);
    const { rows } = await office.database.pool.query('select tries from access.contact_code');
    expect(rows).toEqual([{ tries: 5 }]);
  });

  test('is taken once, of the last one sent, and for its own person', async () => {
    const { browser, code } = await sent();
    office.pass({ seconds: 1 });
    await browser.post(profile, { ...told, phone: '' });
    const again = codeIn((await letters())[0]?.text);
    if (again !== code) expect((await confirm(browser, code)).status).toBe(422);
    const stranger = office.browser();
    await office.come(stranger, 'petro');
    await stranger.get(profile);
    expect((await confirm(stranger, again)).status).toBe(422);
    expect((await confirm(browser, again)).status).toBe(303);
    expect((await confirm(browser, again)).status).toBe(422);
  });

  test('is sent no more than six times an hour', async () => {
    const browser = await newcomer();
    for (let time = 0; time < 6; time += 1) {
      office.pass({ seconds: 1 });
      expect((await browser.post(profile, { ...told, phone: '' })).status).toBe(303);
    }
    const seventh = await browser.post(profile, { ...told, phone: '' });
    expect(textOf(seventh.body)).toContain('Спробуйте за годину');
  });

  lawTest(['1039:30.1', '1039:53.3'], 'stands in no letter kept and in no log', async () => {
    const { code } = await sent();
    await office.database.pool.query('delete from platform.session');
    const { rows } = await office.database.pool.query<{ row: string }>(
      `select l::text as row from platform.letter l union all
       select c::text from access.contact_code c union all select e::text from audit.entry e`,
    );
    const kept = rows.map(({ row }) => row.replaceAll(/[0-9a-f-]{36}|\d{4}-\d\d-\d\d \S+/g, ''));
    expect(kept.join('\n')).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`));
    expect(kept.join('\n')).not.toContain(told.email);
  });

  test('that came too late for its letter is not sent', async () => {
    const browser = await newcomer();
    await browser.post(profile, { ...told, phone: '' });
    office.pass({ minutes: 11 });
    expect(await letters()).toEqual([]);
  });

  test('comes in a letter that says nothing of its person', async () => {
    await sent();
    const { rows } = await office.database.pool.query('select 1 from platform.letter');
    expect(rows.length).toBeGreaterThan(0);
    const browser = await newcomer();
    await browser.post(profile, { ...told, phone: '' });
    const [letter] = await letters();
    for (const word of ['Зразкова', 'Олена', '2920147112']) {
      expect(`${letter?.subject} ${letter?.text}`).not.toContain(word);
    }
  });
});

describe('a change of contacts', () => {
  lawTest(
    ['1039:30.2'],
    'counts once the new address is confirmed, and is not undone by the next sign-in',
    async () => {
      const browser = await office.signedIn();
      const db = office.database.pool;
      const changed = { email: 'nova@zrazkivka.example', phone: '', identity: 'yes' };
      await browser.get(profile);
      await browser.post(profile, changed);
      const person = await office.personId();
      expect(await readPersonEmail(db, person)).toBe(told.email);
      const [letter] = await letters();
      expect(letter?.to).toBe(changed.email);
      await browser.post(`${profile}/confirm`, { kind: 'email', code: codeIn(letter?.text) });
      expect(await readPersonEmail(db, person)).toBe(changed.email);
      await office.come(office.browser());
      expect(await readPersonEmail(db, person)).toBe(changed.email);
    },
  );

  test('asks for the proof again when it is not fresh', async () => {
    const browser = await office.signedIn();
    office.pass({ minutes: 11 });
    const asked = await browser.post(profile, told);
    expect(asked.location).toMatch(/^\/cabinet\/proof/);
  });
});

describe('a gateway of messages to phones', () => {
  const client = (token = 'token') =>
    createTurboSms(
      { baseUrl: gateway.url, token, sender: 'ZHKP' },
      createHttpClient({
        ...{ service: 'phone-messages', clock: systemClock },
        limits: { timeoutMs: 300 },
      }),
    );
  const message = { phone: '+380501234567', text: 'Код 123456' };

  test('takes a message', async () => {
    expect(await client().send(message)).toEqual({ ok: true, value: 'sent' });
  });

  test.each([
    ['dead', { dead: true }, 'unavailable'],
    ['late', { lateMs: 2_000 }, 'unavailable'],
    ['of HTML', { body: 'html' }, 'unavailable'],
    ['of a sentence', { body: 'text' }, 'unavailable'],
    ['that refuses', { refuse: 203 }, 'refused'],
    ['that refuses the number', { wrongRecipient: true }, 'refused'],
  ])('%s says so', async (_, faults, kind) => {
    await control.faults(faults);
    expect(await client().send(message)).toMatchObject({ ok: false, error: { kind } });
  });

  test('does not take the message of a stranger, nor to a number that is none', async () => {
    const refused = { ok: false, error: { kind: 'refused', code: '103' } };
    expect(await client('forged').send(message)).toEqual(refused);
    const wrong = await client().send({ ...message, phone: '+3801' });
    expect(wrong).toMatchObject({ ok: false, error: { kind: 'refused' } });
  });

  test('that is away is asked again: the job fails', async () => {
    const browser = await newcomer();
    await browser.post(profile, told);
    await control.faults({ dead: true });
    await expect(messages()).rejects.toThrow('the gateway is away');
  });
});

test.each([
  ['050 123-45-67', '+380501234567'],
  ['+38 (050) 123 45 67', '+380501234567'],
  ['380501234567', '+380501234567'],
  ['0501234567', '+380501234567'],
  ['501234567', undefined],
  ['05012345678', undefined],
  ['+48501234567', undefined],
  ['телефон', undefined],
])('the phone %s is %s', (typed, phone) => {
  expect(parsePhone(typed)).toBe(phone);
});
