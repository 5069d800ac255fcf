import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linkAccount } from '#modules/access/index.ts';
import { endAccountLink, showAccountPeople } from '#modules/access/ownership/account-people.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Principal } from '#platform/principal.ts';
import { readZip } from '#exchange/signature/own/asic/read-zip.ts';
import { lawTest } from '#test/law-test.ts';
import { account, neighbour, numbers, OwnershipOffice } from './ownership-office.ts';

const olenaCode = '2772741862';
const ivanCode = '2772797519';
let office: OwnershipOffice;
let olena: Principal;
let ivan: Principal;

beforeAll(async () => {
  office = await OwnershipOffice.open();
  olena = await office.town.consumer('Шевченко', olenaCode);
  ivan = await office.town.consumer('Мельник', ivanCode);
});
beforeEach(async () => {
  await office.clean();
  office.own({
    account: [{ rnokpp: olenaCode, form: 'sole' }],
    neighbour: [{ rnokpp: ivanCode, form: 'sole' }],
  });
});
afterAll(() => office.close());

const reaches = (who: Principal, what = account) => office.town.reaches(who, what);
const link = (who: Principal, change: object = {}) =>
  linkAccount(queryableOf(office.town.app.db), {
    ...{ personId: who.personId ?? 0n, accountId: account, now: office.town.now },
    ...({ proof: 'connection-code', ...change } as { readonly proof: 'connection-code' }),
  });
const linksOf = () =>
  office.rows(
    `select person_id, capacity, proof, ended_by from access.account_link order by person_id`,
  );
const asked = { asked: true };

describe('the register proves whose an account is', () => {
  lawTest(
    ['1039:25', '1039:45.1', '1039:57', '1039:58'],
    'an only owner connects it, and is told so by a letter without anything restricted',
    async () => {
      expect(await office.ask(olena, numbers.account)).toEqual(asked);
      expect(await reaches(olena)).toBe(false);
      expect(await office.states(olena)).toEqual(['asked']);
      await office.work();
      expect(await reaches(olena)).toBe(true);
      expect(await reaches(olena, neighbour)).toBe(false);
      expect(await office.states(olena)).toEqual(['connected']);
      expect(await linksOf()).toEqual([
        {
          ...{ person_id: olena.personId, capacity: 'owner', proof: 'ownership-register' },
          ended_by: null,
        },
      ]);
      const letters = await office.letters();
      expect(letters).toEqual([
        {
          ...{ recipient: `person:${olena.personId}`, notice: 'register-answered' },
          ...{ document_number: expect.stringMatching(/^\d+$/), link: '/cabinet/own-accounts' },
        },
      ]);
      expect(JSON.stringify(letters)).not.toMatch(/0000101|Шкільна|2772741862/);
    },
  );

  test('each of several owners does', async () => {
    office.own({
      account: [
        { rnokpp: olenaCode, form: 'shared', share: '1/3' },
        { rnokpp: ivanCode, form: 'shared', share: '2/3' },
      ],
    });
    for (const who of [olena, ivan]) {
      await office.ask(who, numbers.account);
      await office.work();
    }
    expect([await reaches(olena), await reaches(ivan)]).toEqual([true, true]);
    expect(await office.rows('select answer, share from access.ownership_answer')).toEqual([
      { answer: 'co-owner', share: '1/3' },
      { answer: 'co-owner', share: '2/3' },
    ]);
  });

  test('who has it already by another proof is an owner by the register from now on', async () => {
    await link(olena, { capacity: 'tenant' });
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await linksOf()).toMatchObject([{ capacity: 'owner', proof: 'ownership-register' }]);
  });

  test.each([
    ['number', { number: '?' }],
    ['edrpou', { edrpou: '1' }],
    ['consent', { consent: '' }],
    ['consent', { consent: 'no' }],
  ])('and asks nothing without a true %s and consent: %#', async (field, change) => {
    expect(await office.ask(olena, numbers.account, change)).toBe(field);
    await office.work();
    expect(await office.queries()).toBe(0);
  });
});

