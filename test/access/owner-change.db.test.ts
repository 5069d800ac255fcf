import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { period } from '#kernel/period.ts';
import { linkAccount } from '#modules/access/index.ts';
import { areLinked } from '#modules/access/accounts/account-links.sql.ts';
import { insertMandate, moveMandate, findMandate } from '#modules/access/mandates/mandates.sql.ts';
import {
  recordOwnerChangeCommand,
  showOwnerChangesQuery,
} from '#modules/access/ownership/record-owner-change.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { toJson } from '#platform/json.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { enter, reachOf } from '#platform/reach.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { lawTest } from '#test/law-test.ts';
import { testSecrets } from '#test/secrets.ts';
import { signedIn } from '#test/sessions.ts';
import { AccessOffice, smallTown } from './access-office.ts';

const { account, neighbour, waterUtility, energySupplier, stranger } = smallTown;
const record = recordOwnerChangeCommand(testSecrets);
const showChanges = showOwnerChangesQuery(testSecrets);
let office: AccessOffice;
let former: Principal;
let later: Principal;
let tenant: Principal;
let deputy: Principal;

beforeAll(async () => {
  office = await AccessOffice.open();
  former = await office.consumer('Колишня', '2772741862');
  later = await office.consumer('Нова', '2772797519');
  tenant = await office.consumer('Орендар', '2920147112');
  deputy = await office.consumer('Довірений', '2845713250');
});
beforeEach(async () => {
  await office.database.pool.query(
    `delete from access.mandate_account; delete from access.mandate;
     delete from access.account_link; delete from access.owner_change;
     delete from access.ownership_answer;
     delete from access.ownership_request; delete from access.link_attempt;
     alter table platform.letter disable trigger letter_keeps_what_it_says;
     delete from platform.letter;
     alter table platform.letter enable always trigger letter_keeps_what_it_says`,
  );
});
afterAll(() => office.close());

const db = () => queryableOf(office.app.db);
const idOf = ({ personId }: Principal) => personId ?? 0n;
const at = (text: string) => Temporal.Instant.from(text);
const official = (subjectId: bigint): Principal => ({
  ...{ ...anonymous, role: 'provider', personId: idOf(tenant), membershipId: 900n },
  ...{ subjectId, subjectName: 'Водоканал' },
});
const biller = () => official(waterUtility);

async function link(
  who: Principal,
  on: string,
  more: { accountId?: bigint; capacity?: 'owner' | 'tenant'; proof?: 'ownership-register' } = {},
) {
  await linkAccount(db(), {
    ...{ personId: idOf(who), accountId: account, proof: 'provider', now: at(on), ...more },
  });
}

const isLinked = async (who: Principal, accountId = account) =>
  (await areLinked(db(), [{ personId: idOf(who), accountId }]))[0];

async function trust(grantor: Principal, accountIds: readonly bigint[]): Promise<bigint> {
  const now = at('2026-09-01T09:00:00Z');
  const mandateId = await insertMandate(db(), {
    ...{ grantorId: idOf(grantor), trusteeId: idOf(deputy), acts: ['see'], accountIds },
    ...{ offeredAt: now, from: Temporal.PlainDate.from('2026-09-01') },
    until: Temporal.PlainDate.from('2027-09-01'),
  });
  const move = { mandateId, now, by: 'signatures', from: ['offered'], to: 'active' } as const;
  await moveMandate(db(), move);
  return mandateId;
}

const tell = (changedOn = '2026-10-10', by = biller(), accountId = account) =>
  office.do(record, by, {
    ...{ accountId: String(accountId), changedOn, ground: 'Договір № 12' },
  });

async function letters(): Promise<readonly string[]> {
  const { rows } = await office.database.pool.query<{ said: string }>(
    `select recipient || ' ' || notice as said from platform.letter order by letter_id`,
  );
  return rows.map(({ said }) => said).toSorted();
}

lawTest(
  ['1039:26.4.a.2', '1039:25'],
  'owners of before the day reach the account no longer and are told; tenants and new owners stay',
  async () => {
    await link(former, '2026-05-01T09:00:00Z');
    await link(later, '2026-10-10T06:00:00Z');
    await link(tenant, '2026-05-01T09:00:00Z', { capacity: 'tenant' });
    expect(await office.reaches(former, account)).toBe(true);
    expect(await tell()).toEqual({ ended: 1 });
    expect(await Promise.all([former, later, tenant].map((who) => isLinked(who)))).toEqual([
      ...[false, true, true],
    ]);
    expect(await office.reaches(former, account)).toBe(false);
    expect(await letters()).toEqual([`person:${idOf(former)} account-link-ended`]);
    const shown = await office.ask(showChanges, biller(), { accountId: String(account) });
    expect(shown).toMatchObject({
      ...{ links: { owner: 1, tenant: 1 }, changes: [{ ground: 'Договір № 12' }] },
    });
    // Names of those who reach it are not the biller's.
    expect(toJson(shown)).not.toMatch(/Колишня|Орендар/);
  },
);

/** The day of Kyiv begins at 21:00 or 22:00 of UTC. */
test.each([
  ['2026-10-09T20:59:59Z', false],
  ['2026-10-09T21:00:00Z', true],
])('a link of %s stays: %s', async (on, stays) => {
  await link(former, on);
  await tell('2026-10-10');
  expect(await isLinked(former)).toBe(stays);
});

