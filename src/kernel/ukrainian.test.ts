import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchKey } from './ukrainian.ts';

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
