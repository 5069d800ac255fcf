import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles, type Role } from '#kernel/role.ts';
import type { SubjectKind } from '#modules/registry/index.ts';
import { lawTest } from '#test/law-test.ts';
import {
  accessActs,
  bodyRoles,
  changeBy,
  changingActs,
  consumerActs,
  consumerGroundsOf,
  fits,
  grounds,
  groundsOf,
  headGroundsOf,
  isAdmitting,
  territorialRoles,
  type Standing,
} from './acts.ts';

const states = ['active', 'blocked', 'annulled'] as const;

describe('a change of a membership', () => {
  lawTest(['1039:39'], 'is never made to an annulled one', () => {
    for (const act of accessActs) {
      for (const maySign of [true, false]) {
        expect(changeBy(act, { state: 'annulled', maySign })).toBeUndefined();
      }
    }
  });

  lawTest(
    ['1039:34'],
    'of the right to sign leaves access as it is, and the other way round',
    () => {
      for (const state of ['active', 'blocked'] as const) {
        for (const maySign of [true, false]) {
          for (const act of changingActs) {
            const change = changeBy(act, { state, maySign });
            if (change === undefined) continue;
            if (act.endsWith('signing')) expect(change.state).toBe(state);
            else expect(change.maySign).toBe(maySign);
          }
        }
      }
    },
  );

  test.each([
    ['block', 'active', 'blocked'],
    ['block', 'blocked', undefined],
    ['restore', 'blocked', 'active'],
    ['restore', 'active', undefined],
    ['annul', 'active', 'annulled'],
    ['annul', 'blocked', 'annulled'],
  ] as const)('%s of what is %s makes it %s', (act, state, after) => {
    expect(changeBy(act, { state, maySign: true })?.state).toBe(after);
  });

  test('always changes something', () => {
    for (const act of accessActs) {
      for (const state of states) {
        for (const maySign of [true, false]) {
          const change = changeBy(act, { state, maySign });
          if (change !== undefined)
            expect([change.state, change.maySign]).not.toEqual([state, maySign]);
        }
      }
    }
  });
});

describe('whatever follows whatever on one membership', () => {
  const acts = fc.array(fc.constantFrom(...changingActs), { maxLength: 30 });
  /** What is made of a membership by acts in turn; those that cannot be done leave it. */
  const standings = (done: readonly (typeof changingActs)[number][]) => {
    const all: Standing[] = [{ state: 'active', maySign: true }];
    for (const act of done)
      all.push(changeBy(act, all.at(-1) as Standing) ?? (all.at(-1) as Standing));
    return all;
  };

  lawTest(['1039:39', '1039:33.2'], 'once annulled it stays so, to the letter', () => {
    fc.assert(
      fc.property(acts, (done) => {
        const all = standings(done);
        const annulledAt = all.findIndex(({ state }) => state === 'annulled');
        if (annulledAt === -1) return;
        for (const later of all.slice(annulledAt)) expect(later).toEqual(all[annulledAt]);
      }),
    );
  });

  lawTest(
    ['1039:34', '1039:37.1'],
    'access is as its last act of access left it, and so signing',
    () => {
      fc.assert(
        fc.property(acts, (done) => {
          const until = done.indexOf('annul');
          const alive = until === -1 ? done : done.slice(0, until);
          const [access, signing] = [
            alive.findLast((one) => !one.endsWith('signing')),
            alive.findLast((one) => one.endsWith('signing')),
          ];
          expect(standings(alive).at(-1)).toMatchObject({
            state: access === 'block' ? 'blocked' : 'active',
            maySign: signing !== 'block-signing',
          });
        }),
      );
    },
  );
});

lawTest(
  ['1039:32.1', '1039:32.3', '1039:32.4', '1039:33.2'],
  'an act on a consumer rests on less',
  () => {
    for (const act of consumerActs) {
      const theirs = consumerGroundsOf(act);
      expect(theirs.length, act).toBeGreaterThan(0);
      expect(theirs).not.toContain('1039:32.2');
      expect(groundsOf[act]).toEqual(expect.arrayContaining([...theirs]));
    }
    expect(consumerGroundsOf('block')).toEqual(['1039:32.1', '1039:32.3', '1039:32.4']);
  },
);

