import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { controlOf, type Control } from '#counterparts/control.ts';
import type { Counterpart } from '#counterparts/common.ts';
import type { DemonstrationPerson } from '#counterparts/id-gov-ua/people.ts';
import { startIdGovUa } from '#counterparts/id-gov-ua/server.ts';
import { visit, type Choice } from '#counterparts/id-gov-ua/visitor.ts';
import type { Result } from '#kernel/result.ts';
import { systemClock } from '#platform/clock.ts';
import { lawTest } from '#test/law-test.ts';
import { createHttpClient, type CallObservation } from '../http-client.ts';
import { createIdGovUa } from './client.ts';
import { authTypes, type IdentityProvider } from '#modules/access/ports.ts';

const redirectUri = 'https://zhkp.example/sign-in/return';
const secret = 'zhkp-demo-secret';
const settings = { clientId: 'zhkp-demo', clientSecret: secret, redirectUri, authTypes };

const people: readonly DemonstrationPerson[] = [
  {
    key: 'olena',
    surname: 'Коваленко',
    givenname: 'Олена',
    middlename: 'Петрівна',
    drfocode: '2772741862',
    authTypes: ['dig_sign', 'bank_id', 'diia_id'],
  },
  {
    key: 'director',
    surname: 'Мельник',
    givenname: 'Ігор',
    middlename: '',
    drfocode: '3287351990',
    edrpoucode: '43395033',
    o: 'КП "Тестводоканал"',
    title: 'Директор',
    authTypes: ['dig_sign'],
  },
];
const olena: Choice = { person: 'olena', authType: 'bank_id' };
const director: Choice = { person: 'director', authType: 'dig_sign' };

let counterpart: Counterpart;
let control: Control;
let provider: IdentityProvider;
const observed: CallObservation[] = [];

beforeAll(async () => {
  counterpart = await startIdGovUa({
    clients: [{ clientId: 'zhkp-demo', clientSecret: secret, redirectUris: [redirectUri] }],
    people,
  });
  control = controlOf(counterpart.url);
  provider = providerWith({});
});
afterEach(() => control.faults({}));
afterAll(() => counterpart.stop());

function providerWith(change: Partial<typeof settings>, timeoutMs = 10_000): IdentityProvider {
  const http = createHttpClient({
    service: 'id.gov.ua',
    clock: systemClock,
    observe: (call) => observed.push(call),
    pause: async () => {},
    limits: { timeoutMs, circuit: { failuresToOpen: 1_000, openForMs: 1 } },
  });
  return createIdGovUa({ baseUrl: counterpart.url, ...settings, ...change }, http);
}

function get<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function comeBack(choice: Choice, state = 'random-state') {
  const back = await visit(provider.authorisationUrl({ state }), choice);
  return provider.readReturn(Object.fromEntries(back.searchParams));
}

async function signIn(choice: Choice) {
  const { code } = get(await comeBack(choice));
  return get(await provider.exchangeCode(code));
}

describe('signing in', () => {
  lawTest(['1039:10.1', '1039:31'], 'a person is identified through id.gov.ua', async () => {
    const back = get(await comeBack(olena));
    expect(back.state).toBe('random-state');
    const token = get(await provider.exchangeCode(back.code));
    expect(await provider.fetchUser(token.accessToken, token.userId)).toEqual({
      ok: true,
      value: {
        rnokpp: '2772741862',
        surname: 'Коваленко',
        givenName: 'Олена',
        patronymic: 'Петрівна',
        authType: 'bank_id',
        isQualified: false,
      },
    });
  });

  lawTest(['1039:10.1', '1039:29.2'], 'an official is identified by a signature', async () => {
    const { accessToken, userId } = await signIn(director);
    expect(await provider.fetchUser(accessToken, userId, ['dig_sign'])).toEqual({
      ok: true,
      value: {
        rnokpp: '3287351990',
        edrpou: '43395033',
        surname: 'Мельник',
        givenName: 'Ігор',
        authType: 'dig_sign',
        isQualified: true,
        organisation: 'КП "Тестводоканал"',
        title: 'Директор',
      },
    });
  });

  lawTest(['1039:29.2'], 'an official who signed in by BankID is refused', async () => {
    const { accessToken, userId } = await signIn(olena);
    expect(await provider.fetchUser(accessToken, userId, ['dig_sign', 'diia_id'])).toEqual({
      ok: false,
      error: { kind: 'auth-type-not-allowed', authType: 'bank_id' },
    });
  });

  test('the page offers only the ways asked for', async () => {
    const url = provider.authorisationUrl({ state: 's', authTypes: ['dig_sign'] });
    expect(new URL(url).searchParams.get('auth_type')).toBe('dig_sign');
    await expect(visit(url, olena)).rejects.toThrow('offers no choice');
    expect((await visit(url, director)).searchParams.has('code')).toBe(true);
  });

  test('a state of any characters comes back as it was', async () => {
    const state = `a"b<c>&d=ї'${'x'.repeat(64)}`;
    expect(get(await comeBack(olena, state)).state).toBe(state);
  });

  lawTest(['1039:31'], 'a code opens one session only', async () => {
    const { code } = get(await comeBack(olena));
    expect((await provider.exchangeCode(code)).ok).toBe(true);
    expect(await provider.exchangeCode(code)).toEqual({
      ok: false,
      error: { kind: 'refused', code: 'invalid_grant' },
    });
  });

  test('after signing out the token is dead; "error":"0" is success', async () => {
    const { accessToken, userId } = await signIn(olena);
    expect(await provider.logOut(accessToken, userId)).toEqual({ ok: true, value: undefined });
    const refused = { ok: false, error: { kind: 'refused', code: 'invalid_token' } };
    expect(await provider.fetchUser(accessToken, userId)).toEqual(refused);
    expect(await provider.logOut(accessToken, userId)).toEqual(refused);
  });

  test('secrets travel in bodies, never in addresses, and telemetry sees none', async () => {
    const { accessToken, userId } = await signIn(director);
    await provider.fetchUser(accessToken, userId);
    await provider.logOut(accessToken, userId);
    const calls = (await control.log()).filter(({ event }) => event === 'call');
    expect(calls.length).toBeGreaterThan(2);
    for (const { details } of calls) {
      expect(details).toMatchObject({ method: 'POST', inAddress: '' });
    }
    expect(calls.at(-2)?.details['inBody']).toBe('access_token,user_id,fields');
    expect(JSON.stringify(observed)).not.toMatch(
      new RegExp(`${secret}|${accessToken}|Мельник|3287351990`),
    );
  });
});

