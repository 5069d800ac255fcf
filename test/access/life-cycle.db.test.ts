import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClauseId } from '#kernel/law.ts';
import { escalateOverdue } from '#modules/access/lifecycle/escalate.ts';
import { findRequest } from '#modules/access/lifecycle/requests.sql.ts';
import { readEvents } from '#modules/access/lifecycle/decisions.sql.ts';
import { reportKeyCommand } from '#modules/access/lifecycle/report-key.ts';
import { actorKey, system, type Principal } from '#platform/principal.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { lawTest } from '#test/law-test.ts';
import { signedIn } from '#test/sessions.ts';
import { smallTown } from './access-office.ts';
import { LifeOffice } from './life-office.ts';
import { openRequest } from '#modules/access/lifecycle/requests.ts';
import { testSecrets } from '#test/secrets.ts';

let office: LifeOffice;
let head: Principal;
let administrator: Principal;

beforeAll(async () => {
  office = await LifeOffice.open();
  head = await office.official('provider', '3012548202', { isHead: true });
  administrator = await office.official('technical-administrator', '2772741862', {
    subjectId: smallTown.stranger,
  });
});
afterAll(() => office.close());

const codes = ['2920147112', '2845713250', '2772797519', '3184710691', '3184710705'] as const;
const why = { basis: 'Наказ № 7', aroseOn: '2026-10-20' };
const grant = {
  ...{ act: 'grant', rnokpp: codes[0], surname: 'Нова', givenName: 'Ірина', post: 'Оператор' },
  ...{ email: 'iryna@example.ua', from: '2026-10-20', maySign: 'yes', ground: '1039:29.1', ...why },
};

/** Somebody let in by the head's submission; their session in that name. */
async function letIn(rnokpp: string): Promise<{ personId: bigint; membershipId: bigint }> {
  const requestId = await office.submit(head, { ...grant, rnokpp });
  expect(await office.decide(administrator, requestId)).toBe('approved');
  const personId = await office.personOf(rnokpp);
  const standing = await office.standing(personId, 'provider');
  return { personId, membershipId: standing?.membershipId ?? 0n };
}

const change = (act: string, membershipId: bigint, ground: ClauseId) => ({
  ...{ act, membershipId: String(membershipId), ground, ...why },
});

lawTest(
  ['1039:10.19', '1039:29.1', '1039:54.1'],
  'whom the head of a body submits acts for it from the administrator’s decision on',
  async () => {
    const requestId = await office.submit(head, grant);
    const personId = (await findRequest(office.db, { requestId }))?.submitterId;
    expect(personId).toBe(head.personId);
    expect(await office.decide(administrator, requestId)).toBe('approved');
    const named = await office.personOf(codes[0]);
    const acting = (await office.namesOf(named)).find(({ role }) => role === 'provider');
    expect(acting).toMatchObject({ subjectId: smallTown.waterUtility, maySign: true });
    expect(await office.decide(administrator, requestId)).toBe('decided-already');
    expect(await office.draft(head, grant)).toBe('already-member');
  },
);

describe('who is not the head', () => {
  test.each([
    ['submits nothing', () => ({ ...grant, rnokpp: codes[1] }), 'not-head'],
    ['asks for nobody’s blocking', () => change('block', 1n, '1039:32.2'), 'not-head'],
  ])('%s', async (_, said, refusal) => {
    const clerk = await office.official('provider', codes[4]);
    expect(await office.draft(clerk, said())).toBe(refusal);
  });

  test('of this body, but of another, reaches nobody here', async () => {
    const other = await office.official('provider', '2001100019', {
      ...{ subjectId: smallTown.energySupplier, isHead: true },
    });
    const said = change('block', head.membershipId ?? 0n, '1039:32.2');
    expect(await office.draft(other, said)).toBe('not-there');
  });
});

