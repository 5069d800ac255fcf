import { Secret } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { looksLikeCode, newSecret, secretAddress, stepOf } from './one-time-codes.ts';
import { makeRecoveryCodes, parseRecoveryCode, recoveryHash } from './recovery-codes.ts';

/** RFC 6238, appendix B: the last six digits of the vectors of SHA-1. */
const secret = Secret.fromLatin1('12345678901234567890').base32;
const vectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1_000);

describe('a one-time code', () => {
  test.each(vectors)('of RFC 6238 at %i s is %s', (seconds, code) => {
    const step = Math.floor(seconds / 30);
    expect(stepOf(code, secret, at(seconds))).toBe(step);
    expect(stepOf(code, secret, at(seconds + 30))).toBe(step);
    expect(stepOf(code, secret, at(seconds + 60))).toBeUndefined();
    expect(stepOf(code, newSecret(), at(seconds))).toBeUndefined();
  });

  test.each(['28708', '2870820', '28708a', '', ' 287082', '٢٨٧٠٨٢'])('is not %j', (typed) => {
    expect(looksLikeCode(typed)).toBe(false);
  });

  test('has a secret of 160 bits, told to a phone in one address', () => {
    expect(Secret.fromBase32(newSecret()).bytes).toHaveLength(20);
    const address = new URL(secretAddress(secret, { issuer: 'Платформа', label: 'Олена' }));
    expect(address.protocol).toBe('otpauth:');
    expect(address.searchParams.get('secret')).toBe(secret);
    expect(address.searchParams.get('period')).toBe('30');
  });
});

describe('a recovery code', () => {
  test('is read as it may be typed, and known by its salted hash alone', () => {
    const [code] = makeRecoveryCodes();
    if (code === undefined) throw new Error('no code was made');
    const typed = parseRecoveryCode(` ${code.shown.toLowerCase().replaceAll('-', ' ')} `) ?? '';
    expect(recoveryHash(code.salt, typed)).toEqual(code.hash);
    expect(recoveryHash(Buffer.alloc(16), typed)).not.toEqual(code.hash);
  });

  test.each(['', 'AAAA', 'AAAA-AAAA-AAAA-AAA1', 'AAAA-AAAA-AAAA-AAAAA', '0'.repeat(16)])(
    'is not %j',
    (typed) => {
      expect(parseRecoveryCode(typed)).toBeUndefined();
    },
  );
});
