import { describe, expect, test } from 'vitest';
import { readAnswer, writeQuestion } from './wire.ts';

const right = (change: object) => ({
  kind: 'ownership',
  state: 'active',
  form: 'shared',
  ...change,
});
const found = (...rights: object[]) => JSON.stringify({ result: 'found', rights });
const sole = right({ form: 'sole' });
const part = (share: string) => right({ share });
const share = (numerator: bigint, denominator: bigint) => {
  return { kind: 'co-owner', share: { numerator, denominator } };
};

describe('rights make of a person', () => {
  test.each([
    ['an only owner', found(sole), { kind: 'owner' }],
    ['an owner of a half', found(part('1/2')), share(1n, 2n)],
    ['an owner of parts that came one by one', found(part('1/3'), part('1/6')), share(1n, 2n)],
    ['an only owner by parts', found(part('1/3'), part('2/3')), { kind: 'owner' }],
    ['one of several without shares', found(right({ form: 'joint' })), { kind: 'co-owner' }],
    ['nobody: no rights', found(), { kind: 'no-right' }],
    ['nobody: a tenant', found(right({ kind: 'lease', form: 'sole' })), { kind: 'no-right' }],
    ['nobody: a bank', found(right({ kind: 'mortgage', form: 'sole' })), { kind: 'no-right' }],
    ['nobody: sold', found(right({ form: 'sole', state: 'terminated' })), { kind: 'no-right' }],
    [
      'an only owner, with a mortgage and a share of long ago',
      found(sole, right({ kind: 'mortgage', form: 'sole' }), {
        ...part('1/2'),
        state: 'terminated',
      }),
      { kind: 'owner' },
    ],
    ['nobody known', '{"result":"personNotFound"}', { kind: 'not-found' }],
    ['of premises unknown', '{"result":"objectNotFound"}', { kind: 'not-found' }],
    [
      'one about whom nothing is told',
      '{"result":"refused","reason":"restricted"}',
      { kind: 'refused', code: 'restricted' },
    ],
  ])('%s', (_, text, expected) => {
    expect(readAnswer(text)).toEqual(expected);
  });

  test.each([
    ['parts of more than the whole', found(part('1/2'), part('2/3'))],
    ['the whole and a part', found(sole, part('1/2'))],
    ['a part of nothing said', found(right({}))],
    ['a part of nought', found(part('1/0'))],
    ['a part in words', found(part('половина'))],
    ['a right of no form', found({ kind: 'ownership', state: 'active' })],
    ['no result', '{}'],
    ['a result nobody knows', '{"result":"maybe"}'],
    ['a refusal in words', '{"result":"refused","reason":"через суд"}'],
    ['a page', '<h1>200</h1>'],
    ['two answers at once', `${found()}${found()}`],
    ['a list', '[]'],
    ['nothing', ''],
  ])('nothing, of an answer with %s', (_, text) => {
    expect(readAnswer(text)).toBeUndefined();
  });
});

test('a question names one person and one premises, and no more', () => {
  const address = {
    ...({ kind: 'address', settlementCode: 'UA1', street: 'вул. Миру' } as const),
    ...{ houseNumber: '5', premisesNumber: '7' },
  };
  expect(writeQuestion({ rnokpp: '2772741862', premises: address })).toEqual({
    rnokpp: '2772741862',
    object: { address: { katottg: 'UA1', street: 'вул. Миру', house: '5', apartment: '7' } },
  });
  const house = { ...address, premisesNumber: undefined };
  expect(writeQuestion({ rnokpp: '2772741862', premises: house })).toEqual({
    rnokpp: '2772741862',
    object: { address: { katottg: 'UA1', street: 'вул. Миру', house: '5' } },
  });
  const number = { kind: 'registration-number', number: '0000000000001' } as const;
  expect(writeQuestion({ rnokpp: '2772741862', premises: number })).toEqual({
    rnokpp: '2772741862',
    object: { registrationNumber: '0000000000001' },
  });
});
