import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClauseId } from '#kernel/law.ts';
import { accessReportQuery } from '#modules/access/index.ts';
import { linkAccount } from '#modules/access/accounts/account-links.sql.ts';
import { readReachedAccounts } from '#modules/access/accounts/reach.ts';
import { draftConsumerRequestCommand } from '#modules/access/lifecycle/consumer-submission.ts';
import { findInPerson, readEvents } from '#modules/access/lifecycle/decisions.sql.ts';
import { fileRequest } from '#modules/access/lifecycle/file-request.ts';
import { reportKeyCommand } from '#modules/access/lifecycle/report-key.ts';
import { findRequest } from '#modules/access/lifecycle/requests.sql.ts';
import { insertMandate, moveMandate } from '#modules/access/mandates/mandates.sql.ts';
import { findPersonCommand, searchesMax } from '#modules/access/persons/find-person.ts';
import { showPersonQuery } from '#modules/access/persons/show-person.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, system, type Principal } from '#platform/principal.ts';
import { bindReading, enter, reachOf } from '#platform/reach.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { lawTest } from '#test/law-test.ts';
import { testSecrets } from '#test/secrets.ts';
import { signedIn } from '#test/sessions.ts';
import { taxNumber } from '#tools/generator/people.ts';
import { smallTown } from './access-office.ts';
import { LifeOffice } from './life-office.ts';

let office: LifeOffice;
let administrator: Principal;
let documents = 700n;
let people = 0;
const { account } = smallTown;

beforeAll(async () => {
  office = await LifeOffice.open();
  administrator = await office.official('technical-administrator', '2772741862', {
    subjectId: smallTown.stranger,
  });
});
afterAll(() => office.close());

/** Searches of an hour ago count no more, and allow nothing. */
const forgetSearches = () => office.access.pass({ minutes: 61 });
const findPerson = findPersonCommand(testSecrets);
const bornOn = Temporal.PlainDate.from('1970-01-01');
const nextNumber = () => taxNumber({ bornOn, sex: 'female', serial: (people += 1) });

/** A consumer of the flat, whom the administrator has just found. */
async function consumer() {
  const rnokpp = nextNumber();
  const who = await office.access.consumer('Споживач', rnokpp);
  const personId = who.personId ?? 0n;
  await linkAccount(office.db, {
    ...{ personId, accountId: account, proof: 'provider', now: office.access.now },
  });
  expect(await office.access.do(findPerson, administrator, { rnokpp })).toEqual({
    ...{ kind: 'found', personId },
  });
  return { who, personId, rnokpp };
}

async function draft(personId: bigint, act: string, ground: ClauseId, by = administrator) {
  const documentId = (documents += 1n);
  const said = {
    ...{ act, ground, personId: String(personId), documentId, basis: 'Постанова № 5' },
    ...{ aroseOn: '2026-10-20', cameAt: '2026-10-20T10:00' },
  };
  const drafted = await office.access.do(draftConsumerRequestCommand(testSecrets), by, said);
  return typeof drafted === 'string' ? drafted : { ...drafted, documentId };
}

/** Entered, signed, decided; in a word. */
async function decide(personId: bigint, act: string, ground: ClauseId): Promise<string> {
  const drafted = await draft(personId, act, ground);
  if (typeof drafted === 'string') return drafted;
  await office.access.do(fileRequest, system, { documentId: drafted.documentId });
  return office.decide(administrator, drafted.requestId);
}

const rolesOf = async (personId: bigint) =>
  (await office.namesOf(personId)).map(({ role, maySign }) =>
    maySign ? role : `${role} unsigned`,
  );

/** How many accounts row-level security lets a principal see now. */
async function accountsSeen(principal: Principal): Promise<number> {
  const { db, end } = bindReading(office.access.app.users, principal, office.access.now);
  const { rows } = await queryableOf(db).query('select 1 from registry.account');
  await end();
  return rows.length;
}

const reached = (principal: Principal) =>
  readReachedAccounts(office.db, principal, dayInKyiv(office.access.now));

