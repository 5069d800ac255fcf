import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredOperations } from '#kernel/command.ts';
import { lawTest } from '#test/law-test.ts';
import { validForms, type Sent } from './forms.ts';
import { addressOf } from './objects.ts';
import { changedTables, readState } from './state.ts';
import { Target } from './target.ts';
import type { Registered } from './routes.ts';

/** What somebody would like to be, to own, or to have decided. */
const privileged: readonly (readonly [string, string])[] = [
  ...[
    ...['role', 'principal', 'principal[role]', 'principal.role', 'audience', 'actor'],
    ...['membership', 'membershipId', 'isHead', 'maySign', 'mandate', 'isAdministrator'],
  ].map((name) => [name, 'technical-administrator'] as const),
  ...[
    ...['personId', 'person_id', 'subjectId', 'subject_id', 'providerId', 'billerId', 'trusteeId'],
    ...['grantorId', 'documentId', 'sessionId', 'territoryId', 'hromadaId', 'membership_id'],
  ].map((name) => [name, '1'] as const),
  ...[
    ...['state', 'proof', 'connected', 'confirmed', 'confirmedAt', 'email_confirmed_at', 'awaits'],
    ...['decided_at', 'signed', 'isOn', 'paid', 'provedAt', 'triesMax', 'address', 'token'],
  ].map((name) => [name, 'active'] as const),
  ...[
    ...['__proto__', 'constructor', 'prototype', '__proto__[role]', 'constructor[prototype][role]'],
    ...['__proto__.role', 'toString', 'hasOwnProperty', 'a[b][c][d]', 'a[]', '[]', '', ' '],
  ].map((name) => [name, 'owner'] as const),
  ...Array.from({ length: 1_000 }, (_, at) => [`k${at}`, 'x'] as const),
];

let plain: Target;
let added: Target;

beforeAll(async () => {
  plain = await Target.open();
  added = await Target.open();
});
afterAll(async () => {
  await plain.close();
  await added.close();
});

function extrasFor(fields: Readonly<Record<string, string>>) {
  return privileged.filter(([name]) => !(name in fields));
}

async function send(target: Target, sent: Sent, withExtras: boolean): Promise<number> {
  const fields = await sent.form();
  const { token, csrf } = await target.begin(sent.who);
  const body = new URLSearchParams({ _csrf: csrf, ...fields });
  if (withExtras) for (const [name, value] of extrasFor(fields)) body.append(name, value);
  const { statusCode } = await target.web.app.inject({
    ...{ method: 'POST', url: sent.url, cookies: { zhkp: token } },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: body.toString(),
  });
  return statusCode;
}

/** Made by chance or by the clock, so never the same in two towns. */
const byChance = ['timestamp with time zone', 'bytea', 'uuid', 'jsonb', 'json'];
/** Written for each request, sealed under a town’s own keys, or naming what was made by chance. */
const ofRequests = /^(audit|graphile_worker|files)\.|^platform\.(session|letter|idempotency_key)$/;

lawTest(
  ['1039:21.7', '1039:25', '1039:53.3'],
  'fields that nobody asked for do nothing: two towns stay alike',
  async () => {
    const forms = validForms(plain);
    const same = validForms(added);
    let fields = 0;
    for (const [name, sent] of Object.entries(forms)) {
      const twin = same[name] ?? sent;
      fields += extrasFor({}).length;
      expect([name, await send(added, twin, true)]).toEqual([name, await send(plain, sent, false)]);
    }
    const [one, other] = await Promise.all(
      [plain, added].map(({ pool }) => readState(pool, { without: byChance })),
    );
    const differing = changedTables(one ?? new Map(), other ?? new Map());
    console.log(
      `added fields: ${Object.keys(forms).length} forms, ${fields} fields, ` +
        `${one?.size} tables compared`,
    );
    expect(differing.filter((table) => !ofRequests.test(table))).toEqual([]);
  },
);

test('no route answers otherwise, and none breaks', async () => {
  const posts = plain.routes.filter(({ method }) => method === 'POST');
  for (const route of posts) {
    expect([route.url, await answer(route, true)]).toEqual([route.url, await answer(route, false)]);
  }
});

async function answer(route: Registered, withExtras: boolean): Promise<number> {
  const { token, csrf } = await plain.begin(plain.strangerOf(route));
  const body = new URLSearchParams({ _csrf: csrf, version: '1' });
  // Each field twice: as a list it must be no more than as a text.
  if (withExtras) for (const pair of [...extrasFor({}), ...extrasFor({})]) body.append(...pair);
  const { statusCode } = await plain.web.app.inject({
    ...{ method: 'POST', url: addressOf(route.url, plain.objects), cookies: { zhkp: token } },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: body.toString(),
  });
  expect([route.url, statusCode < 500]).toEqual([route.url, true]);
  return statusCode;
}

test('no command takes an object of any shape', () => {
  const loose: string[] = [];
  const operations = Array.from(declaredOperations().values());
  for (const operation of operations) {
    const { id, input } = operation as typeof operation & { readonly input?: unknown };
    const seen = new Set<unknown>();
    const isLoose = (schema: unknown): boolean => {
      if (typeof schema !== 'object' || schema === null || seen.has(schema)) return false;
      seen.add(schema);
      const { def } = schema as { readonly def?: Readonly<Record<string, unknown>> };
      const parts = def ?? (schema as Readonly<Record<string, unknown>>);
      const { type } = parts as { readonly type?: unknown };
      if (type === 'any' || type === 'record') return true;
      if (type === 'object' && parts['catchall'] !== undefined) return true;
      return Object.entries(parts).some(([, part]) => isLoose(part));
    };
    if (isLoose(input)) loose.push(id);
  }
  const withInput = operations.filter((operation) => 'input' in operation);
  expect(withInput.length).toBeGreaterThan(100);
  expect(loose).toEqual([]);
});