describe('the register of property rights', () => {
  const answered = async (who: Principal, on: string, answer: string) => {
    const { rows } = await office.database.pool.query<{ request_id: bigint }>(
      `insert into access.ownership_request
         (person_id, account_number, biller_edrpou, asked_at, next_try_at, state, decided_at)
       values ($1, '0000101', '32855961', $2, $2, 'connected', $2) returning request_id`,
      [idOf(who), at(on)],
    );
    await office.database.pool.query(
      `insert into access.ownership_answer (query_id, request_id, hromada_id, account_id, purpose,
         answered_at, answer, evidence_next_try_at)
       values (gen_random_uuid(), $1, $2, $3, 'test', $4, $5, $4)`,
      [rows[0]?.request_id, smallTown.hromada, account, at(on), answer],
    );
  };

  test.each([
    ['named them before the day', '2026-10-01T09:00:00Z', 'owner', false],
    ['has named them since', '2026-10-12T09:00:00Z', 'owner', true],
    ['has named them one of several since', '2026-10-12T09:00:00Z', 'co-owner', true],
    ['has since said that they own nothing', '2026-10-12T09:00:00Z', 'no-right', false],
  ])('%s', async (_, on, answer, stays) => {
    await link(former, '2026-05-01T09:00:00Z', { proof: 'ownership-register' });
    await answered(former, on, answer);
    await tell();
    expect(await isLinked(former)).toBe(stays);
  });
});

lawTest(
  ['1039:26.4.a.2', '1039:20.11'],
  'mandates that rest on an ended link end with it, others go on without the account',
  async () => {
    await link(former, '2026-05-01T09:00:00Z');
    await link(former, '2026-05-01T09:00:00Z', { accountId: neighbour });
    const only = await trust(former, [account]);
    const both = await trust(former, [account, neighbour]);
    const names = await office.names(deputy);
    const clock = { now: () => office.now };
    const sessions = () => new Sessions(office.database.web().db, clock, testSecrets);
    const acting = (mandateId: bigint) =>
      names.find(({ mandate }) => mandate?.mandateId === mandateId) ?? anonymous;
    const ended = await sessions().begin(signedIn(acting(only)));
    const goesOn = await sessions().begin(signedIn(acting(both)));
    expect(await tell()).toEqual({ ended: 1 });
    expect((await findMandate(db(), { mandateId: only }))?.state).toBe('void');
    expect((await findMandate(db(), { mandateId: both }))?.state).toBe('active');
    expect(await sessions().find(ended)).toBeUndefined();
    expect(await sessions().find(goesOn)).toBeDefined();
    expect(await office.reaches(acting(both), account)).toBe(false);
    expect(await office.reaches(acting(both), neighbour)).toBe(true);
    expect(await letters()).toEqual(
      [
        `person:${idOf(deputy)} mandate-narrowed`,
        `person:${idOf(deputy)} mandate-narrowed`,
        `person:${idOf(former)} account-link-ended`,
      ].toSorted(),
    );
  },
);

describe('nobody but the biller', () => {
  lawTest(['1039:26.4.a.2'], 'tells of a change: not whoever serves, not a stranger', async () => {
    await link(former, '2026-05-01T09:00:00Z');
    for (const by of [official(energySupplier), official(stranger), former]) {
      expect(await tell('2026-10-10', by)).toBe('hidden');
      expect(await office.ask(showChanges, by, { accountId: String(account) })).toBe('hidden');
    }
    expect(await isLinked(former)).toBe(true);
  });

  lawTest(['1039:25'], 'ends a link, whatever a query asks for: the second wall', async () => {
    await link(former, '2026-05-01T09:00:00Z');
    const endAs = (who: Principal) =>
      office.app.users.transaction().execute(async (tx) => {
        await enter(tx, reachOf(who, office.now));
        const { rows } = await queryableOf(tx).query(
          `update access.account_link set ended_at = now(), ended_by = 'biller'
           where account_id = $1 returning 1`,
          [account],
        );
        return rows.length;
      });
    expect(await endAs(official(energySupplier))).toBe(0);
    expect(await endAs(official(stranger))).toBe(0);
    expect(await endAs(biller())).toBe(1);
  });
});

test('a change of one day is told once', async () => {
  await link(former, '2026-05-01T09:00:00Z');
  expect(await tell()).toEqual({ ended: 1 });
  expect(await tell()).toBe('told-already');
  expect(await tell('2026-10-11')).toEqual({ ended: 0 });
});

test.each([
  ['a day that has not come', '2026-10-21', 'not-yet'],
  ['no day', '', 'changedOn'],
])('%s is refused', async (_, changedOn, outcome) => {
  await link(former, '2026-05-01T09:00:00Z');
  expect(await tell(changedOn)).toBe(outcome);
  expect(await isLinked(former)).toBe(true);
});

lawTest(
  ['1039:25', '1039:45.1'],
  'a former owner does not come back by an older bill, and does by a new word of the biller',
  async () => {
    await link(former, '2026-05-01T09:00:00Z');
    await tell();
    const code = office.codes.codeFor(account, period('2026-09'));
    const form = { number: '0000101', capacity: 'owner', code };
    expect(await office.do(office.connect, former, form)).toMatchObject({ kind: 'no-match' });
    await link(former, '2026-10-20T09:00:00Z');
    expect(await isLinked(former)).toBe(true);
  },
);
