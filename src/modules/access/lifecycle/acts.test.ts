import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { accessActs, bodyRoles, changeBy, changingActs, fits, groundsOf, grounds } from './acts.ts';

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