async function mandate(grantorId: bigint, trusteeId: bigint): Promise<bigint> {
  const { now } = office.access;
  const mandateId = await insertMandate(office.db, {
    ...{ grantorId, trusteeId, acts: ['see', 'pay'], accountIds: [account], offeredAt: now },
    from: Temporal.PlainDate.from('2026-01-01'),
    until: Temporal.PlainDate.from('2028-01-01'),
  });
  await moveMandate(office.db, {
    ...{ mandateId, now, by: 'signatures', from: ['offered'], to: 'active' },
  });
  return mandateId;
}

describe('a consumer in person', () => {
  /** Acts in turn on one person; in which names they may act after each. */
  const self = 'individual-consumer';
  const story: readonly (readonly [readonly ClauseId[], string, ClauseId, string, string[]])[] = [
    [['1039:37.1'], 'restore', '1039:37.1', 'cannot-restore', [self]],
    [['1039:39'], 're-register', '1039:39', 'not-annulled', [self]],
    [['1039:32.2'], 'block', '1039:32.2', 'ground-not-theirs', [self]],
    [['1039:34'], 'block-signing', '1039:34', 'approved', [`${self} unsigned`]],
    [['1039:34'], 'restore-signing', '1039:34', 'approved', [self]],
    [['1039:32.3', '1039:36'], 'block', '1039:32.3', 'approved', []],
    [['1039:32.4'], 'block', '1039:32.4', 'cannot-block', []],
    [['1039:37.2', '1039:38'], 'restore', '1039:37.2', 'approved', [self]],
    [['1039:32.4', '1039:36'], 'block', '1039:32.4', 'approved', []],
    [['1039:37.1', '1039:38'], 'restore', '1039:37.1', 'approved', [self]],
    [['1039:33.2', '1039:36'], 'annul', '1039:33.2', 'approved', []],
    [['1039:39'], 'restore', '1039:37.2', 'cannot-restore', []],
    [['1039:39'], 'block', '1039:32.4', 'cannot-block', []],
    [['1039:39'], 're-register', '1039:39', 'approved', [self]],
    [['1039:33.1'], 'annul', '1039:33.1', 'approved', []],
  ];
  let personId = 0n;
  beforeAll(async () => {
    ({ personId } = await consumer());
  });

  for (const [clauses, act, ground, outcome, names] of story) {
    lawTest(clauses, `${act} on ${ground}: ${outcome}, then acts as ${names.join()}`, async () => {
      expect(await decide(personId, act, ground)).toBe(outcome);
      expect(await rolesOf(personId)).toEqual(names);
    });
  }

  lawTest(['1039:40'], 'is in the owner’s report with each decision', async () => {
    const owner = await office.official('owner', nextNumber());
    const told = await office.access.ask(accessReportQuery(testSecrets), owner, {
      ...{ edrpou: '', state: null, from: null, through: null },
    });
    if (typeof told === 'string') throw new Error(told);
    const lines = told.filter((line) => line.personId === personId);
    expect(lines.map(({ kind }) => kind).toReversed()).toEqual([
      ...['signing-blocked', 'signing-restored', 'blocked', 'restored', 'blocked', 'restored'],
      ...['annulled', 'granted', 'annulled'],
    ]);
    expect(new Set(lines.map(({ bodyName }) => bodyName))).toEqual(
      new Set(['Від себе, як споживач']),
    );
  });
});

