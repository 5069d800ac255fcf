import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, storedKey } from './search-key.ts';

test.each([
  ['Кам’янець-Подільський', "кам'янець подільський"],
  ['Знам’янка', 'Знамʼянка'],
  ['Знам’янка', 'знамянка'],
  ['Київ', 'КИЇВ'],
  ['Рівне', 'Piвнe'],
  ['  Біла—Церква ', 'біла церква'],
])('%j and %j have one key', (one, other) => {
  expect(storedKey(one)).toBe(storedKey(other));
});

test.each([
  ['Харьків', 'Харків', 'kharkiv'],
  ['Віниця', 'Вінниця', 'vinitsia'],
  ['Рівне', 'Ривне', 'rivne'],
  ['Kyiv', 'Київ', 'kiv'],
  ['Lugansk', 'Луганськ', 'luhansk'],
  ['Chernivtsi', 'Чернівці', 'chernivtsi'],
  ['Zhytomyr', 'Житомир', 'zhitomir'],
])('%j and %j meet in the key %j', (one, other, key) => {
  expect([storedKey(one), storedKey(other)]).toEqual([key, key]);
});

test('digits are not folded: house 11 is not house 1', () => {
  expect(addressKey('Садова', '11')).not.toBe(addressKey('Садова', '1'));
});

test('a key holds only ASCII letters, digits and single spaces', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => {
      expect(storedKey(text)).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/);
    }),
  );
});

test.each([
  ['вул. Хрещатик', '5', 'вулиця Хрещатик, буд. 5'],
  ['Хрещатик', '5', 'хрещатик 5'],
  ['просп. Перемоги', '12-А', 'проспект Перемоги 12 а'],
])('%s %s is found as %j', (street, house, typed) => {
  expect(addressKey(street, house)).toBe(addressKey(typed));
});

test('a street called only by a street word keeps it', () => {
  expect(addressKey('Набережна')).toBe(storedKey('набережна'));
});
