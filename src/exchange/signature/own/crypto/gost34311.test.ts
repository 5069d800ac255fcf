import { expect, test } from 'vitest';
import { tablesOfSubstitution } from './gost28147.ts';
import { Gost34311, gost34311 } from './gost34311.ts';
import { gost89 } from '#test/signature/jkurwa.ts';
import { octetsInOrder } from './octets.ts';
import { systemRandom } from './random.ts';

/** The S-box of the standard's own examples. */
const testTables = tablesOfSubstitution(
  octetsInOrder(
    '4a92d80e6b1c7f53eb4c6dfa23810759581da342efc7609b7da1089fe46cb253' +
      '6c715fd84a9e03b24ba0721d36859cfedb413f590ae7682c1fd057a4923e6b8c',
  ),
);

test.each([
  [
    'This is message, length=32 bytes',
    'b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa',
  ],
  [
    'Suppose the original message has length = 50 bytes',
    '471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208',
  ],
  // Of no octets: as in OpenSSL and Bouncy Castle.
  ['', 'ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d'],
])('the examples of the standard come out (GOST 34.311-95, A.3): "%s"', (message, hash) => {
  const octets = new TextEncoder().encode(message);
  expect(new Gost34311(testTables).update(octets).digest()).toEqual(octetsInOrder(hash));
});

test('with the S-box No 1: an example from the tests of gost89', () => {
  const message =
    'IGNORE THIS FILE. This file does nothing, contains no useful data, and might go away in ' +
    'future releases.  Do not depend on this file or its contents.';
  expect(gost34311(new TextEncoder().encode(message))).toEqual(
    octetsInOrder('e9312d13d0e0d39aa4a00c77dcfb661883dd0ed8218af48a146168fc60f014dc'),
  );
});

test('1 100 random messages of all lengths hash as by the independent implementation', () => {
  for (let count = 0; count < 1_100; count += 1) {
    const message = systemRandom(count % 550);
    expect(gost34311(message)).toEqual(Uint8Array.from(gost89.hash(Buffer.from(message))));
  }
});

test('sums that carry through all words', () => {
  const message = new Uint8Array(320).fill(0xff);
  expect(gost34311(message)).toEqual(Uint8Array.from(gost89.hash(Buffer.from(message))));
});

test('parts of a message hash as the whole', () => {
  const message = systemRandom(1_000);
  for (const size of [1, 7, 31, 32, 33, 64, 999]) {
    const hash = new Gost34311();
    for (let at = 0; at < message.length; at += size) hash.update(message.subarray(at, at + size));
    expect(hash.digest()).toEqual(gost34311(message));
  }
});
