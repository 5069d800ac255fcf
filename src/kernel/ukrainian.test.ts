import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pluralUk, searchKey } from './ukrainian.ts';

describe('searchKey', () => {
  test.each([
    ["Кам'янець", 'камянець'],
    ['Кам’янець', 'камянець'],
    ['Камʼянець', 'камянець'],
    ['Кам‘янець', 'камянець'],
    ['КАМ’ЯНЕЦЬ-ПОДІЛЬСЬКИЙ', 'камянець подільський'],
    ['Кам’янець – Подільський', 'камянець подільський'],
    ['  вул.\u00a0\u00a0Хрещатик ', 'вул. хрещатик'],
    ['Київ', 'київ'],
    ['Киi\u0308в', 'київ'],
    ['Киïв', 'київ'],
    ['Цирку\u00adни', 'циркуни'],
    ['Ґанок', 'ґанок'],
    ['Iвано-Фpанкiвcьк', 'івано франківськ'],
    ['BІННИЦЯ', 'вінниця'],
    ['ТОВ Alfa', 'тов alfa'],
    ['XXI ст', 'xxi ст'],
  ])('%s gives %s', (text, key) => {
    expect(searchKey(text)).toBe(key);
  });

  test('keeps different names different', () => {
    expect(searchKey('гірка')).not.toBe(searchKey('ґірка'));
    expect(searchKey('кит')).not.toBe(searchKey('кіт'));
  });

  test('of a key is the key', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('Кі i-’ʼABxу1 . Ïї')) });
    fc.assert(
      fc.property(text, (value) => {
        expect(searchKey(searchKey(value))).toBe(searchKey(value));
      }),
    );
  });
});

describe('pluralUk', () => {
  const forms = { one: 'рахунок', few: 'рахунки', many: 'рахунків' };

  test.each([
    [0, 'рахунків'],
    [1, 'рахунок'],
    [2, 'рахунки'],
    [4, 'рахунки'],
    [5, 'рахунків'],
    [11, 'рахунків'],
    [12, 'рахунків'],
    [14, 'рахунків'],
    [21, 'рахунок'],
    [22, 'рахунки'],
    [25, 'рахунків'],
    [111, 'рахунків'],
    [1_001n, 'рахунок'],
    [-3, 'рахунки'],
  ])('%s %s', (count, expected) => {
    expect(pluralUk(count, forms)).toBe(expected);
  });

  test('agrees with the rules of Unicode', () => {
    const rules = new Intl.PluralRules('uk');
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(pluralUk(count, { one: 'one', few: 'few', many: 'many' })).toBe(rules.select(count));
      }),
    );
  });

  test('has no form for a fraction', () => {
    expect(() => pluralUk(1.5, forms)).toThrow(RangeError);
  });
});