describe('nobody learns whether there is an account and whose it is', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['an account of somebody else', numbers.neighbour, {}],
    ['a number that there is not', numbers.unknown, {}],
    ['an account of another biller', numbers.account, { edrpou: '00032945' }],
  ];

  lawTest(
    ['1039:53.3', '1039:25'],
    'an account of another, none, and one of another biller are asked about and told alike',
    async () => {
      const told: unknown[] = [];
      for (const [, number, change] of cases) {
        await office.clean();
        const answer = await office.ask(olena, number, change);
        const before = await office.states(olena);
        await office.work();
        told.push({
          ...{ answer, before, after: await office.states(olena), asked: await office.queries() },
          letters: (await office.letters()).map(({ notice, link: to }) => [notice, to]),
        });
      }
      expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(
        new Set([
          JSON.stringify({
            ...{ answer: asked, before: ['asked'], after: ['not-confirmed'], asked: 1 },
            letters: [['register-answered', '/cabinet/own-accounts']],
          }),
        ]),
      );
      expect([await reaches(olena), await reaches(olena, neighbour)]).toEqual([false, false]);
    },
  );

  test.each([
    ['a dead register', { dead: true }],
    ['a register that tells nobody anything', { refused: true }],
    ['a register that knows nobody', { personNotFound: true }],
    ['access denied', { fault: 'Server.ServerProxy.AccessDenied' }],
  ])('by %s neither', async (_, faults) => {
    const told: unknown[] = [];
    for (const [, number, change] of cases) {
      await office.clean();
      await office.control.faults(faults);
      await office.ask(olena, number, change);
      await office.work();
      told.push(await office.states(olena));
    }
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  lawTest(['1039:53.3'], 'and after five unproved requests only an hour later', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect(await office.ask(olena, `${numbers.unknown}${count}`)).toEqual(asked);
      office.town.pass({ minutes: 1 });
    }
    expect(await office.ask(olena, numbers.account)).toBe('too-many-attempts');
    expect(await office.ask(ivan, numbers.neighbour)).toEqual(asked);
    office.town.pass({ minutes: 56 });
    expect(await office.ask(olena, numbers.account)).toEqual(asked);
  });

  test('many at once are no more than five', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => office.ask(olena, `${numbers.unknown}${index}`)),
    );
    expect(answers.filter((one) => one === 'too-many-attempts')).toHaveLength(7);
  });

  test('a request that waits is not asked a second time', async () => {
    await office.ask(olena, numbers.account);
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await office.queries()).toBe(1);
    expect(await office.states(olena)).toEqual(['connected']);
  });

  lawTest(['1039:53.5'], 'somebody who asks in vain is seen', async () => {
    await office.ask(olena, numbers.neighbour);
    await office.work();
    expect(await office.rows('select kind, about from platform.sighting')).toEqual([
      { kind: 'account-guessed', about: `person:${olena.personId}` },
    ]);
  });
});

describe('a silent register', () => {
  const silences: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['dead', { dead: true }],
    ['answering by a page of an error', { body: 'html' }],
    ['answering by a page', { page: true }],
    ['answering another question', { otherId: true }],
    ['answering the question before', { repeated: true }],
    ['answering endlessly', { huge: true }],
    ['failing behind its server', { fault: 'Server.ServerProxy.ServiceFailed.HttpError' }],
    ['closed to us', { fault: 'Server.ServerProxy.AccessDenied' }],
    ['unknown to its server', { fault: 'Server.ServerProxy.UnknownService' }],
  ];

  test.each(silences)('%s: the request waits visibly and is finished later', async (_, faults) => {
    await office.ask(ivan, numbers.neighbour);
    await office.work();
    await office.control.faults(faults);
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await office.states(olena)).toEqual(['silent']);
    expect(await reaches(olena)).toBe(false);
    expect(await office.letters()).toHaveLength(1);
    await office.control.faults({});
    await office.restart();
    await office.work();
    // Not at once: the pauses grow.
    expect(await office.states(olena)).toEqual(['silent']);
    await office.workLater();
    expect(await office.states(olena)).toEqual(['connected']);
    expect(await reaches(olena)).toBe(true);
    expect(await office.letters()).toHaveLength(2);
  });

  test('for three days is given up, and the person is told and may ask again', async () => {
    await office.control.faults({ fault: 'Server.ServerProxy.AccessDenied' });
    await office.ask(olena, numbers.account);
    await office.work();
    office.town.pass({ days: 3 });
    await office.work();
    expect(await office.states(olena)).toEqual(['given-up']);
    expect(await office.letters()).toMatchObject([{ notice: 'register-answered' }]);
    await office.control.faults({});
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await office.states(olena)).toEqual(['connected', 'given-up']);
  });

  lawTest(['1039:21.5'], 'that is closed to us is told of to the administrator', async () => {
    await office.control.faults({ fault: 'Server.ServerProxy.AccessDenied' });
    await office.ask(olena, numbers.account);
    await office.work();
    expect(office.gone).toEqual(['trembita-property-rights']);
  });

  test('a worker that died between the answer and its writing asks once more', async () => {
    await office.ask(olena, numbers.account);
    await office.town.database.pool.query(
      `update access.ownership_request set tries = 1, next_try_at = next_try_at + interval '1 min'`,
    );
    await office.work();
    expect(await office.states(olena)).toEqual(['asked']);
    await office.workLater();
    expect(await office.states(olena)).toEqual(['connected']);
  });

  test('two workers ask for one request once', async () => {
    await office.ask(olena, numbers.account);
    await Promise.all([office.work(), office.work(), office.work()]);
    expect(await office.queries()).toBe(1);
  });
});

