import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { controlOf, type Control } from '#counterparts/control.ts';
import { startSmtp, type SmtpCounterpart } from '#counterparts/smtp/server.ts';
import { systemClock } from '../clock.ts';
import type { Mailer, OutgoingLetter } from './mailer.ts';
import { readSmtpAddress, type SmtpAddress } from './smtp-address.ts';
import { createSmtpMailer } from './smtp.ts';

const letter: OutgoingLetter = {
  id: '0b1f7c2e-6f0a-4a6e-9a53-1f1c34d3a001',
  to: 'office@teplo.example',
  subject: 'Надійшов документ № 2026-АП-000417',
  text: 'До вашого кабінету надійшов документ: під’їзд № 2, ґанок.\n.\nhttps://zhkp.example/d/1\n',
};
const from = 'Єдина платформа ЖКП <no-reply@zhkp.example>';
const circuit = { failuresToOpen: 2, openForMs: 60_000 };

let counterpart: SmtpCounterpart;
let control: Control;
let mailer: Mailer;
beforeAll(async () => {
  counterpart = await startSmtp();
  control = controlOf(counterpart.url);
});
beforeEach(async () => {
  await control.faults({});
  mailer?.close();
  mailer = createSmtpMailer({
    ...{ url: counterpart.smtpUrl, from, clock: systemClock },
    limits: { timeoutMs: 2_000, circuit },
  });
});
afterAll(async () => {
  mailer.close();
  await counterpart.stop();
});

const received = async () => (await control.log()).filter(({ event }) => event === 'received');

test('a letter arrives as it was written, under its own number', async () => {
  expect(await mailer.send(letter)).toEqual({ ok: true, value: 'sent' });
  expect((await received()).at(-1)?.details).toEqual({
    from: 'no-reply@zhkp.example',
    to: letter.to,
    subject: letter.subject,
    messageId: `<${letter.id}@zhkp.example>`,
    text: letter.text.trimEnd(),
  });
  const inbox = await (await fetch(counterpart.url)).text();
  expect(inbox).toContain(`<h2>${letter.subject}</h2>`);
  expect(inbox).toContain('<a href="https://zhkp.example/d/1">');
});

describe('what the server does wrong', () => {
  test.each([
    ['it is dead', { dead: true }, 'away'],
    ['it does not answer', { lateMs: 60_000 }, 'away'],
    ['it takes a letter and says nothing', { lostAfterTaking: 9 }, 'away'],
    ['it refuses the recipient for now', { refuse: 'for-now' }, 'later'],
    ['it refuses the recipient for ever', { refuse: 'for-ever' }, 'never'],
  ])('%s', async (_name, faults, kind) => {
    await control.faults(faults);
    expect(await mailer.send(letter)).toEqual({ ok: false, error: { kind } });
  });

  test('dead, it is let be for a while; a refusal is an answer', async () => {
    await control.faults({ refuse: 'for-ever' });
    for (let count = 0; count < 3; count += 1) await mailer.send(letter);
    expect(mailer.circuit()).toBe('closed');
    await control.faults({ dead: true });
    for (let count = 0; count < 2; count += 1) await mailer.send(letter);
    expect(mailer.circuit()).toBe('open');
    await control.faults({});
    const before = (await received()).length;
    expect(await mailer.send(letter)).toEqual({ ok: false, error: { kind: 'away' } });
    expect(await received()).toHaveLength(before);
  });

  test('without TLS it gets no letter, unless the address says so', async () => {
    const before = (await received()).length;
    const url = counterpart.smtpUrl.replace('?tls=off', '');
    const careful = createSmtpMailer({ url, from, clock: systemClock });
    expect(await careful.send(letter)).toEqual({ ok: false, error: { kind: 'away' } });
    careful.close();
    expect(await received()).toHaveLength(before);
  });
});

describe('nobody writes a header or a second recipient', () => {
  test.each([
    ['a line break in the subject', { subject: 'Лист\r\nBcc: all@zhkp.example' }],
    ['a bare line feed in the subject', { subject: 'Лист\nX: 1' }],
    ['a line break in the address', { to: 'a@teplo.example\r\nRCPT TO:<b@teplo.example>' }],
    ['two addresses', { to: 'a@teplo.example, b@teplo.example' }],
    ['a name with an address', { to: 'Хтось <a@teplo.example>' }],
    ['no address', { to: 'office' }],
    ['no subject', { subject: '' }],
  ])('%s', async (_name, change) => {
    const before = (await received()).length;
    const outcome = await mailer.send({ ...letter, ...change });
    expect(outcome).toEqual({ ok: false, error: { kind: 'never' } });
    expect(await received()).toHaveLength(before);
  });

  test.each(['Платформа', 'a@b.example\r\nBcc: c@d.example', ''])('a sender of %j', (wrong) => {
    const options = { url: counterpart.smtpUrl, from: wrong, clock: systemClock };
    expect(() => createSmtpMailer(options)).toThrow();
  });
});

describe('addresses of servers', () => {
  const auth = { user: 'user', pass: 'p@ss' };
  test.each<[string, SmtpAddress]>([
    ['smtps://user:p%40ss@mail.example', { host: 'mail.example', port: 465, tls: 'at-once', auth }],
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'required', auth: undefined }],
    ['smtp://[::1]:25?tls=off', { host: '::1', port: 25, tls: 'off', auth: undefined }],
  ])('%s', (url, address) => {
    expect(readSmtpAddress(url)).toEqual(address);
  });

  test.each(['http://mail.example', 'mail.example', 'smtp://', 'smtp://a?tls=maybe'])(
    'refused: %s',
    (url) => {
      expect(() => readSmtpAddress(url)).toThrow('address of SMTP');
    },
  );
});