test('every ground is of some act, and every act has one', () => {
  const used = new Set(Object.values(groundsOf).flat());
  expect(used).toEqual(new Set(grounds));
  for (const act of accessActs) expect(groundsOf[act].length, act).toBeGreaterThan(0);
});

lawTest(['1039:20'], 'a role of a body fits some kind of bodies, and no consumer in person', () => {
  expect(bodyRoles).toHaveLength(15);
  expect(fits('provider', 'provider')).toBe(true);
  expect(fits('provider', 'association')).toBe(false);
  expect(fits('temporary-administrator', 'association')).toBe(false);
  expect(fits('individual-consumer', 'provider')).toBe(false);
});

lawTest(
  ['1039:29.1', '1039:32.1', '1039:33.1', '1039:34', '1039:37.1', '1039:39', '1039:54.2'],
  'each act rests on the grounds that the regulation names, in a cabinet without those of courts',
  () => {
    for (const [act, inCabinet, ofCourts] of [
      ['grant', ['1039:29.1'], []],
      ['appoint-temporary-administrator', ['1039:54.2'], []],
      ['re-register', ['1039:39'], []],
      ['block', ['1039:32.1', '1039:32.2', '1039:32.3'], ['1039:32.4']],
      ['annul', ['1039:33.1'], ['1039:33.2']],
      ['restore', ['1039:37.1'], ['1039:37.2']],
      ['block-signing', ['1039:34'], []],
      ['restore-signing', ['1039:34'], []],
    ] as const) {
      expect([act, groundsOf[act]]).toEqual([act, [...inCabinet, ...ofCourts]]);
      expect([act, headGroundsOf(act)]).toEqual([act, inCabinet]);
    }
    expect(accessActs).toEqual(Object.keys(groundsOf));
    expect(consumerActs).toEqual(['re-register', ...changingActs]);
  },
);

lawTest(['1039:29.1', '1039:39', '1039:54.2'], 'what admits changes nothing that there is', () => {
  for (const act of accessActs) {
    expect([act, isAdmitting(act)]).toEqual([act, !changingActs.includes(act as never)]);
    if (isAdmitting(act)) expect(changeBy(act, { state: 'active', maySign: true })).toBeUndefined();
  }
});

lawTest(['1039:34'], 'the right to sign is taken and given once', () => {
  for (const state of ['active', 'blocked'] as const) {
    const [with_, without] = [
      { state, maySign: true },
      { state, maySign: false },
    ];
    expect(changeBy('block-signing', with_)).toEqual({ ...without, event: 'signing-blocked' });
    expect(changeBy('block-signing', without)).toBeUndefined();
    expect(changeBy('restore-signing', without)).toEqual({ ...with_, event: 'signing-restored' });
    expect(changeBy('restore-signing', with_)).toBeUndefined();
  }
});

lawTest(['1039:20', '1039:55'], 'each role is of its kinds of bodies', () => {
  const withUsers = [
    ...(['provider', 'manager', 'billing-centre', 'laboratory', 'payment-provider'] as const),
    'contact-centre',
  ] as const;
  const authorities = [
    ...(['local-authority', 'state-administration', 'regulator', 'cabinet-secretariat'] as const),
    ...(['ministry', 'owner'] as const),
  ];
  const expected = new Map<Role, readonly SubjectKind[]>([
    ...withUsers.map((kind) => [kind, [kind]] as const),
    ...authorities.map((role) => [role, ['authority']] as const),
    ['collective-consumer', ['association']],
    ['technical-administrator', ['administrator']],
    ['temporary-administrator', [...withUsers, 'authority', 'administrator']],
  ]);
  const kinds: readonly SubjectKind[] = [...withUsers, 'authority', 'administrator', 'association'];
  for (const role of roles) {
    const fitting = kinds.filter((kind) => fits(role, kind));
    expect([role, fitting.sort()]).toEqual([role, (expected.get(role) ?? []).toSorted()]);
  }
  expect(Array.from(expected.keys()).sort()).toEqual(bodyRoles.toSorted());
  expect(territorialRoles).toEqual(['local-authority', 'state-administration']);
});