describe('a change of owner', () => {
  const connectNew = async () => {
    await office.ask(olena, numbers.account);
    await office.work();
  };

  test.each([
    ['the code of a paper bill', 'connection-code'],
    ['the biller’s word', 'provider'],
    ['the register', 'ownership-register'],
  ])('ends the link of a former owner by %s, who is told', async (_, proof) => {
    await link(ivan, { proof });
    await connectNew();
    expect([await reaches(ivan), await reaches(olena)]).toEqual([false, true]);
    expect(await linksOf()).toContainEqual({
      ...{ person_id: ivan.personId, capacity: 'owner', proof, ended_by: 'ownership-register' },
    });
    expect(await office.letters()).toContainEqual({
      ...{ recipient: `person:${ivan.personId}`, notice: 'account-link-ended' },
      ...{ document_number: String(account), link: '/cabinet/own-accounts' },
    });
  });

  test('leaves tenants, links to other accounts and links that had ended', async () => {
    await link(ivan, { capacity: 'tenant' });
    await link(ivan, { accountId: neighbour });
    await connectNew();
    expect([await reaches(ivan), await reaches(ivan, neighbour)]).toEqual([true, true]);
    expect((await office.letters()).map(({ notice }) => notice)).toEqual(['register-answered']);
  });

  test('is none when the register names one of several owners', async () => {
    office.own({ account: [{ rnokpp: olenaCode, form: 'joint' }] });
    await link(ivan);
    await connectNew();
    expect([await reaches(ivan), await reaches(olena)]).toEqual([true, true]);
  });

  test('the former owner asks in vain', async () => {
    office.own({
      account: [
        { rnokpp: olenaCode, form: 'sole' },
        { rnokpp: ivanCode, form: 'sole', state: 'terminated' },
      ],
    });
    await office.ask(ivan, numbers.account);
    await office.work();
    expect(await office.states(ivan)).toEqual(['not-confirmed']);
  });
});

describe('an owner by the register', () => {
  const input = { accountId: String(account) };
  const end = (by: Principal, whose: Principal) =>
    office.do(endAccountLink, by, { ...input, personId: String(whose.personId) });
  const connect = async (who: Principal) => {
    await office.ask(who, numbers.account);
    await office.work();
  };

  lawTest(
    ['1039:25'],
    'sees who else reaches the account, and ends a tenant, who is told',
    async () => {
      await link(ivan, { capacity: 'tenant' });
      await connect(olena);
      expect(await office.see(showAccountPeople, olena, input)).toMatchObject([
        {
          ...{ personId: ivan.personId, name: 'Мельник Олена', capacity: 'tenant' },
          ...{ proof: 'connection-code', mayBeEnded: true },
        },
      ]);
      expect(await end(olena, ivan)).toEqual({ ended: true });
      expect(await reaches(ivan)).toBe(false);
      expect(await office.see(showAccountPeople, olena, input)).toEqual([]);
      expect(await office.letters()).toContainEqual(
        expect.objectContaining({
          recipient: `person:${ivan.personId}`,
          notice: 'account-link-ended',
        }),
      );
      expect(await end(olena, ivan)).toBe('not-connected');
    },
  );

  test('ends no other owner by the register', async () => {
    office.own({
      account: [
        { rnokpp: olenaCode, form: 'joint' },
        { rnokpp: ivanCode, form: 'joint' },
      ],
    });
    await connect(olena);
    await connect(ivan);
    expect(await office.see(showAccountPeople, olena, input)).toMatchObject([
      { personId: ivan.personId, mayBeEnded: false },
    ]);
    expect(await end(olena, ivan)).toBe('owner-by-register');
    expect(await end(olena, olena)).toBe('not-connected');
    expect(await reaches(ivan)).toBe(true);
  });

  test.each(['connection-code', 'provider'])('is none by %s', async (proof) => {
    await link(ivan, { capacity: 'tenant' });
    await link(olena, { proof });
    expect(await office.see(showAccountPeople, olena, input)).toBe('not-owner-by-register');
    expect(await end(olena, ivan)).toBe('not-owner-by-register');
    expect(await end(ivan, olena)).toBe('not-owner-by-register');
    expect([await reaches(ivan), await reaches(olena)]).toEqual([true, true]);
  });

  test('sees nobody of an account that is not theirs', async () => {
    await link(ivan, { accountId: neighbour });
    await connect(olena);
    const other = { accountId: String(neighbour) };
    expect(await office.see(showAccountPeople, olena, other)).toBe('hidden');
    expect(
      await office.do(endAccountLink, olena, { ...other, personId: String(ivan.personId) }),
    ).toBe('hidden');
    expect(await reaches(ivan, neighbour)).toBe(true);
  });
});