describe('whose paper is entered', () => {
  lawTest(['1039:55'], 'a temporary administrator enters none and finds nobody', async () => {
    const temporary = await office.official('temporary-administrator', nextNumber(), {
      territoryId: smallTown.hromada,
    });
    const { personId, rnokpp } = await consumer();
    expect(await office.access.do(findPerson, temporary, { rnokpp })).toBe('hidden');
    expect(await draft(personId, 'block', '1039:32.1', temporary)).toBe('hidden');
    const drafted = await draft(personId, 'block', '1039:32.1');
    if (typeof drafted === 'string') throw new Error(drafted);
    await office.access.do(fileRequest, system, { documentId: drafted.documentId });
    expect(await office.decide(temporary, drafted.requestId)).toBe('hidden');
  });

  lawTest(['1039:53.3'], 'only of whom the same administrator found within the hour', async () => {
    const { personId } = await consumer();
    const other = await office.official('technical-administrator', nextNumber(), {
      subjectId: smallTown.stranger,
    });
    const show = showPersonQuery(testSecrets);
    const input = { personId: String(personId) };
    expect(await draft(personId, 'block', '1039:32.1', other)).toBe('not-there');
    expect(await office.access.ask(show, other, input)).toBe('refused');
    expect(await office.access.ask(show, administrator, input)).toMatchObject({ personId });
    forgetSearches();
    expect(await office.access.ask(show, administrator, input)).toBe('refused');
    expect(await draft(personId, 'block', '1039:32.1')).toBe('not-there');
  });

  lawTest(
    ['1039:53.3', '1039:21.5'],
    `of ${searchesMax} numbers an hour, and no more`,
    async () => {
      forgetSearches();
      const { rnokpp } = await consumer();
      const came: string[] = [];
      for (let at = 0; at < searchesMax + 5; at += 1) {
        const found = await office.access.do(findPerson, administrator, {
          rnokpp: nextNumber(),
        });
        came.push(typeof found === 'string' ? found : found.kind);
      }
      expect(came.filter((one) => one === 'nobody')).toHaveLength(searchesMax - 1);
      expect(came.filter((one) => one === 'too-many')).toHaveLength(6);
      // The one at hand may be looked at again: it is no new number.
      expect(await office.access.do(findPerson, administrator, { rnokpp })).toMatchObject({
        kind: 'found',
      });
      const { rows } = await office.access.database.pool.query<{ about: string }>(
        `select distinct about from platform.sighting where kind = 'person-guessed'`,
      );
      expect(rows).toEqual([{ about: `person:${administrator.personId}` }]);
      forgetSearches();
    },
  );
});

describe('a decision', () => {
  const server = () =>
    new Sessions(office.access.database.web().db, { now: () => office.access.now }, testSecrets);

  lawTest(
    ['1039:32.4', '1039:36', '1039:20.11', '1039:25'],
    'ends sessions of the person and of their deputies, and row-level security lets nothing out',
    async () => {
      const { who, personId } = await consumer();
      const { who: deputy, personId: deputyId } = await consumer();
      await mandate(personId, deputyId);
      const byMandate = (await office.namesOf(deputyId)).find(({ mandate: one }) => one !== null);
      if (byMandate === undefined) throw new Error('nobody is trusted');
      const [own, trusted, other] = await Promise.all(
        [who, byMandate, deputy].map((one) => server().begin(signedIn(one))),
      );
      expect([await accountsSeen(who), await accountsSeen(byMandate)]).toEqual([1, 1]);
      expect(await decide(personId, 'block', '1039:32.4')).toBe('approved');
      expect(await server().find(own ?? '')).toBeUndefined();
      expect(await server().find(trusted ?? '')).toBeUndefined();
      expect(await server().find(other ?? '')).toBeDefined();
      expect([await accountsSeen(who), await accountsSeen(byMandate)]).toEqual([0, 0]);
      expect([await reached(who), await reached(byMandate)]).toEqual([[], []]);
      expect(await office.access.reaches(byMandate, account)).toBe(false);
      expect(await office.access.reaches(who, account)).toBe(false);
      expect(await office.access.reaches(deputy, account)).toBe(true);
      expect(await rolesOf(deputyId)).toEqual(['individual-consumer']);
      expect(await decide(personId, 'restore', '1039:37.2')).toBe('approved');
      expect([await accountsSeen(who), await accountsSeen(byMandate)]).toEqual([1, 1]);
      expect(await rolesOf(deputyId)).toEqual(['individual-consumer', 'trusted-consumer']);
    },
  );

  lawTest(['1039:32.4', '1039:20.11'], 'stills mandates that the person holds', async () => {
    const { personId: grantorId } = await consumer();
    const { personId } = await consumer();
    await mandate(grantorId, personId);
    const byMandate = (await office.namesOf(personId)).find(({ mandate: one }) => one !== null);
    if (byMandate === undefined) throw new Error('nobody is trusted');
    const token = await server().begin(signedIn(byMandate));
    await decide(personId, 'block', '1039:32.4');
    expect(await server().find(token)).toBeUndefined();
    expect(await accountsSeen(byMandate)).toBe(0);
    expect(await rolesOf(personId)).toEqual([]);
  });

  lawTest(['1039:34'], 'on signing takes the right from deputies too', async () => {
    const { who, personId } = await consumer();
    const { personId: deputyId } = await consumer();
    await mandate(personId, deputyId);
    const byMandate = (await office.namesOf(deputyId)).find(({ mandate: one }) => one !== null);
    const tokens = await Promise.all(
      [who, byMandate ?? anonymous].map((one) => server().begin(signedIn(one))),
    );
    const signs = () =>
      Promise.all(tokens.map(async (token) => (await server().find(token))?.principal.maySign));
    expect(await signs()).toEqual([true, true]);
    await decide(personId, 'block-signing', '1039:34');
    expect(await signs()).toEqual([false, false]);
    expect(await rolesOf(deputyId)).toEqual(['individual-consumer', 'trusted-consumer unsigned']);
    await decide(personId, 'restore-signing', '1039:34');
    // A mandate takes both sides: it is chosen anew.
    expect(await signs()).toEqual([true, false]);
  });

  lawTest(
    ['1039:32.1', '1039:32.3'],
    'on a stolen key is of every name, on others of one',
    async () => {
      const rnokpp = nextNumber();
      const official = await office.official('provider', rnokpp);
      const personId = official.personId ?? 0n;
      forgetSearches();
      await office.access.do(findPerson, administrator, { rnokpp });
      expect(await decide(personId, 'block', '1039:32.3')).toBe('approved');
      expect(await rolesOf(personId)).toEqual(['provider']);
      expect(await decide(personId, 'restore', '1039:37.1')).toBe('approved');
      expect(await decide(personId, 'block', '1039:32.1')).toBe('approved');
      expect(await rolesOf(personId)).toEqual([]);
      const events = await readEvents(office.db, official.membershipId ?? 0n);
      expect(events.map(({ kind, ground }) => [kind, ground])).toEqual([['blocked', '1039:32.1']]);
      // Each name comes back by the word of whoever speaks for it.
      expect(await decide(personId, 'restore', '1039:37.1')).toBe('approved');
      expect(await rolesOf(personId)).toEqual(['individual-consumer']);
    },
  );

  lawTest(['1039:36', '1039:38'], 'has 24 hours from when the paper came', async () => {
    const { personId } = await consumer();
    const drafted = await draft(personId, 'block', '1039:32.4');
    if (typeof drafted === 'string') throw new Error(drafted);
    const { documentId, requestId } = drafted;
    await office.access.do(fileRequest, system, { documentId });
    const request = await findRequest(office.db, { requestId });
    expect(request?.receivedAt?.toString()).toBe('2026-10-20T07:00:00Z');
    expect(request?.dueAt?.toString()).toBe('2026-10-21T07:00:00Z');
    expect(request).toMatchObject({ subjectId: null, role: 'individual-consumer' });
  });
});

