import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { escalateOverdue } from '#modules/access/lifecycle/escalate.ts';
import { grounds } from '#modules/access/restricted/kind.ts';
import { endRestricted } from '#modules/access/restricted/end-restricted.ts';
import { tellAfterwardsJob } from '#modules/access/restricted/tell-consumers.ts';
import { watch } from '#platform/alarms/watch.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { bindReading } from '#platform/reach.ts';
import { system, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { smallTown } from './access-office.ts';
import { RestrictedOffice } from './restricted-office.ts';

const { account, waterUtility, stranger } = smallTown;
let office: RestrictedOffice;

beforeAll(async () => {
  office = await RestrictedOffice.open();
});
beforeEach(() => office.clean());
afterAll(() => office.close());

const person = ({ personId }: Principal) => `person:${personId}`;
const end = (requestId: bigint) =>
  office.life.access.do(endRestricted, office.owner, { restrictedId: String(requestId) });

describe('a request for restricted information', () => {
  lawTest(
    ['1039:95', '1039:93'],
    'opens one account to whoever asked, once it is granted',
    async () => {
      const requestId = await office.filed();
      expect(await office.look(requestId)).toBe('hidden');
      expect(await office.decide(requestId)).toBe('granted');
      expect(await office.look(requestId)).toMatchObject({
        account: { accountId: account, number: '0000101' },
        request: { requestId, details: 'Ухвала № 12' },
      });
      expect(await office.look(requestId, office.colleague)).toBe('hidden');
      expect(await office.look(requestId, office.owner)).toBe('hidden');
      const elsewhere = { ...office.official, membershipId: office.colleague.membershipId };
      expect(await office.look(requestId, elsewhere)).toBe('hidden');
    },
  );

  lawTest(['1039:96'], 'is signed by somebody who was warned that they answer for it', async () => {
    expect(await office.ask(office.official, { warned: undefined })).toBe('warned');
  });

  test.each([
    ['edrpou', { edrpou: '12' }],
    ['number', { number: '' }],
    ['ground', { ground: 'curiosity' }],
    ['details', { details: ' ' }],
    ['purpose', { purpose: '' }],
    ['parts', { parts: [] }],
    ['until', { until: 'завтра' }],
    ['until-passed', { until: '2026-10-19' }],
    ['until-too-late', { until: '2026-11-19' }],
  ])('is not taken without its %s', async (fault, change) => {
    expect(await office.ask(office.official, change)).toBe(fault);
  });

  lawTest(['1039:95'], 'may last to the very last day that the parameter allows', async () => {
    expect(await office.ask(office.official, { until: '2026-11-18' })).toMatchObject({});
  });

  lawTest(['1039:21.7', '1039:95'], 'is made by those who examine single cases alone', async () => {
    for (const [role, rnokpp] of [
      ['cabinet-secretariat', '2772797519'],
      ['provider', '3184710691'],
    ] as const) {
      const other = await office.life.official(role, rnokpp);
      expect(await office.ask(other), role).toBe('hidden');
    }
    expect(await office.ask(office.owner)).toBe('hidden');
    expect(await office.ask(office.consumer)).toBe('hidden');
  });

  test('does not pile up: twenty may wait, of one person', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect(await office.ask(office.official)).toMatchObject({});
    }
    expect(await office.ask(office.official)).toBe('too-many-waiting');
    expect(await office.ask(office.colleague)).toMatchObject({});
  });
});