describe('a decision', () => {
  /** Acts in turn on one membership, and how it stands after each. */
  const story: readonly (readonly [readonly ClauseId[], string, ClauseId, object | string])[] = [
    [['1039:34'], 'block-signing', '1039:34', { state: 'active', maySign: false }],
    [['1039:34'], 'restore-signing', '1039:34', { state: 'active', maySign: true }],
    [['1039:37.1'], 'restore', '1039:37.1', 'cannot-restore'],
    [['1039:32.2', '1039:36'], 'block', '1039:32.2', { state: 'blocked', maySign: true }],
    [['1039:32.3'], 'block', '1039:32.3', 'cannot-block'],
    [['1039:37.1', '1039:38'], 'restore', '1039:37.1', { state: 'active', maySign: true }],
    [['1039:33.1', '1039:36'], 'annul', '1039:33.1', { state: 'annulled', maySign: true }],
    [['1039:39'], 'restore', '1039:37.1', 'cannot-restore'],
  ];
  const person = { id: 0n, membership: 0n };
  beforeAll(async () => {
    const { personId, membershipId } = await letIn(codes[1]);
    Object.assign(person, { id: personId, membership: membershipId });
  });

  for (const [clauses, act, ground, outcome] of story) {
    lawTest(clauses, `${act} on ${ground}: ${JSON.stringify(outcome)}`, async () => {
      const requestId = await office.submit(head, change(act, person.membership, ground));
      const decided = await office.decide(administrator, requestId);
      if (typeof outcome === 'string') return expect(decided).toBe(outcome);
      expect(decided).toBe('approved');
      expect(await office.standing(person.id, 'provider')).toMatchObject(outcome);
    });
  }

  lawTest(['1039:39'], 'after annulling only a new registration leads back', async () => {
    expect(await office.draft(head, { ...grant, rnokpp: codes[1] })).toBe('annulled-before');
    const again = { ...grant, rnokpp: codes[1], act: 're-register', ground: '1039:39' };
    expect(await office.decide(administrator, await office.submit(head, again))).toBe('approved');
    const standing = await office.standing(person.id, 'provider');
    expect(standing).toMatchObject({ state: 'active' });
    expect(standing?.membershipId).not.toBe(person.membership);
  });

  lawTest(['1039:40'], 'is in the history for ever: who, when, on what ground', async () => {
    const events = await readEvents(office.db, person.membership);
    expect(events.map(({ kind, ground }) => [kind, ground])).toEqual([
      ['granted', '1039:29.1'],
      ['signing-blocked', '1039:34'],
      ['signing-restored', '1039:34'],
      ['blocked', '1039:32.2'],
      ['restored', '1039:37.1'],
      ['annulled', '1039:33.1'],
    ]);
    expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([actorKey(administrator)]));
    const { pool } = office.access.database;
    for (const sql of ['delete from', 'update', 'truncate']) {
      const rest = sql === 'update' ? ' set ground = ground' : '';
      await expect(pool.query(`${sql} access.membership_event${rest}`)).rejects.toThrow(
        'append-only',
      );
    }
  });

  test('is not made on one’s own matter, nor refused without a word', async () => {
    const paper = { cameAt: '2026-10-20T10:00', ...change('annul', 0n, '1039:33.1') };
    const own = { ...paper, membershipId: String(administrator.membershipId) };
    expect(await office.decide(administrator, await office.submit(administrator, own))).toBe(
      'own-matter',
    );
    const requestId = await office.submit(head, { ...grant, rnokpp: codes[2] });
    expect(await office.decide(administrator, requestId, 'refused')).toBe('refused');
    const request = await findRequest(office.db, { requestId });
    expect(request && (await openRequest(testSecrets, request))).toMatchObject({
      ...{ outcome: 'refused', reason: 'Перевірено', rnokpp: codes[2], basis: grant.basis },
    });
  });
});

describe('grounds of the regulation', () => {
  const cases: readonly (readonly [ClauseId, string, 'head' | 'paper'])[] = [
    ['1039:32.1', 'block', 'head'],
    ['1039:32.2', 'block', 'head'],
    ['1039:32.3', 'block', 'head'],
    ['1039:32.4', 'block', 'paper'],
    ['1039:33.1', 'annul', 'head'],
    ['1039:33.2', 'annul', 'paper'],
    ['1039:37.1', 'restore', 'head'],
    ['1039:37.2', 'restore', 'paper'],
  ];
  for (const [ground, act, by] of cases) {
    lawTest([ground], `${act} rests on it, by ${by}; a court’s word comes on paper`, async () => {
      const personId = await office.personOf(codes[0]);
      const standing = await office.standing(personId, 'provider');
      const said = change(act, standing?.membershipId ?? 0n, ground);
      const paper = { ...said, cameAt: '2026-10-20T10:00' };
      const byHead = await office.draft(head, said);
      if (by === 'paper') expect(byHead).toBe('ground-not-theirs');
      else expect(byHead).toMatchObject({ requestId: expect.any(BigInt) });
      expect(await office.draft(administrator, paper)).toMatchObject({
        requestId: expect.any(BigInt),
      });
      const wrong = { ...said, act: act === 'annul' ? 'block' : 'annul' };
      expect(await office.draft(head, wrong)).toBe('ground-not-theirs');
    });
  }
});