describe('what is left behind', () => {
  lawTest(
    ['1039:57', '1039:58', '1039:56.1'],
    'the log says who asked, what for and about what, and no tax number, address or right',
    async () => {
      await office.ask(olena, numbers.account);
      await office.work();
      const log = await office.log();
      const purpose = 'account-connection';
      const [requested, settled] = log;
      expect(requested).toMatchObject({
        ...{ command: 'access.ask-ownership-register', outcome: 'done' },
        actor: `person:${olena.personId}:individual-consumer:-`,
      });
      expect(JSON.parse(String(requested?.['payload']))).toMatchObject({ purpose, consent: 'yes' });
      expect(settled).toMatchObject({
        ...{ command: 'access.settle-ownership-request', actor: 'system' },
        subject: `account:${account}`,
      });
      expect(JSON.parse(String(settled?.['payload']))).toMatchObject({
        ...{ person: `person:${olena.personId}`, purpose },
        asked: [{ queryId: expect.stringMatching(/^[0-9a-f-]{36}$/), answered: true }],
      });
      expect(JSON.stringify(log)).not.toMatch(/2772741862|Шкільна|"owner"/);
    },
  );

  lawTest(['1039:58'], 'a question that was not answered is in the log too', async () => {
    await office.control.faults({ dead: true });
    await office.ask(olena, numbers.account);
    await office.work();
    const settled = (await office.log()).find(
      ({ command }) => command === 'access.settle-ownership-request',
    );
    expect(JSON.parse(String(settled?.['payload']))).toMatchObject({
      asked: [{ answered: false }],
    });
  });

  const evidence = () =>
    office.rows(`select query_id, evidence_address, evidence_tries from access.ownership_answer`);

  lawTest(
    ['1039:57', '1039:58'],
    'the answer is proved by the archive of both messages, which may come later',
    async () => {
      await office.ask(olena, numbers.account);
      await office.work();
      await office.control.faults({ evidenceLate: true });
      await office.fetchEvidence();
      await office.fetchEvidence();
      expect(await evidence()).toMatchObject([{ evidence_address: null, evidence_tries: 1 }]);
      await office.control.faults({});
      office.town.pass({ minutes: 2 });
      await office.fetchEvidence();
      const [kept] = await evidence();
      expect(kept).toMatchObject({ evidence_tries: 2 });
      const archive = Uint8Array.from(await office.read(String(kept?.['evidence_address'])));
      const names = (await readZip(archive)).map(({ name }) => name);
      const queryId = String(kept?.['query_id']);
      expect(names).toEqual([`${queryId}-request.asics`, `${queryId}-response.asics`]);
      expect((await office.log()).map(({ command }) => command)).toContain(
        'access.keep-ownership-evidence',
      );
      office.town.pass({ days: 2 });
      await office.fetchEvidence();
      expect(await evidence()).toMatchObject([{ evidence_tries: 2 }]);
    },
  );

  test('evidence of an answer that connected nothing is kept as well', async () => {
    await office.ask(olena, numbers.unknown);
    await office.work();
    await office.fetchEvidence();
    expect(await evidence()).toMatchObject([{ evidence_address: expect.any(String) }]);
  });

  test('evidence that is never made is asked for forty times', async () => {
    await office.ask(olena, numbers.account);
    await office.work();
    await office.control.faults({ evidenceLate: true });
    for (let day = 0; day < 45; day += 1) {
      await office.fetchEvidence();
      office.town.pass({ days: 1 });
    }
    expect(await evidence()).toMatchObject([{ evidence_address: null, evidence_tries: 40 }]);
  });
});
