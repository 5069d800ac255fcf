import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRequest } from '#modules/access/lifecycle/requests.sql.ts';
import {
  findRequestShownQuery,
  listRequestsQuery,
} from '#modules/access/lifecycle/desk-queries.ts';
import type { Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { firmCode } from '#tools/generator/people.ts';
import { smallTown } from './access-office.ts';
import { LifeOffice } from './life-office.ts';
import { testSecrets } from '#test/secrets.ts';
import { putPerson } from '#modules/access/index.ts';

const { hromada, waterUtility, energySupplier } = smallTown;
const otherHromada = 71;
let office: LifeOffice;
let technical: Principal;
let ofBody: Principal;
let ofTerritory: Principal;
let elsewhere: Principal;

beforeAll(async () => {
  office = await LifeOffice.open();
  await office.access.database.pool.query(
    `insert into registry.territory
       (territory_id, code, category, name, search_key, origin, in_force) overriding system value
     values ($1, 'UA12345678901234568', 'H', 'Інша', 'inша', 'demonstration', '[2020-01-01,)')`,
    [otherHromada],
  );
  await office.access.database.pool.query(
    `insert into registry.territory_closure values ($1::integer, $1::integer, 0)`,
    [otherHromada],
  );
  await office.access.database.pool.query(
    `insert into registry.subject (subject_id, kind, name, short_name, edrpou, search_key)
     overriding system value
     values (20, 'authority', 'Рада', 'Рада', $1, ''),
            (21, 'association', 'ОСББ', 'ОСББ', $2, ''),
            (22, 'administrator', 'Адміністратор', 'Адміністратор', $3, '')`,
    [firmCode(20), firmCode(21), firmCode(22)],
  );
  technical = await office.official('technical-administrator', '2772741862', { subjectId: 22n });
  const temporary = 'temporary-administrator';
  ofBody = await office.official(temporary, '3012548307');
  ofTerritory = await office.official(temporary, '3012548313', {
    ...{ subjectId: 22n, territoryId: hromada },
  });
  elsewhere = await office.official(temporary, '3012548320', {
    ...{ subjectId: 22n, territoryId: otherHromada },
  });
});
afterAll(() => office.close());

const grant = {
  ...{ act: 'grant', surname: 'Нова', givenName: 'Ірина', post: 'Посада', from: '2026-10-20' },
  ...{ email: 'iryna@example.ua', maySign: 'yes', ground: '1039:29.1', basis: 'Наказ № 7' },
  ...{ aroseOn: '2026-10-20', cameAt: '2026-10-20T09:30' },
};

interface Case {
  readonly what: string;
  readonly role: string;
  readonly edrpou: string;
  readonly territory?: string;
  /** Who of the temporary administrators may: of the body, of the territory, of another one. */
  readonly may: readonly [boolean, boolean, boolean];
}

const town = 'UA12345678901234567';
const cases: readonly Case[] = [
  { what: 'of their body', role: 'provider', edrpou: firmCode(1), may: [true, true, false] },
  {
    what: 'of a council',
    role: 'local-authority',
    edrpou: firmCode(20),
    may: [false, true, false],
  },
  {
    what: 'of consumers',
    role: 'collective-consumer',
    edrpou: firmCode(21),
    may: [false, false, false],
  },
  {
    what: 'among administrators',
    role: 'technical-administrator',
    ...{ edrpou: firmCode(22), may: [false, false, false] as const },
  },
];

describe('a temporary administrator', () => {
  for (const { what, role, edrpou, may } of cases) {
    lawTest(
      ['1039:55', '1039:54.2'],
      `lets in a user ${what} (${role}): by body, by territory, elsewhere: ${may.join(', ')}`,
      async () => {
        const territory = role === 'local-authority' ? { territory: town } : {};
        const said = { ...grant, ...territory, role, edrpou, rnokpp: '3012548336' };
        for (const [at, by] of [ofBody, ofTerritory, elsewhere].entries()) {
          const drafted = await office.draft(by, said);
          if (may[at]) expect(drafted).toMatchObject({ requestId: expect.any(BigInt) });
          else expect(drafted).toBe('beyond-remit');
        }
        const requestId = await office.submit(technical, said);
        const key = { requestId: String(requestId) };
        for (const [at, by] of [ofBody, ofTerritory, elsewhere].entries()) {
          const shown = await office.access.ask(findRequestShownQuery(testSecrets), by, key);
          expect(typeof shown === 'object').toBe(may[at]);
          const listed = await office.access.ask(listRequestsQuery(testSecrets), by);
          const ids = typeof listed === 'object' ? listed.map((one) => one.requestId) : [];
          expect(ids.includes(requestId)).toBe(may[at]);
          if (may[at] !== true) expect(await office.decide(by, requestId)).toBe('hidden');
        }
      },
    );
  }

  lawTest(['1039:54.2'], 'is appointed by the technical one alone, and until a day', async () => {
    const head = await office.official('provider', '3012548202', { isHead: true });
    const appointing = {
      ...{ ...grant, act: 'appoint-temporary-administrator', rnokpp: '3012548342' },
      ground: '1039:54.2',
    };
    const { cameAt: _cameAt, ...said } = appointing;
    expect(await office.draft(head, said)).toBe('end-needed');
    const requestId = await office.submit(head, { ...said, until: '2026-12-31' });
    expect(await office.decide(ofBody, requestId)).toBe('hidden');
    expect(await office.decide(technical, requestId)).toBe('approved');
    const personId = await office.personOf('3012548342');
    const names = await office.namesOf(personId);
    const made = names.find(({ role }) => role === 'temporary-administrator');
    expect(made).toMatchObject({ subjectId: waterUtility, territoryId: null });
    office.access.pass({ days: 80 });
    expect((await office.namesOf(personId)).map(({ role }) => role)).toEqual([
      'individual-consumer',
    ]);
    office.access.pass({ days: -80 });
  });
});

test('who makes an administrator of paper does not decide on it alone', async () => {
  const second = await office.official('technical-administrator', '3012548359', {
    subjectId: 22n,
  });
  const said = {
    ...{ ...grant, role: 'technical-administrator', edrpou: firmCode(22) },
    rnokpp: '3012548365',
  };
  const requestId = await office.submit(technical, said);
  expect(await office.decide(technical, requestId)).toBe('same-person');
  expect(await office.decide(second, requestId)).toBe('approved');
});

lawTest(
  ['1039:29.1', '1039:35', '1039:54.1'],
  'the platform says of each submission what it can tell by itself',
  async () => {
    const head = await office.official('provider', '2001100019', {
      ...{ subjectId: energySupplier, isHead: true },
    });
    const { cameAt: _cameAt, ...said } = { ...grant, rnokpp: '3012548336' };
    const requestId = await office.submit(head, said);
    const query = findRequestShownQuery(testSecrets);
    const key = { requestId: String(requestId) };
    const verdicts = async () => {
      const shown = await office.access.ask(query, technical, key);
      if (typeof shown === 'string') throw new Error(shown);
      return Object.fromEntries(shown.checks.map(({ name, verdict }) => [name, verdict]));
    };
    expect(await verdicts()).toEqual({
      'signer-is-head': 'ok',
      'rnokpp-is-valid': 'ok',
      'name-is-known': 'look',
      'body-is-known': 'ok',
      'role-fits-body': 'ok',
      'membership-allows': 'ok',
      'told-in-time': 'ok',
    });
    const { pool } = office.access.database;
    await pool.query(`update access.membership set is_head = false where membership_id = $1`, [
      head.membershipId,
    ]);
    await pool.query(`update registry.subject set kind = 'association' where subject_id = $1`, [
      energySupplier,
    ]);
    await putPerson(pool, testSecrets, {
      ...{ rnokpp: '3012548336', surname: 'Інша', givenName: 'Олена', patronymic: null },
      now: office.access.now,
    });
    expect(await verdicts()).toMatchObject({
      'signer-is-head': 'wrong',
      'name-is-known': 'wrong',
      'role-fits-body': 'wrong',
    });
    expect(await findRequest(office.db, { requestId })).toMatchObject({ outcome: null });
  },
);