describe('sessions', () => {
  const clock = { now: () => office.access.now };
  const server = () => new Sessions(office.access.database.web().db, clock, testSecrets);

  lawTest(
    ['1039:36', '1039:34'],
    'of another process lose within two seconds what a decision takes, and no others',
    async () => {
      const { personId, membershipId } = await letIn(codes[3]);
      const names = await office.namesOf(personId);
      const acting = names.find((one) => one.membershipId === membershipId);
      const self = names.find(({ role }) => role === 'individual-consumer');
      if (acting === undefined || self === undefined) throw new Error('nobody');
      const [here, there] = [server(), server()];
      const token = await here.begin(signedIn(acting));
      const own = await here.begin(signedIn(self));
      expect((await there.find(token))?.principal.maySign).toBe(true);

      const signing = change('block-signing', membershipId, '1039:34');
      await office.decide(administrator, await office.submit(head, signing));
      office.access.pass({ seconds: 2 });
      expect((await there.find(token))?.principal.maySign).toBe(false);

      const block = change('block', membershipId, '1039:32.2');
      await office.decide(administrator, await office.submit(head, block));
      // Remembered for two seconds at most: the law of the page allows five.
      office.access.pass({ seconds: 2 });
      expect(await there.find(token)).toBeUndefined();
      expect(await here.find(token)).toBeUndefined();
      expect(await there.find(own)).toBeDefined();
    },
  );

  lawTest(['1039:32.1'], 'end at once when their person says that the key is stolen', async () => {
    const { personId, membershipId } = await letIn(codes[2]);
    const acting = (await office.namesOf(personId)).find(
      (one) => one.membershipId === membershipId,
    );
    if (acting === undefined) throw new Error('nobody');
    const token = await server().begin(signedIn(acting));
    const reported = await office.access.do(reportKeyCommand(testSecrets), acting, {
      basis: 'Загубив токен',
    });
    // In the name of the body, and in their own.
    expect(reported).toEqual({ personId, blocked: 2 });
    expect(await office.namesOf(personId)).toEqual([]);
    expect(await server().find(token)).toBeUndefined();
    expect(await office.standing(personId, 'provider')).toMatchObject({ state: 'blocked' });
    const [, blocked] = await readEvents(office.db, membershipId);
    expect(blocked).toMatchObject({ kind: 'blocked', ground: '1039:32.1' });
    expect(blocked?.actor).toBe(actorKey(acting));
  });
});

describe('terms', () => {
  const at = (text: string) => Temporal.Instant.from(text);
  const cases: readonly (readonly [readonly ClauseId[], string, string, string, string])[] = [
    [['1039:36'], 'block', '1039:32.2', '2026-10-23T13:00:00Z', '2026-10-24T13:00:00Z'],
    [['1039:36'], 'annul', '1039:33.1', '2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z'],
    [['1039:38'], 'restore', '1039:37.1', '2026-10-23T13:00:00Z', '2026-10-24T13:00:00Z'],
    // A Friday: the next working day is Monday, and it ends at midnight in Kyiv.
    [['1039:29.1'], 'grant', '1039:29.1', '2026-10-23T13:00:00Z', '2026-10-26T22:00:00Z'],
  ];
  for (const [clauses, act, ground, received, due] of cases) {
    lawTest(clauses, `${act} received ${received} is due ${due}`, async () => {
      const before = office.access.now;
      office.access.now = at(received);
      const personId = await office.personOf(codes[0]);
      const standing = await office.standing(personId, 'provider');
      const said =
        act === 'grant'
          ? { ...grant, rnokpp: '3012548307' }
          : change(act, standing?.membershipId ?? 0n, ground as ClauseId);
      const requestId = await office.submit(head, said);
      office.access.now = before;
      const request = await findRequest(office.db, { requestId });
      expect(request?.dueAt?.toString()).toBe(due);
    });
  }

  lawTest(['1039:36'], 'that passed are told of to owner and administrators, once', async () => {
    await office.official('owner', '2001100027', { subjectId: smallTown.energySupplier });
    const told = await office.access.do(escalateOverdue, system, {});
    office.access.pass({ days: 30 });
    const later = await office.access.do(escalateOverdue, system, {});
    const again = await office.access.do(escalateOverdue, system, {});
    office.access.pass({ days: -30 });
    expect(told).toEqual({ told: [] });
    expect(later).toMatchObject({ told: expect.arrayContaining([expect.any(BigInt)]) });
    expect(again).toEqual({ told: [] });
    const { rows } = await office.access.database.pool.query(
      `select distinct recipient from platform.letter where notice = 'term-passed'`,
    );
    expect(rows).toHaveLength(2);
  });
});
