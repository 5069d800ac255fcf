import { describe, expect, test } from 'vitest';
import { Gost28147, defaultSubstitution, tablesOfSubstitution } from './gost28147.ts';
import { unwrapKey, wrapKey } from './gost-key-wrap.ts';
import { gost89 } from '#test/signature/jkurwa.ts';
import { octetsInOrder } from './octets.ts';
import { systemRandom } from './random.ts';

/** The S-box of RFC 5831's examples, GostR3411-94-TestParamSet of RFC 4357. */
const testTables = tablesOfSubstitution(
  octetsInOrder(
    '4a92d80e6b1c7f53eb4c6dfa23810759581da342efc7609b7da1089fe46cb253' +
      '6c715fd84a9e03b24ba0721d36859cfedb413f590ae7682c1fd057a4923e6b8c',
  ),
);

describe('published examples, as in the self-test of UAPKI', () => {
  const key = octetsInOrder('0100000002000000030000000400000005000000060000000700000008000000');
  const initial = octetsInOrder('0300000003000000');
  const plain = octetsInOrder('0102030405060708090a0b0c0d0e0f101112131415161718');
  const gamma = octetsInOrder('d1ce841aa50de523b0ab76646f0d1ee8ae02aa0c4e8eafb3');

  test('simple replacement', () => {
    const cipher = new Gost28147(
      octetsInOrder('348724a4c1a67667153dde5933884250e3248c657d413b8c1c9ca09a56d968cf'),
      testTables,
    );
    const message = octetsInOrder('34c01533e37d1c56e9431604f57e37a18f90eb0333a33362');
    const encrypted = octetsInOrder('863e78dd2d60d13ce38f0f691f68f7feb99bb76c3073142d');
    expect(cipher.encryptBlocks(message)).toEqual(encrypted);
    expect(cipher.decryptBlocks(encrypted)).toEqual(message);
  });

  test('gamma with feedback', () => {
    const cipher = new Gost28147(key, testTables);
    expect(cipher.encryptCfb(plain, initial)).toEqual(gamma);
    expect(cipher.decryptCfb(gamma, initial)).toEqual(plain);
  });

  test('authentication code', () => {
    const cipher = new Gost28147(key, testTables);
    expect(cipher.authenticate(gamma)).toEqual(octetsInOrder('7e4a9667'));
  });
});

test('gamma with feedback is that of the independent implementation for every length', () => {
  for (let length = 1; length < 200; length += 1) {
    const [key, initial, message] = [systemRandom(32), systemRandom(8), systemRandom(length)];
    const cipher = new Gost28147(key);
    const encrypted = cipher.encryptCfb(message, initial);
    expect(encrypted).toEqual(Uint8Array.from(gost89.encrypt(Buffer.from(message), key, initial)));
    expect(cipher.decryptCfb(encrypted, initial)).toEqual(message);
  }
});

describe('wrapping of keys', () => {
  test('published examples, as in the tests of gost89', () => {
    const wrapping = octetsInOrder(
      '9c6e6852023b46f499f25b9b0eb7027387fdd5650f5d638ee5f99eb8dc781fde',
    );
    const key = octetsInOrder('11080811020a0d0913040f020111190b04060c101d1c0a0911060e160b121419');
    const wrapped = octetsInOrder(
      'e90fe95628e715f4d6f3d1151ded367250f7006648ffffde574a4ea38250c1c5a0fdff11f36d9186d3b27c60',
    );
    const random = () => octetsInOrder('09100509181c0515');
    expect(wrapKey(wrapping, key, { random })).toEqual(wrapped);
    expect(unwrapKey(wrapping, wrapped)).toEqual(key);
    const other = octetsInOrder('1de57ae661b7e142727170dd5066d04bd63231d5a207778075d17a831e853902');
    const wrappedByOther = octetsInOrder(
      '359a37cf972520b590ef109b7c454c991d95da782e30ac9fe917fbb52e9402a4d236fd030f49627ec63c2684',
    );
    expect(unwrapKey(other, wrappedByOther)).toEqual(key);
  });

  test('each unwraps what the other wraps', () => {
    for (let count = 0; count < 50; count += 1) {
      const [wrapping, key, initial] = [systemRandom(32), systemRandom(32), systemRandom(8)];
      const wrapped = wrapKey(wrapping, key);
      expect(Uint8Array.from(gost89.keyunwrap(wrapping, wrapped))).toEqual(key);
      const theirs = gost89.keywrap(Buffer.from(wrapping), Buffer.from(key), initial);
      expect(unwrapKey(wrapping, Uint8Array.from(theirs))).toEqual(key);
    }
  });

  test('a wrapped key that is changed or of another length is refused', () => {
    const [wrapping, key] = [systemRandom(32), systemRandom(32)];
    const wrapped = wrapKey(wrapping, key);
    for (let bit = 0; bit < 8 * wrapped.length; bit += 1) {
      const changed = wrapped.slice();
      changed[bit >>> 3] = (changed[bit >>> 3] as number) ^ (1 << (bit & 7));
      expect(unwrapKey(wrapping, changed)).toBeUndefined();
    }
    expect(unwrapKey(wrapping, wrapped.subarray(1))).toBeUndefined();
    expect(unwrapKey(wrapping, new Uint8Array())).toBeUndefined();
    expect(unwrapKey(systemRandom(32), wrapped)).toBeUndefined();
  });

  test('another S-box is another wrapping', () => {
    const [wrapping, key] = [systemRandom(32), systemRandom(32)];
    const wrapped = wrapKey(wrapping, key, { tables: testTables });
    expect(unwrapKey(wrapping, wrapped, testTables)).toEqual(key);
    expect(unwrapKey(wrapping, wrapped)).toBeUndefined();
  });
});

test('lengths that cannot be are refused', () => {
  const cipher = new Gost28147(systemRandom(32));
  expect(() => new Gost28147(systemRandom(31))).toThrow(RangeError);
  expect(() => tablesOfSubstitution(defaultSubstitution.subarray(1))).toThrow(RangeError);
  expect(() => cipher.encryptCfb(systemRandom(8), systemRandom(7))).toThrow(RangeError);
  expect(() => cipher.encryptBlocks(systemRandom(9))).toThrow(RangeError);
  expect(() => wrapKey(systemRandom(32), systemRandom(16))).toThrow(RangeError);
  expect(cipher.encryptCfb(new Uint8Array(), systemRandom(8))).toHaveLength(0);
});
