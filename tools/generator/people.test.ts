import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEdrpou, parseIban, parseRnokpp } from '#kernel/identifiers.ts';
import { feminineSurname } from './names.seed.uk.ts';
import { firmAccount, firmCode, inventHolderName, taxNumber } from './people.ts';
import { stream } from './random.ts';

test.each([
  { born: '1950-05-09', sex: 'male', serial: 1356, number: '1839127130' },
  { born: '1975-11-30', sex: 'female', serial: 2093, number: '2772741862' },
  { born: '1991-08-24', sex: 'male', serial: 1518, number: '3347330370' },
] as const)('a tax number of $born is $number', ({ born, sex, serial, number }) => {
  expect(taxNumber({ bornOn: Temporal.PlainDate.from(born), sex, serial })).toBe(number);
});

test('a tax number is valid and tells the birthday and the sex', () => {
  const first = Temporal.PlainDate.from('1940-01-01');
  const person = fc.record({
    days: fc.nat({ max: 24_000 }),
    sex: fc.constantFrom('female', 'male'),
    serial: fc.nat({ max: 4_999 }),
  });
  fc.assert(
    fc.property(person, ({ days, sex, serial }) => {
      const bornOn = first.add({ days });
      const number = taxNumber({ bornOn, sex, serial });
      expect(parseRnokpp(number)).toEqual({ ok: true, value: number });
      const born = Temporal.PlainDate.from('1899-12-31').add({ days: Number(number.slice(0, 5)) });
      expect(born.toString()).toBe(bornOn.toString());
      expect(Number(number[8]) % 2 === 1).toBe(sex === 'male');
    }),
  );
});

test('every firm has a valid code and account of its own', () => {
  const numbers = Array.from({ length: 3000 }, (_, number) => number);
  for (const number of numbers) {
    expect(parseEdrpou(firmCode(number)).ok).toBe(true);
    expect(parseIban(firmAccount(number)).ok).toBe(true);
  }
  expect(new Set(numbers.map(firmCode)).size).toBe(numbers.length);
  expect(new Set(numbers.map(firmAccount)).size).toBe(numbers.length);
  expect(() => firmCode(1_000_000)).toThrow(RangeError);
});

test('women bear the feminine form of adjectives and the same form of other surnames', () => {
  expect(feminineSurname('Вишневський')).toBe('Вишневська');
  expect(feminineSurname('Заболотний')).toBe('Заболотна');
  expect(feminineSurname('Коваленко')).toBe('Коваленко');
});

test('a holder is written as surname, name and patronymic with the apostrophe of stored text', () => {
  for (let id = 0; id < 3000; id += 1) {
    expect(inventHolderName(stream(1, 'holder', id))).toMatch(
      /^[А-ЯҐЄІЇ][а-яґєії’]+( [А-ЯҐЄІЇ][А-Яа-яґєії’]+){2}$/u,
    );
  }
});