lawTest(
  ['1039:32.1'],
  'a consumer who says that their key is stolen is out at once, and lets themselves in by nothing',
  async () => {
    const { who, personId } = await consumer();
    const reported = await office.access.do(reportKeyCommand(testSecrets), who, {
      basis: 'Загубила телефон',
    });
    expect(reported).toEqual({ personId, blocked: 1 });
    expect(await rolesOf(personId)).toEqual([]);
    expect(await accountsSeen(who)).toBe(0);
    // Said again, by a session that another process still remembers: nothing is changed by it.
    expect(await office.access.do(reportKeyCommand(testSecrets), who, { basis: 'Ще раз' })).toEqual(
      { personId, blocked: 0 },
    );
    const held = await findInPerson(office.db, personId);
    expect(held).toMatchObject({ state: 'blocked' });
    const { users } = office.access.app;
    await expect(
      users.transaction().execute(async (tx) => {
        await enter(tx, reachOf(who, office.access.now));
        await queryableOf(tx).query(
          `insert into access.membership (person_id, role, valid)
           values ($1, 'individual-consumer', '[2026-10-20,)')`,
          [personId],
        );
      }),
    ).rejects.toThrow('row-level security');
  },
);

test('drafts of papers that were never decided change nobody’s access', async () => {
  const { personId } = await consumer();
  expect(await draft(personId, 'annul', '1039:33.2')).toMatchObject({
    requestId: expect.any(BigInt),
  });
  expect(await draft(personId, 'block', '1039:32.4')).toMatchObject({
    requestId: expect.any(BigInt),
  });
  expect(await rolesOf(personId)).toEqual(['individual-consumer']);
});
