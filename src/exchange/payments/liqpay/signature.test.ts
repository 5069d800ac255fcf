import { assert, property, string } from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSignedBy, liqPayHashes, signatureOf } from './signature.ts';

// The example of the gateway's own documentation.
const vendorData =
  'eyJwdWJsaWNfa2V5IjoiaTAwMDAwMDAwIiwidmVyc2lvbiI6IjMiLCJhY3Rpb24iOiJwYXkiLCJhbW91bnQiOiIzIiwi' +
  'Y3VycmVuY3kiOiJVQUgiLCJkZXNjcmlwdGlvbiI6InRlc3QiLCJvcmRlcl9pZCI6IjAwMDAwMSJ9';
const vendorKey = 'a4825234f4bae72a0be04eafe9e8e2bada209255';

test('the vector of the documentation', () => {
  const key = { privateKey: vendorKey, hash: 'sha1' } as const;
  expect(signatureOf(vendorData, key)).toBe('wR+UZDC4jjeL/qUOvIsofIWpZh8=');
  expect(isSignedBy(vendorData, 'wR+UZDC4jjeL/qUOvIsofIWpZh8=', key)).toBe(true);
});

test.each(liqPayHashes)('%s equals the formula computed step by step', (hash) => {
  assert(
    property(string({ unit: 'grapheme' }), string({ unit: 'grapheme' }), (privateKey, data) => {
      const independent = createHash(hash);
      independent.update(Buffer.from(privateKey));
      independent.update(Buffer.from(data));
      independent.update(Buffer.from(privateKey));
      const expected = Buffer.from(independent.digest('hex'), 'hex').toString('base64');
      expect(signatureOf(data, { privateKey, hash })).toBe(expected);
      expect(isSignedBy(data, expected, { privateKey, hash })).toBe(true);
    }),
  );
});

test.each(['', 'wR+UZDC4jjeL/qUOvIsofIWpZh8', 'wR+UZDC4jjeL/qUOvIsofIWpZh9=', 'ї'.repeat(14)])(
  'not the signature: %j',
  (signature) => {
    expect(isSignedBy(vendorData, signature, { privateKey: vendorKey, hash: 'sha1' })).toBe(false);
  },
);