describe('parts of an account', () => {
  lawTest(['1039:93', '1039:95'], 'are shown when they were asked for, and no others', async () => {
    for (const parts of [['bills'], ['readings'], ['holder'], ['bills', 'holder']]) {
      const seen = await office.look(await office.opened({ parts }));
      if (typeof seen === 'string') throw new Error(seen);
      expect(seen.money !== undefined, String(parts)).toBe(parts.includes('bills'));
      expect(seen.meters !== undefined, String(parts)).toBe(parts.includes('readings'));
      expect(seen.holderName !== undefined, String(parts)).toBe(parts.includes('holder'));
    }
  });

  lawTest(['1039:95'], 'are kept by the database as well', async () => {
    const rows = async (by: Principal) => {
      const { db, end: done } = bindReading(
        office.life.access.app.users,
        by,
        office.life.access.now,
      );
      const found = await queryableOf(db).query(
        `select (select count(*)::int from registry.account) as accounts,
                (select count(*)::int from registry.meter) as meters`,
      );
      await done();
      return found.rows[0];
    };
    expect(await rows(office.official)).toEqual({ accounts: 0, meters: 0 });
    await office.opened({ parts: ['bills'] });
    expect(await rows(office.official)).toEqual({ accounts: 1, meters: 0 });
    await office.opened({ parts: ['readings'] });
    const both = await rows(office.official);
    expect(both).toMatchObject({ accounts: 2 - 1 });
    expect(Number(both?.['meters'])).toBeGreaterThan(0);
    expect(await rows(office.colleague)).toEqual({ accounts: 0, meters: 0 });
  });
});

