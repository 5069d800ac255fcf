import { describe, expect, test } from 'vitest';
import { errorCodeOf, readUser } from './wire.ts';

const person = {
  auth_type: 'dig_sign',
  lastname: 'Коваленко',
  givenname: 'Олена',
  middlename: 'Петрівна',
  drfocode: '2772741862',
  edrpoucode: '',
  o: 'n/a',
  title: 'n/a',
  isqscd: '1',
};

describe('values', () => {
  test('a private person', () => {
    expect(readUser(person)).toEqual({
      ok: true,
      value: {
        rnokpp: '2772741862',
        surname: 'Коваленко',
        givenName: 'Олена',
        patronymic: 'Петрівна',
        authType: 'dig_sign',
        isQualified: true,
      },
    });
  });

  test('an official has both codes', () => {
    const official = { ...person, edrpoucode: '43395033', o: 'КП "Вода"', title: 'Директор' };
    expect(readUser(official)).toMatchObject({
      ok: true,
      value: {
        rnokpp: '2772741862',
        edrpou: '43395033',
        organisation: 'КП "Вода"',
        title: 'Директор',
      },
    });
  });

  test.each(['', ' ', 'n/a', 'N/A', 'null', null, undefined])(
    'missing written as %j',
    (missing) => {
      const user = readUser({ ...person, middlename: missing, edrpoucode: missing, o: missing });
      expect(user.ok && Object.keys(user.value)).toEqual([
        'rnokpp',
        'surname',
        'givenName',
        'authType',
        'isQualified',
      ]);
    },
  );

  test.each([
    ['1', true],
    ['true', true],
    [true, true],
    ['0', false],
    ['false', false],
    [false, false],
    ['', false],
    ['n/a', false],
    [undefined, false],
  ])('isqscd %j means qualified: %s', (isqscd, isQualified) => {
    expect(readUser({ ...person, isqscd })).toMatchObject({ ok: true, value: { isQualified } });
  });

  test('spaces around a value do not matter', () => {
    expect(readUser({ ...person, drfocode: ' 2772741862 ' }).ok).toBe(true);
  });
});

describe('refused', () => {
  test.each([
    ['a seal has no tax number', { drfocode: '', edrpoucode: '43395033' }, 'no-tax-number'],
    ['a passport in its place', { drfocode: 'АА123456' }, 'no-tax-number'],
    ['a wrong check digit', { drfocode: '2772741863' }, 'no-tax-number'],
    ['a wrong code of an organisation', { edrpoucode: '43395034' }, 'malformed'],
    ['no surname', { lastname: 'n/a' }, 'malformed'],
    ['no given name', { givenname: undefined }, 'malformed'],
    ['an unknown way to sign in', { auth_type: 'password' }, 'malformed'],
    ['a value that is no text', { title: { name: 'Директор' } }, 'malformed'],
    ['a value without an end', { title: 'x'.repeat(501) }, 'malformed'],
  ])('%s', (_title, change, kind) => {
    expect(readUser({ ...person, ...change })).toEqual({ ok: false, error: { kind } });
  });

  test.each([undefined, null, 'text', [], {}])('not a user: %j', (answer) => {
    expect(readUser(answer)).toEqual({ ok: false, error: { kind: 'malformed' } });
  });
});

test.each([
  [undefined, undefined],
  ['error', undefined],
  [{}, undefined],
  [{ error: '0' }, undefined],
  [{ error: '' }, undefined],
  [{ error: null }, undefined],
  [{ error: false }, undefined],
  [{ error: 'invalid_grant', message: 'Code of Kovalenko was used' }, 'invalid_grant'],
  [{ error: '2' }, '2'],
  [{ error: true }, 'true'],
  [{ error: 'Коваленко О. П.' }, 'unreadable'],
  [{ error: 'x'.repeat(65) }, 'unreadable'],
  [{ error: ['access_denied', 'again'] }, 'unreadable'],
])('the error of %j is %j', (answer, code) => {
  expect(errorCodeOf(answer)).toBe(code);
});
