import { expect, test } from 'vitest';
import { mandateActs } from '#kernel/command.ts';
import { lawTest } from '#test/law-test.ts';
import { holderOf } from './holder.ts';
import { actorKey, anonymous, isOffered, system, type Principal } from './principal.ts';

const person: Principal = { ...anonymous, role: 'individual-consumer', personId: 7n };
const official: Principal = { ...person, role: 'provider', subjectId: 3n };
const deputy: Principal = {
  ...{ ...person, role: 'trusted-consumer' },
  mandate: { mandateId: 5n, grantorName: 'Олена', acts: ['see', 'pay'] },
};

test.each([
  ['the platform', system, 'system', 'platform'],
  ['nobody', anonymous, 'anonymous', undefined],
  ['a consumer', person, 'person:7:individual-consumer:-', 'person:7'],
  ['an official', official, 'person:7:provider:3', 'subject:3'],
  ['a deputy', deputy, 'person:7:trusted-consumer:mandate-5', 'person:7'],
] as const)('%s is known by a key and has documents of their own', (_, who, key, holder) => {
  expect([actorKey(who), holderOf(who)]).toEqual([key, holder]);
});

lawTest(['1039:20.11'], 'a deputy is offered what the mandate names, others everything', () => {
  for (const act of mandateActs) {
    expect([act, isOffered(deputy, act)]).toEqual([act, act === 'see' || act === 'pay']);
    expect([act, isOffered(person, act)]).toEqual([act, true]);
  }
});

test('the right to sign is there until a decision takes it away', () => {
  expect([anonymous.maySign, system.maySign]).toEqual([true, true]);
});
