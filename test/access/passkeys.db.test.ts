import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { textOf } from '#test/web/page-text.ts';
import { jsonAttribute, type Browser } from './browser.ts';
import { publicUrl, SignInOffice } from './sign-in-office.ts';
import { SoftAuthenticator } from './soft-authenticator.ts';

const factorPath = '/sign-in/factor';
const security = '/cabinet/security';
const site = { origin: publicUrl, host: 'platform.example' };
let office: SignInOffice;

beforeAll(async () => {
  office = await SignInOffice.open();
});
beforeEach(() => office.clean());
afterAll(() => office.close());

/** What the page asks a device to sign. */
async function challengeOn(browser: Browser, path: string): Promise<string> {
  const { body } = await browser.get(path);
  return (jsonAttribute(body, 'data-options') as { readonly challenge: string }).challenge;
}

async function add(browser: Browser, device: SoftAuthenticator, change = {}) {
  const challenge = await challengeOn(browser, security);
  const answer = device.make({ ...site, challenge, ...change });
  return browser.post(`${security}/passkeys`, { name: 'Ноутбук', answer });
}

async function asked(person = 'olena'): Promise<Browser> {
  const browser = office.browser();
  expect((await office.come(browser, person)).location).toBe(factorPath);
  return browser;
}

async function show(browser: Browser, device: SoftAuthenticator, change = {}) {
  const challenge = await challengeOn(browser, factorPath);
  return browser.post(factorPath, { answer: device.sign({ ...site, challenge, ...change }) });
}

describe('a passkey', () => {
  lawTest(['1039:10.2'], 'is added, and asked for after id.gov.ua', async () => {
    const device = new SoftAuthenticator();
    const browser = await office.signedIn();
    expect((await add(browser, device)).location).toBe(`${security}?done=added`);
    expect(textOf((await browser.get(security)).body)).toContain('Ноутбук');
    const passed = await show(await asked(), device);
    expect(passed).toMatchObject({ status: 303, location: '/cabinet/sessions' });
  });

  test.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['for another host', { host: 'evil.example' }],
    ['to another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
  ])('answered %s is not added', async (_, change) => {
    const answer = await add(await office.signedIn(), new SoftAuthenticator(), change);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('Ключ не додано');
  });

  test.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another host', { host: 'evil.example' }],
    ['to another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
  ])('signature %s lets nobody in', async (_, change) => {
    const device = new SoftAuthenticator();
    await add(await office.signedIn(), device);
    expect((await show(await asked(), device, change)).status).toBe(422);
  });

  test('of somebody else, or of nobody, lets nobody in', async () => {
    const [device, theirs] = [new SoftAuthenticator(), new SoftAuthenticator()];
    await add(await office.signedIn(), device);
    await add(await office.signedIn('petro'), theirs);
    expect((await show(await asked(), theirs)).status).toBe(422);
    expect((await show(await asked(), new SoftAuthenticator())).status).toBe(422);
    for (const answer of ['{', '{}', 'null', '[]', '{"id":1}', 'x'.repeat(20_001)]) {
      expect((await (await asked()).post(factorPath, { answer })).status, answer).toBe(422);
    }
  });

  test('signs a challenge once, within five minutes, and where it was asked', async () => {
    const device = new SoftAuthenticator();
    await add(await office.signedIn(), device);
    const browser = await asked();
    const challenge = await challengeOn(browser, factorPath);
    const other = await asked();
    const answer = device.sign({ ...site, challenge });
    expect((await other.post(factorPath, { answer })).status).toBe(422);
    expect((await browser.post(factorPath, { answer })).status).toBe(303);
    expect((await other.post(factorPath, { answer })).status).toBe(422);
  });

  test('of a device that was copied is not taken', async () => {
    const device = new SoftAuthenticator();
    await add(await office.signedIn(), device, { counter: 1 });
    expect((await show(await asked(), device, { counter: 7 })).status).toBe(303);
    expect((await show(await asked(), device, { counter: 7 })).status).toBe(422);
    expect((await show(await asked(), device, { counter: 3 })).status).toBe(422);
    expect((await show(await asked(), device, { counter: 8 })).status).toBe(303);
  });

  test('lets in even when wrong codes are too many', async () => {
    const device = new SoftAuthenticator();
    await add(await office.signedIn(), device);
    for (let wrong = 0; wrong < 11; wrong += 1) {
      await (await asked()).post(factorPath, { code: '000000' });
    }
    expect((await show(await asked(), device)).status).toBe(303);
  });

  test('is added once, whoever says it is theirs', async () => {
    const device = new SoftAuthenticator();
    const browser = await office.signedIn();
    await add(browser, device);
    expect((await add(await office.signedIn('petro'), device)).status).toBe(422);
    const challenge = await challengeOn(browser, security);
    const answer = new SoftAuthenticator().make({ ...site, challenge });
    const nameless = await browser.post(`${security}/passkeys`, { name: '', answer });
    expect(nameless.status).toBe(422);
  });

  test('made later than five minutes after it was asked for is not added', async () => {
    const browser = await office.signedIn();
    const challenge = await challengeOn(browser, security);
    office.pass({ minutes: 5, seconds: 1 });
    const answer = new SoftAuthenticator().make({ ...site, challenge });
    const late = await browser.post(`${security}/passkeys`, { name: 'Ноутбук', answer });
    expect(late.status).toBe(422);
  });
});
