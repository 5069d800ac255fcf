import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bitLength,
  bitOf,
  concatenate,
  numberOfOctets,
  octetsInOrder,
  octetsOfHex,
  octetsOfNumber,
  octetsOfWords,
  wordsOfOctets,
} from './octets.ts';

test('little-endian octets and numbers are one for another', () => {
  expect(octetsOfNumber(0x010203n, 4)).toEqual(Uint8Array.of(3, 2, 1, 0));
  expect(octetsOfNumber(0x010203n, 2)).toEqual(Uint8Array.of(3, 2));
  expect(numberOfOctets(Uint8Array.of())).toBe(0n);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (octets) => {
      expect(octetsOfNumber(numberOfOctets(octets), octets.length)).toEqual(octets);
    }),
  );
});

test('bits are counted and taken from the lowest', () => {
  expect([0n, 1n, 2n, 255n, 256n].map(bitLength)).toEqual([0, 1, 2, 8, 9]);
  expect([0, 1, 8, 9, 99].map((index) => bitOf(Uint8Array.of(2, 1), index))).toEqual([
    0, 1, 1, 0, 0,
  ]);
});

test('hexadecimal digits go both ways round', () => {
  expect(octetsInOrder('0102ff')).toEqual(Uint8Array.of(1, 2, 255));
  expect(octetsOfHex('0102ff')).toEqual(Uint8Array.of(255, 2, 1));
  expect(octetsOfHex('1ff')).toEqual(Uint8Array.of(255, 1));
});

test('words are little-endian', () => {
  const octets = Uint8Array.of(1, 2, 3, 0xff, 5, 6, 7, 8);
  expect(wordsOfOctets(octets)).toEqual(Int32Array.of(0xff030201, 0x08070605));
  expect(octetsOfWords(wordsOfOctets(octets))).toEqual(octets);
  expect(concatenate(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3))).toEqual(
    Uint8Array.of(1, 2, 3),
  );
});
