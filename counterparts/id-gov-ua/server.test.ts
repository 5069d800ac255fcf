import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { controlOf } from '../control.ts';
import type { Counterpart } from '../common.ts';
import type { DemonstrationPerson } from './people.ts';
import { startIdGovUa } from './server.ts';
import { visit } from './visitor.ts';

const redirectUri = 'https://zhkp.example/sign-in/return?from=id';
const person: DemonstrationPerson = {
  key: 'ihor',
  surname: 'Мельник',
  givenname: 'Ігор<script>',
  middlename: 'Олегович',
  drfocode: '3287351990',
  edrpoucode: '43395033',
  o: 'КП "Вода"',
  title: 'Директор',
  authTypes: ['dig_sign', 'bank_id'],
};

let counterpart: Counterpart;
let now = Temporal.Instant.from('2026-11-16T10:00:00Z');

beforeAll(async () => {
  counterpart = await startIdGovUa({
    clients: [
      { clientId: 'zhkp', clientSecret: 'secret', redirectUris: [redirectUri] },
      { clientId: 'other', clientSecret: 'secret', redirectUris: [] },
    ],
    people: [person],
    clock: { now: () => now },
  });
});
beforeEach(() => controlOf(counterpart.url).faults({}));
afterAll(() => counterpart.stop());

function address(change: Readonly<Record<string, string>> = {}): string {
  const fields = {
    response_type: 'code',
    client_id: 'zhkp',
    state: 's',
    redirect_uri: redirectUri,
  };
  return `${counterpart.url}/?${new URLSearchParams({ ...fields, ...change }).toString()}`;
}

async function codeFor(authType: 'dig_sign' | 'bank_id' = 'dig_sign'): Promise<string> {
  const back = await visit(address(), { person: 'ihor', authType });
  return back.searchParams.get('code') ?? '';
}

type Json = Readonly<Record<string, unknown>>;

async function call(path: string, fields: Readonly<Record<string, string>>, method = 'POST') {
  const form = new URLSearchParams(fields);
  const response =
    method === 'GET'
      ? await fetch(`${counterpart.url}${path}?${form.toString()}`)
      : await fetch(`${counterpart.url}${path}`, { method: 'POST', body: form });
  return { status: response.status, json: (await response.json()) as Json };
}

const client = { client_id: 'zhkp', client_secret: 'secret' };
const exchange = (code: string, method?: string) =>
  call('/get-access-token', { ...client, grant_type: 'authorization_code', code }, method);

async function tokenFor(authType?: 'dig_sign' | 'bank_id') {
  const { json } = await exchange(await codeFor(authType));
  return { access_token: String(json['access_token']), user_id: String(json['user_id']) };
}

test('the page is in Ukrainian, without script, and escapes what it shows', async () => {
  const response = await fetch(address());
  const page = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page).toContain('<html lang="uk">');
  expect(page).toContain('Це не справжня система');
  expect(page).toContain('Електронний підпис');
  expect(page).not.toContain('<script');
});

test.each([
  ['an unknown client', { client_id: 'stranger' }, 'invalid_client'],
  ['an address that is not registered', { redirect_uri: 'https://e.com' }, 'invalid_redirect_uri'],
  ['the address of another client', { client_id: 'other' }, 'invalid_redirect_uri'],
  ['another kind of answer', { response_type: 'token' }, 'invalid_request'],
  ['unknown ways to sign in', { auth_type: 'password' }, 'invalid_request'],
  ['a state without an end', { state: 'x'.repeat(513) }, 'invalid_request'],
])('refused on a page, never by a redirect: %s', async (_title, change, code) => {
  const response = await fetch(address(change), { redirect: 'manual' });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(code);
});

test('a choice that the page does not have', async () => {
  const body = new URLSearchParams(new URL(address()).search);
  body.set('choice', 'mobile_id:ihor');
  const response = await fetch(counterpart.url, { method: 'POST', body, redirect: 'manual' });
  expect(response.status).toBe(400);
});

test('the query of the registered address is kept', async () => {
  const back = await visit(address(), { person: 'ihor', authType: 'dig_sign' });
  expect(back.searchParams.get('from')).toBe('id');
});

test.each(['GET', 'POST'])('a token is given by %s, all values are text', async (method) => {
  const { status, json } = await exchange(await codeFor(), method);
  expect(status).toBe(200);
  expect(json).toMatchObject({ token_type: 'bearer', expires_in: '3600' });
  expect(Object.values(json).every((value) => typeof value === 'string')).toBe(true);
});

test('a code lives for less than a minute', async () => {
  const [early, late] = [await codeFor(), await codeFor()];
  now = now.add({ seconds: 59 });
  expect((await exchange(early)).status).toBe(200);
  now = now.add({ seconds: 1 });
  expect(await exchange(late)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
});

test('a code given to one client is refused to another, and is spent', async () => {
  const code = await codeFor();
  const fields = { ...client, client_id: 'other', grant_type: 'authorization_code', code };
  expect((await call('/get-access-token', fields)).json['error']).toBe('invalid_grant');
  expect((await exchange(code)).json['error']).toBe('invalid_grant');
});

test.each([
  ['an unknown client', { client_id: 'stranger' }, 401, 'invalid_client'],
  ['a wrong secret', { client_secret: 'Secret' }, 401, 'invalid_client'],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ['no such code', { code: 'guess' }, 400, 'invalid_grant'],
])('no token: %s', async (_title, change, status, error) => {
  const fields = { ...client, grant_type: 'authorization_code', code: await codeFor(), ...change };
  expect(await call('/get-access-token', fields)).toMatchObject({ status, json: { error } });
});

test('a refresh token gives a new token once', async () => {
  const { json } = await exchange(await codeFor());
  const refresh = () =>
    call('/get-access-token', {
      ...client,
      grant_type: 'refresh_token',
      refresh_token: String(json['refresh_token']),
    });
  expect((await refresh()).json).toMatchObject({ user_id: json['user_id'] });
  expect((await refresh()).status).toBe(400);
});

test.each(['GET', 'POST'])(
  'user data by %s: only what was asked, "cert" is taken',
  async (method) => {
    const fields = { ...(await tokenFor()), fields: 'lastname,drfocode,ou,unzr', cert: 'MIIB' };
    expect((await call('/get-user-info', fields, method)).json).toEqual({
      lastname: 'Мельник',
      drfocode: '3287351990',
      ou: 'n/a',
      unzr: '',
    });
  },
);

test('a signature tells the organisation and the certificate, BankID does not', async () => {
  const signed = (await call('/get-user-info', await tokenFor('dig_sign'))).json;
  expect(signed).toMatchObject({ edrpoucode: '43395033', o: 'КП "Вода"', isqscd: '1' });
  expect(Object.keys(signed)).toHaveLength(23);
  const banked = (await call('/get-user-info', await tokenFor('bank_id'))).json;
  expect(banked).toMatchObject({ edrpoucode: '', o: 'n/a', title: 'n/a', isqscd: '' });
});

test('a token dies in an hour and serves its own user only', async () => {
  const token = await tokenFor();
  const refused = { status: 400, json: { error: 'invalid_token' } };
  expect(await call('/get-user-info', { ...token, user_id: 'guess' })).toMatchObject(refused);
  now = now.add({ hours: 1 });
  expect(await call('/get-user-info', token)).toMatchObject(refused);
});

test('success of signing out is an error of "0"', async () => {
  const token = await tokenFor();
  expect((await call('/get-user-logout', token)).json['error']).toBe('0');
  expect((await call('/get-user-logout', token)).json['error']).toBe('invalid_token');
});