describe('an answer before the decision', () => {
  const numbers = [
    ['there', '0000101'],
    ['of another biller', '0000302'],
    ['nowhere', '9999999'],
  ] as const;

  lawTest(['1039:93', '1039:95'], 'is the same whether there is such an account', async () => {
    const answers = [];
    for (const [, number] of numbers) {
      const asked = await office.ask(office.official, { number });
      answers.push(typeof asked === 'string' ? asked : Object.keys(asked));
    }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  test('leaves the same row behind', async () => {
    const asked = [];
    for (const [, number] of numbers) {
      await office.filed(office.official, { number });
      const { rows } = await office.pool.query(
        `select outcome, account_id, hromada_id, due_at is not null as has_term
         from access.restricted_request order by request_id desc limit 1`,
      );
      asked.push(rows[0]);
    }
    expect(new Set(asked.map((row) => JSON.stringify(row))).size).toBe(1);
  });

  lawTest(['1039:21.5'], 'is a sign for the administrators when it is not theirs', async () => {
    for (let tries = 0; tries < 3; tries += 1)
      await office.filed(office.official, { number: '9999999' });
    await office.filed(office.colleague);
    const db = queryableOf(office.life.access.database.as('zhkp_worker').db);
    const clock = { now: () => office.life.access.now };
    await watch({ db, clock, administrators: () => Promise.resolve([]) });
    const { rows } = await office.pool.query(
      `select kind, about, signs from platform.incident where kind = 'restricted-astray'`,
    );
    expect(rows).toEqual([{ kind: 'restricted-astray', about: person(office.official), signs: 3 }]);
  });
});

describe('the owner’s decision', () => {
  lawTest(['1039:95'], 'is made once, with a reason', async () => {
    const requestId = await office.filed();
    expect(await office.decide(requestId, { reason: ' ' })).toBe('reason');
    expect(await office.decide(requestId, { outcome: 'refused' })).toBe('refused');
    expect(await office.decide(requestId)).toBe('decided-already');
    expect(await office.look(requestId)).toBe('hidden');
  });

  lawTest(['1039:95'], 'is never on what is not signed, and never on their own', async () => {
    const asked = await office.ask(office.official);
    if (typeof asked === 'string') throw new Error(asked);
    expect(await office.decide(asked.requestId)).toBe('not-there');
    const requestId = await office.filed();
    const { personId } = office.official;
    expect(await office.decide(requestId, {}, { ...office.owner, personId })).toBe('own-matter');
    await expect(
      office.pool.query(
        `update access.restricted_request set outcome = 'refused', reason = '', decided_at = now(),
           decider_id = person_id where request_id = $1`,
        [requestId],
      ),
    ).rejects.toThrow('restricted_request_is_decided_by_another');
  });

  lawTest(['1039:21.7', '1039:95'], 'opens nothing beyond the power of the body', async () => {
    expect(await office.decide(await office.filed(office.official, { number: '9999999' }))).toBe(
      'account-not-there',
    );
    const requestId = await office.filed();
    await office.pool.query(
      `insert into registry.territory
         (territory_id, code, category, name, search_key, origin, in_force)
       overriding system value
       values (71, 'UA12345678901234568', 'H', 'Інша', 'inша', 'demonstration', '[2020-01-01,)')
       on conflict do nothing`,
    );
    await office.pool.query(
      'update access.restricted_request set territory_id = 71 where request_id = $1',
      [requestId],
    );
    expect(await office.decide(requestId)).toBe('account-not-there');
    expect(await office.decide(requestId, { outcome: 'refused' })).toBe('refused');
  });

  lawTest(['1039:95'], 'may shorten what was asked for, and not lengthen it', async () => {
    const requestId = await office.filed();
    expect(await office.decide(requestId, { until: office.day(10) })).toBe('until-too-late');
    expect(await office.decide(requestId, { until: office.day(-1) })).toBe('until-passed');
    expect(await office.decide(requestId, { until: office.day(2) })).toBe('granted');
    expect(await office.look(requestId)).toMatchObject({ account: { accountId: account } });
    office.life.access.pass({ days: 3 });
    expect(await office.look(requestId)).toBe('hidden');
    office.life.access.pass({ days: -3 });
  });

  lawTest(['1039:95'], 'that is late is told to the owner, once', async () => {
    const requestId = await office.filed();
    const escalate = () => office.life.access.do(escalateOverdue, system, {});
    await escalate();
    office.life.access.pass({ days: 20 });
    await escalate();
    await escalate();
    office.life.access.pass({ days: -20 });
    const letters = await office.letters();
    expect(letters.filter((one) => one.startsWith('term-passed'))).toEqual([
      `term-passed ${person(office.owner)}`,
    ]);
    expect(requestId).toBeGreaterThan(0n);
  });
});

describe('what is open', () => {
  lawTest(['1039:95'], 'ends with its last day', async () => {
    const requestId = await office.opened({ until: office.day(1) });
    office.life.access.pass({ days: 1 });
    expect(await office.look(requestId)).toMatchObject({ account: { accountId: account } });
    office.life.access.pass({ days: 1 });
    expect(await office.look(requestId)).toBe('hidden');
    office.life.access.pass({ days: -2 });
  });

  lawTest(['1039:95'], 'ends at once when the owner closes it', async () => {
    const requestId = await office.opened();
    expect(await end(requestId)).toEqual({ ended: true });
    expect(await office.look(requestId)).toBe('hidden');
    expect(await end(requestId)).toBe('nothing-open');
  });

  lawTest(
    ['1039:36', '1039:95'],
    'ends at once, and for good, when the official is blocked',
    async () => {
      const inspector = await office.life.official('regulator', '3184710691', { isHead: true });
      const requestId = await office.opened({}, inspector);
      expect(await office.look(requestId, inspector)).toMatchObject({
        account: { accountId: account },
      });
      const administrator = await office.life.official('technical-administrator', '3207418453');
      const block = await office.life.submit(administrator, {
        ...{ act: 'block', ground: '1039:32.4', basis: 'Рішення суду', aroseOn: '2026-10-20' },
        ...{ membershipId: String(inspector.membershipId), edrpou: '' },
        ...{ cameAt: '2026-10-20T11:00', cameOn: '2026-10-20', cameTime: '11:00' },
      });
      expect(await office.life.decide(administrator, block)).toBe('approved');
      expect(await office.look(requestId, inspector)).toBe('hidden');
      await office.pool.query(
        `update access.membership set state = 'active' where membership_id = $1`,
        [inspector.membershipId],
      );
      expect(await office.look(requestId, inspector)).toBe('hidden');
    },
  );

  lawTest(
    ['1039:36'],
    'is closed by the database when the membership stands no longer',
    async () => {
      const requestId = await office.opened();
      const { membershipId } = office.official;
      const state = (to: string) =>
        office.pool.query('update access.membership set state = $2 where membership_id = $1', [
          ...[membershipId, to],
        ]);
      await state('blocked');
      expect(await office.look(requestId)).toBe('hidden');
      await state('active');
    },
  );
});

describe('the consumer', () => {
  lawTest(['1039:93', '1039:95'], 'is told when it opens, and sees who, why and when', async () => {
    const requestId = await office.opened();
    expect(await office.letters()).toContain(`restricted-opened ${person(office.consumer)}`);
    expect(await office.letters()).toContain(`decision-made ${person(office.official)}`);
    await office.look(requestId);
    const { looks, openings } = await office.looks();
    expect(looks[0]).toMatchObject({
      ...{ operation: 'restricted-account', role: 'local-authority', requestId },
      subjectName: expect.any(String) as unknown,
    });
    expect(openings).toMatchObject([
      {
        requestId,
        ground: 'court',
        details: 'Ухвала № 12',
        standing: 'open',
        role: 'local-authority',
      },
    ]);
  });

  lawTest(
    ['1039:93', '1039:95'],
    'learns of what is secret once it is over, not before',
    async () => {
      const before = (await office.looks()).looks.length;
      const requestId = await office.opened({ ground: 'investigation' });
      await office.look(requestId);
      expect(await office.letters()).not.toContain(`restricted-opened ${person(office.consumer)}`);
      expect(await office.looks()).toMatchObject({ openings: [] });
      expect((await office.looks()).looks).toHaveLength(before);
      const { rows } = await office.pool.query<{ key: string; at: Date }>(
        `select key, run_at as at from graphile_worker.jobs
       where key = 'tell-restricted-afterwards:' || $1`,
        [requestId],
      );
      expect(rows).toHaveLength(1);
      await end(requestId);
      const clock = { now: () => office.life.access.now };
      await tellAfterwardsJob({ db: office.life.db, clock }).handle({
        requestId: String(requestId),
      });
      expect(await office.letters()).toContain(`restricted-was-open ${person(office.consumer)}`);
      const after = await office.looks();
      expect(after.openings).toMatchObject([{ requestId, standing: 'over' }]);
      expect(after.looks[0]).toMatchObject({ operation: 'restricted-account', requestId });
    },
  );

  test.each(grounds)('of «%s» is told at once or later, as its parameter says', async (ground) => {
    await office.opened({ ground });
    const told = (await office.letters()).includes(`restricted-opened ${person(office.consumer)}`);
    expect(told).toBe(ground !== 'investigation');
    expect((await office.looks()).openings).toHaveLength(told ? 1 : 0);
  });

  lawTest(['1039:93'], 'finds nothing of what was refused', async () => {
    const requestId = await office.filed();
    await office.decide(requestId, { outcome: 'refused' });
    expect((await office.looks()).openings).toEqual([]);
  });
});

describe('unusual requests', () => {
  lawTest(['1039:21.5', '1039:53.5'], 'many by one official are an incident', async () => {
    const { pool } = office;
    for (let count = 0; count < 10; count += 1) {
      await office.askLogged(office.official);
    }
    const db = queryableOf(office.life.access.database.as('zhkp_worker').db);
    const clock = { now: () => office.life.access.now };
    await watch({ db, clock, administrators: () => Promise.resolve([]) });
    const { rows } = await pool.query(
      `select about, signs from platform.incident where kind = 'restricted-in-bulk'`,
    );
    const { personId, role, subjectId } = office.official;
    expect(rows).toEqual([{ about: `person:${personId}:${role}:${subjectId}`, signs: 10 }]);
  });
});

test('numbers of the town are as the test supposes', async () => {
  const { rows } = await office.pool.query(
    'select number, biller_id as biller from registry.account order by account_id',
  );
  expect(rows).toContainEqual({ number: '0000101', biller: waterUtility });
  expect(rows).not.toContainEqual({ number: '0000101', biller: stranger });
});
