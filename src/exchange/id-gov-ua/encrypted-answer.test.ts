import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import type { Counterpart } from '#counterparts/common.ts';
import { controlOf, type Control } from '#counterparts/control.ts';
import { startIdGovUa } from '#counterparts/id-gov-ua/server.ts';
import { visit } from '#counterparts/id-gov-ua/visitor.ts';
import type { SignatureProvider } from '#engine/signature/ports.ts';
import { authTypes } from '#modules/access/ports.ts';
import { systemClock } from '#platform/clock.ts';
import { lawTest } from '#test/law-test.ts';
import { openDriverOffice, type DriverOffice } from '#test/signature/driver-office.ts';
import { createHttpClient } from '../http-client.ts';
import { createIdGovUa } from './client.ts';

const redirectUri = 'https://zhkp.example/sign-in/return';
const client = { clientId: 'zhkp', clientSecret: 'secret' };
const system = { commonName: 'Система ідентифікації', organization: 'ІСЕІ', edrpou: '32855961' };
const other = { commonName: 'Хтось інший', organization: 'Інші', edrpou: '37770013' };
const timeoutMs = 60_000;

let office: DriverOffice;
let counterpart: Counterpart;
let control: Control;

beforeAll(async () => {
  office = await openDriverOffice();
  const issue = async (subject: typeof system) =>
    signingKeyOf(await office.authority.issue(subject));
  counterpart = await startIdGovUa({
    clients: [{ ...client, redirectUris: [redirectUri] }],
    people: [
      {
        ...{ key: 'olena', surname: 'Коваленко', givenname: 'Олена', middlename: 'Петрівна' },
        ...{ drfocode: '2772741862', authTypes: ['dig_sign', 'bank_id'] },
      },
    ],
    keys: { seal: await issue(system), otherSeal: await issue(other) },
  });
  control = controlOf(counterpart.url);
}, timeoutMs);
afterEach(() => control.faults({}));
afterAll(async () => {
  await counterpart.stop();
  await office.stop();
});

interface Way {
  readonly signatures?: SignatureProvider;
  readonly certificate?: Uint8Array;
  /** Switched on when the token has been given. */
  readonly faults?: Readonly<Record<string, unknown>>;
}

async function fetchUser({ signatures, certificate, faults = {} }: Way = {}) {
  const provider = createIdGovUa(
    {
      ...{ ...client, redirectUri, authTypes, baseUrl: counterpart.url },
      encryption: {
        certificate: certificate ?? office.agreement.certificate.raw,
        signatures: signatures ?? office.drivers.own,
        ...{ signerCode: system.edrpou, clock: systemClock },
      },
    },
    createHttpClient({ service: 'id.gov.ua', clock: systemClock, pause: async () => {} }),
  );
  const choice = { person: 'olena', authType: 'dig_sign' } as const;
  const back = await visit(provider.authorisationUrl({ state: 's' }), choice);
  const token = await provider.exchangeCode(back.searchParams.get('code') ?? '');
  if (!token.ok) throw new Error('no token');
  await control.faults(faults);
  return provider.fetchUser(token.value.accessToken, token.value.userId);
}

const person = { rnokpp: '2772741862', surname: 'Коваленко', isQualified: true };

describe('an answer about a person', () => {
  lawTest(
    ['1039:10.1', '1039:10.18'],
    'comes encrypted for our key, under the seal of the system',
    async () => {
      expect(await fetchUser()).toMatchObject({ ok: true, value: person });
      const told = (await control.log()).filter(({ event }) => event === 'told');
      expect(told.at(-1)?.details['certificate']).toBe('true');
    },
    timeoutMs,
  );

  test('is opened by a module of the operator alike', async () => {
    expect(await fetchUser({ signatures: office.drivers.sidecar })).toMatchObject({
      ok: true,
      value: person,
    });
  });

  test('may write numbers as numbers and success as an error of "0"', async () => {
    expect(await fetchUser({ faults: { loose: true } })).toMatchObject({ ok: true, value: person });
  });

  test.each([
    ['sealed by another body', { wrongSigner: true }],
    ['sealed by nobody', { unsigned: true }],
    ['plain', { plain: true }],
    ['without a tax number', { emptyDrfocode: true }, 'no-tax-number'],
    ['an HTML page', { body: 'html' }, 'unavailable'],
    ['dead', { dead: true }, 'unavailable'],
  ])('%s is refused', async (_, faults, kind = 'malformed') => {
    const user = await fetchUser({ faults });
    expect(user).toMatchObject({ ok: false, error: { kind } });
  });

  test('for a key that is not ours does not open', async () => {
    const agreement = await office.authority.issue(other, { agreement: true });
    const user = await fetchUser({ certificate: agreement.certificate.raw });
    expect(user).toEqual({ ok: false, error: { kind: 'malformed' } });
  });
});