describe('refusals', () => {
  test('the person declines', async () => {
    const denied = { ok: false, error: { kind: 'denied', code: 'access_denied' } };
    expect(await comeBack('deny')).toEqual(denied);
    await control.faults({ denied: true });
    expect(await comeBack(olena)).toEqual(denied);
  });

  test('a state that nobody sent is handed over, to be compared by the caller', async () => {
    await control.faults({ wrongState: true });
    expect(get(await comeBack(olena, 'ours')).state).not.toBe('ours');
  });

  test.each([
    {},
    { code: '', state: 's' },
    { code: 'c' },
    { code: ['c', 'd'], state: 's' },
    { code: 'c'.repeat(513), state: 's' },
    undefined,
  ])('a return that is none: %j', (query) => {
    expect(provider.readReturn(query)).toEqual({ ok: false, error: { kind: 'malformed' } });
  });

  test('another client, a wrong secret, a token of nobody', async () => {
    const { code } = get(await comeBack(olena));
    const refused = { ok: false, error: { kind: 'refused', code: 'invalid_client' } };
    expect(await providerWith({ clientId: 'stranger' }).exchangeCode(code)).toEqual(refused);
    expect(await providerWith({ clientSecret: 'guess' }).exchangeCode(code)).toEqual(refused);
    expect(await provider.fetchUser('guess', 'guess')).toEqual({
      ok: false,
      error: { kind: 'refused', code: 'invalid_token' },
    });
  });

  test('an address of return that is not registered', async () => {
    const other = providerWith({ redirectUri: `${redirectUri}/` });
    await expect(visit(other.authorisationUrl({ state: 's' }), olena)).rejects.toThrow();
  });
});

describe('faults of the system', () => {
  test('a code refused as used', async () => {
    await control.faults({ codeUsed: true });
    const { code } = get(await comeBack(olena));
    expect(await provider.exchangeCode(code)).toEqual({
      ok: false,
      error: { kind: 'refused', code: 'invalid_grant' },
    });
  });

  test('no tax number', async () => {
    await control.faults({ emptyDrfocode: true });
    const { accessToken, userId } = await signIn(olena);
    expect(await provider.fetchUser(accessToken, userId)).toEqual({
      ok: false,
      error: { kind: 'no-tax-number' },
    });
  });

  lawTest(['1039:29.2'], 'another way to sign in than was asked for is noticed', async () => {
    const { accessToken, userId } = await signIn(director);
    await control.faults({ otherAuthType: 'mobile_id' });
    expect(await provider.fetchUser(accessToken, userId, ['dig_sign'])).toEqual({
      ok: false,
      error: { kind: 'auth-type-not-allowed', authType: 'mobile_id' },
    });
  });

  const unavailable = (reason: string) => ({ ok: false, error: { kind: 'unavailable', reason } });

  test.each([
    ['late', { lateMs: 60_000 }, unavailable('timeout')],
    ['dead', { dead: true }, unavailable('unreachable')],
    ['an HTML page of 502', { body: 'html' }, unavailable('server-error')],
    ['a bare sentence', { body: 'text' }, { ok: false, error: { kind: 'malformed' } }],
  ])('%s', async (_title, faults, failure) => {
    const { accessToken, userId } = await signIn(olena);
    const { code } = get(await comeBack(olena));
    await control.faults(faults);
    const impatient = providerWith({}, 100);
    expect(await impatient.exchangeCode(code)).toEqual(failure);
    expect(await impatient.fetchUser(accessToken, userId)).toEqual(failure);
  });

  test.each([{ dead: true }, { body: 'html' }])(
    'asking who signed in is repeated after %j, exchanging a code is not',
    async (faults) => {
      const { accessToken, userId } = await signIn(olena);
      const { code } = get(await comeBack(olena));
      await control.faults({ ...faults, times: 2 });
      expect((await provider.fetchUser(accessToken, userId)).ok).toBe(true);
      await control.faults({ ...faults, times: 1 });
      expect(await provider.exchangeCode(code)).toMatchObject({ error: { kind: 'unavailable' } });
      expect((await provider.exchangeCode(code)).ok).toBe(true);
    },
  );
});
