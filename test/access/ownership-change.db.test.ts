import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPeriods, period } from '#kernel/period.ts';
import { disconnectAccount } from '#modules/access/accounts/disconnect-account.ts';
import { testSecrets } from '#test/secrets.ts';
import {
  endAccountLink,
  showAccountPeopleQuery,
} from '#modules/access/ownership/account-people.ts';
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

describe('a change of owner', () => {
  const connectNew = async () => {
    await office.ask(olena, numbers.account);
    await office.work();
  };

  test.each([
    ['the code of a paper bill', 'connection-code'],
    ['the biller’s word', 'provider'],
    ['the register', 'ownership-register'],
  ] as const)('ends the link of a former owner by %s, who is told', async (_, proof) => {
    await office.link(ivan, { proof });
    await connectNew();
    expect([
      await office.town.reaches(ivan, account),
      await office.town.reaches(olena, account),
    ]).toEqual([false, true]);
    expect(await office.links()).toContainEqual({
      ...{ person_id: ivan.personId, capacity: 'owner', proof, ended_by: 'ownership-register' },
    });
    expect(await office.letters()).toContainEqual({
      ...{ recipient: `person:${ivan.personId}`, notice: 'account-link-ended' },
      ...{ document_number: String(account), link: '/cabinet/own-accounts' },
    });
  });

  test('leaves tenants, links to other accounts and links that had ended', async () => {
    await office.link(ivan, { capacity: 'tenant' });
    await office.link(ivan, { accountId: neighbour });
    await connectNew();
    expect([
      await office.town.reaches(ivan, account),
      await office.town.reaches(ivan, neighbour),
    ]).toEqual([true, true]);
    expect((await office.letters()).map(({ notice }) => notice)).toEqual(['register-answered']);
  });

  test('is none when the register names one of several owners', async () => {
    office.own({ account: [{ rnokpp: olenaCode, form: 'joint' }] });
    await office.link(ivan);
    await connectNew();
    expect([
      await office.town.reaches(ivan, account),
      await office.town.reaches(olena, account),
    ]).toEqual([true, true]);
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
      await office.link(ivan, { capacity: 'tenant' });
      await connect(olena);
      expect(await office.see(showAccountPeopleQuery(testSecrets), olena, input)).toMatchObject([
        {
          ...{ personId: ivan.personId, name: 'Мельник Олена', capacity: 'tenant' },
          ...{ proof: 'connection-code', mayBeEnded: true },
        },
      ]);
      expect(await end(olena, ivan)).toEqual({ ended: true });
      expect(await office.town.reaches(ivan, account)).toBe(false);
      expect(await office.see(showAccountPeopleQuery(testSecrets), olena, input)).toEqual([]);
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
    expect(await office.see(showAccountPeopleQuery(testSecrets), olena, input)).toMatchObject([
      { personId: ivan.personId, mayBeEnded: false },
    ]);
    expect(await end(olena, ivan)).toBe('owner-by-register');
    expect(await end(olena, olena)).toBe('not-connected');
    expect(await office.town.reaches(ivan, account)).toBe(true);
  });

  test.each(['connection-code', 'provider'] as const)('is none by %s', async (proof) => {
    await office.link(ivan, { capacity: 'tenant' });
    await office.link(olena, { proof });
    expect(await office.see(showAccountPeopleQuery(testSecrets), olena, input)).toBe(
      'not-owner-by-register',
    );
    expect(await end(olena, ivan)).toBe('not-owner-by-register');
    expect(await end(ivan, olena)).toBe('not-owner-by-register');
    expect([
      await office.town.reaches(ivan, account),
      await office.town.reaches(olena, account),
    ]).toEqual([true, true]);
  });

  test('sees nobody of an account that is not theirs', async () => {
    await office.link(ivan, { accountId: neighbour });
    await connect(olena);
    const other = { accountId: String(neighbour) };
    expect(await office.see(showAccountPeopleQuery(testSecrets), olena, other)).toBe('hidden');
    expect(
      await office.do(endAccountLink, olena, { ...other, personId: String(ivan.personId) }),
    ).toBe('hidden');
    expect(await office.town.reaches(ivan, neighbour)).toBe(true);
  });
});

describe('who was shut out', () => {
  const october = period('2026-10');
  const comeBack = (who: Principal, back: number) => {
    const { town } = office;
    const code = town.codes.codeFor(account, addPeriods(october, back));
    return town.do(town.connect, who, { number: numbers.account, code, capacity: 'tenant' });
  };
  const cases = [
    ['of the month before', -1, 'no-match'],
    ['of the month in which it happened, issued after it', 0, 'connected'],
  ] as const;

  beforeEach(async () => {
    office.town.now = Temporal.Instant.from('2026-10-20T09:00:00Z');
    await office.town.database.pool.query('truncate access.link_attempt');
  });

  test.each(cases)('by an owner comes back by a bill %s: %i, %s', async (_, back, kind) => {
    await office.link(ivan, { capacity: 'tenant' });
    await office.ask(olena, numbers.account);
    await office.work();
    await office.do(endAccountLink, olena, {
      ...{ accountId: String(account), personId: String(ivan.personId) },
    });
    expect(await comeBack(ivan, back)).toMatchObject({ kind });
    expect(await office.town.reaches(ivan, account)).toBe(kind === 'connected');
  });

  test.each(cases)('by the register comes back by a bill %s: %i, %s', async (_, back, kind) => {
    await office.link(ivan);
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await comeBack(ivan, back)).toMatchObject({ kind });
  });

  test('may be let in by a bill of before if they gave it up themselves', async () => {
    await office.link(ivan, { capacity: 'tenant' });
    await office.do(disconnectAccount, ivan, { accountId: String(account) });
    expect(await comeBack(ivan, -1)).toMatchObject({ kind: 'connected' });
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
