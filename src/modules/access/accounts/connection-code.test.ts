import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { period } from '#kernel/period.ts';
import { connectionCodes, parseCode } from './connection-code.ts';

const codes = connectionCodes(createSecretKey(Buffer.alloc(32, 7)));
const last = period('2026-08');
const months = [last, period('2026-09'), period('2026-10')];
const account = fc.bigInt({ min: 1n, max: 2n ** 62n });
const digitsOf = (accountId: bigint) => codes.codeFor(accountId, last).replaceAll(' ', '');

describe('a code on a paper bill', () => {
  test('stands in groups and is read back however it is typed', () => {
    const code = codes.codeFor(5n, last);
    expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{2}$/);
    const digits = code.replaceAll(' ', '');
    for (const typed of [code, digits, code.replaceAll(' ', '-'), ` ${code}  `]) {
      expect(parseCode(typed)).toBe(digits);
    }
  });

  test('is of its account and month and of no other', () => {
    fc.assert(
      fc.property(account, account, (one, other) => {
        const code = digitsOf(one);
        expect(codes.isCodeOf(code, one, months)).toBe(true);
        expect(codes.isCodeOf(code, one, months.slice(1))).toBe(false);
        if (one !== other) expect(codes.isCodeOf(code, other, months)).toBe(false);
        const stranger = connectionCodes(createSecretKey(randomBytes(32)));
        expect(stranger.isCodeOf(code, one, months)).toBe(false);
      }),
    );
  });

  test('with a wrong digit, or two exchanged, is seen to be none before anything is asked', () => {
    fc.assert(
      fc.property(account, fc.nat(13), fc.integer({ min: 1, max: 9 }), (one, at, by) => {
        const code = digitsOf(one);
        const digit = (Number(code[at]) + by) % 10;
        expect(parseCode(code.slice(0, at) + digit + code.slice(at + 1))).toBeUndefined();
        const [a = '', b = ''] = code.slice(at, at + 2);
        if (a !== b && b !== '') {
          expect(parseCode(code.slice(0, at) + b + a + code.slice(at + 2))).toBeUndefined();
        }
      }),
    );
  });

  test.each(['', 'abc', '1234', '1234 5678 9012 3', '1234 5678 9012 345', '٠٠٠٠ ٠٠٠٠ ٠٠٠٠ ٠١'])(
    'is not «%s»',
    (typed) => {
      expect(parseCode(typed)).toBeUndefined();
    },
  );
});
