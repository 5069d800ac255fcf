import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type IdentifierFault,
  parseAccountNumber,
  parseEdrpou,
  parseEic,
  parseIban,
  parseKatottg,
  type Parsed,
  parsePhone,
  parseRnokpp,
} from './identifiers.ts';

// Synthetic values; none was issued to a person, company or account that we know of.
const validOnes: readonly [(text: string) => Parsed<string>, readonly string[]][] = [
  [
    parseRnokpp,
    [
      '1839123480',
      '1839127130',
      '2772741862',
      '2772797519',
      '3287324248',
      '3347310620',
      '3658441008',
      '3944655480',
      '3287300130',
    ],
  ],
  [
    parseEdrpou,
    [
      '00123458',
      '20456788',
      '31000016',
      '45123454',
      '37777773',
      '90123456',
      '30000222',
      '30000998',
      '30010160',
    ],
  ],
  [
    parseIban,
    [
      'UA413000010000026000000000001',
      'UA923052990000029241000000001',
      'UA543220010000026005000000017',
      'UA438201720000031217000000001',
      'UA213223130000026007233566001',
    ],
  ],
  [
    parseEic,
    [
      '62X0000000000012',
      '62Z000000000001B',
      '62Z123456789012V',
      '62W000000000001G',
      '10X1001C--00001X',
      '10Y1001C--00003F',
    ],
  ],
  [parseKatottg, ['UA80000000000093317', 'UA21100270000015047']],
  [parseAccountNumber, ['0042', '123456789012', '0000']],
  [parsePhone, ['+380441234567', '+380501234567']],
];

describe.each(validOnes)('%o', (parse, values) => {
  test.each(values)('accepts %s as it stands', (value) => {
    expect(parse(value)).toEqual({ ok: true, value });
  });

  test('tells an empty field from a wrong one', () => {
    expect(parse('  ')).toEqual({ ok: false, error: 'empty' });
  });
});

test.each<[(text: string) => Parsed<string>, string, string]>([
  [parseRnokpp, ' 18391 23480 ', '1839123480'],
  [parseIban, 'ua41 3000 0100 0002 6000 0000 0000 1', 'UA413000010000026000000000001'],
  [parseEic, '62z000000000001b', '62Z000000000001B'],
  [parseKatottg, 'ua80000000000093317', 'UA80000000000093317'],
  [parseAccountNumber, '00-12 34', '001234'],
  [parsePhone, '0501234567', '+380501234567'],
  [parsePhone, '380501234567', '+380501234567'],
  [parsePhone, '+38 (050) 123-45-67', '+380501234567'],
  [parsePhone, '044 123\u201145\u201167', '+380441234567'],
])('%o reads "%s" as %s', (parse, text, value) => {
  expect(parse(text)).toEqual({ ok: true, value });
});

test.each<[(text: string) => Parsed<string>, string, IdentifierFault]>([
  [parseRnokpp, '1839123481', 'wrong-check-digit'],
  [parseRnokpp, '2772741863', 'wrong-check-digit'],
  [parseRnokpp, '123456789', 'wrong-length'],
  [parseRnokpp, '0000000000', 'never-issued'],
  [parseRnokpp, '12345678A9', 'wrong-characters'],
  [parseEdrpou, '00000001', 'wrong-check-digit'],
  [parseEdrpou, '00000000', 'never-issued'],
  [parseEdrpou, '123458', 'wrong-length'],
  [parseEdrpou, '0012345X', 'wrong-characters'],
  [parseIban, 'UA213223130000026007233566002', 'wrong-check-digit'],
  [parseIban, 'UA2132231300000260072335660', 'wrong-length'],
  [parseIban, 'PL213223130000026007233566001', 'wrong-characters'],
  [parseEic, '62X0000000000013', 'wrong-check-digit'],
  [parseEic, '62X000000000001', 'wrong-length'],
  [parseEic, '62X000000000001-', 'wrong-characters'],
  [parseKatottg, 'UA8000000000009331', 'wrong-length'],
  [parseKatottg, '8000000000009331700', 'wrong-characters'],
  [parseAccountNumber, '123', 'wrong-length'],
  [parseAccountNumber, '1234567890123', 'wrong-length'],
  [parseAccountNumber, '12A4', 'wrong-characters'],
  [parsePhone, '+48501234567', 'wrong-length'],
  [parsePhone, '501234567', 'wrong-length'],
  [parsePhone, '05012345678', 'wrong-length'],
  [parsePhone, '050-CALL-ME', 'wrong-characters'],
])('%o refuses "%s": %s', (parse, text, error) => {
  expect(parse(text)).toEqual({ ok: false, error });
});

describe('check digits', () => {
  test('a code of a legal person has exactly one last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (number) => {
        const start = String(number).padStart(7, '0');
        const accepted = Array.from('0123456789').filter((last) => parseEdrpou(start + last).ok);
        expect(accepted).toHaveLength(1);
      }),
    );
  });

  test('a tax number has exactly one last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
        const start = String(number).padStart(9, '0');
        const accepted = Array.from('0123456789').filter((last) => parseRnokpp(start + last).ok);
        expect(accepted).toHaveLength(1);
      }),
    );
  });
});
