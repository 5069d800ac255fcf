import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { someBytes } from '#test/files/store-desk.ts';
import { headerOf, openChunk, sealChunk, type ChunkPlace, type Seal } from './cipher.ts';

const seal: Seal = { header: headerOf(someBytes(16)), key: createSecretKey(someBytes(32)) };
const place: ChunkPlace = { index: 3, isLast: false };
const plain = someBytes(100);
const sealed = sealChunk(seal, place, plain);

test('a chunk opens in its own place', () => {
  expect(openChunk(seal, place, sealed).equals(plain)).toBe(true);
});

test.each<readonly [string, Seal, ChunkPlace]>([
  ['as the last one', seal, { index: 3, isLast: true }],
  ['in another place', seal, { index: 4, isLast: false }],
  ['in another object', { ...seal, header: headerOf(someBytes(16)) }, place],
  ['under another key', { ...seal, key: createSecretKey(someBytes(32)) }, place],
])('a chunk does not open %s', (_, otherSeal, otherPlace) => {
  expect(() => openChunk(otherSeal, otherPlace, sealed)).toThrow('changed');
});

test('what is shorter than a tag is no chunk', () => {
  expect(() => openChunk(seal, place, sealed.subarray(0, 15))).toThrow('changed');
});
