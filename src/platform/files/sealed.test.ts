import * as fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inPieces, someBytes } from '#test/files/store-desk.ts';
import { lawTest } from '#test/law-test.ts';
import { FileTrouble } from './blobs.ts';
import { chunkBytes, headerBytes, tagBytes } from './cipher.ts';
import { receive, type Draft } from './draft.ts';
import { unseal } from './unseal.ts';

const bytesMax = 1024 * 1024 * 1024;
/** Sizes at which chunks begin, end and are full. */
const edges = [
  0,
  1,
  chunkBytes - 1,
  chunkBytes,
  chunkBytes + 1,
  2 * chunkBytes,
  3 * chunkBytes + 7,
];

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhkp-drafts-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function draftOf(bytes: Uint8Array, sizes?: readonly number[]): Promise<Draft> {
  const draft = await receive(inPieces(bytes, sizes), { directory, bytesMax });
  if (draft === 'too-big') throw new Error('too big');
  return draft;
}

async function open(draft: Draft, blob: Uint8Array, sizes?: readonly number[]): Promise<Buffer> {
  const expected = { ...draft, key: draft.dataKey };
  return Buffer.concat(await Array.fromAsync(unseal(inPieces(blob, sizes), expected)));
}

/** What came out before the damage was found, and how it was found. */
async function openDamaged(draft: Draft, blob: Uint8Array) {
  const given: Uint8Array[] = [];
  let trouble: unknown;
  try {
    for await (const piece of unseal(inPieces(blob), { ...draft, key: draft.dataKey })) {
      given.push(piece);
    }
  } catch (error) {
    trouble = error;
  }
  return { given: Buffer.concat(given), trouble };
}

test('any bytes in any pieces come back as they were', async () => {
  const size = fc.oneof(fc.constantFrom(...edges), fc.nat(5_000));
  const pieces = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(size, pieces, pieces, async (count, written, read) => {
      const bytes = someBytes(count);
      const draft = await draftOf(bytes, written);
      const blob = await readFile(draft.path);
      expect((await open(draft, blob, read)).equals(bytes)).toBe(true);
      expect(draft.sizeBytes).toBe(count);
      expect(draft.blobBytes).toBe(blob.length);
      await draft.discard();
    }),
    { numRuns: 200 },
  );
  expect(await readdir(directory)).toEqual([]);
});

test('any part of a draft can be read back while it is checked', async () => {
  const bytes = someBytes(3 * chunkBytes + 7);
  const draft = await draftOf(bytes);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length + 9), fc.nat(2 * chunkBytes), async (from, length) => {
      const part = await draft.content.read(from, length);
      expect(Buffer.from(part).equals(bytes.subarray(from, from + length))).toBe(true);
    }),
  );
  await draft.discard();
});

lawTest(['1039:10.22'], 'every bit of a small blob is guarded', async () => {
  const draft = await draftOf(Buffer.from('An act of 1 page'));
  const blob = await readFile(draft.path);
  for (let bit = 0; bit < blob.length * 8; bit += 1) {
    const { given, trouble } = await openDamaged(draft, flip(blob, bit));
    expect(trouble).toMatchObject({ code: 'changed' });
    expect(given.length).toBe(0);
  }
  await draft.discard();
});

lawTest(
  ['1039:10.22'],
  'a flipped bit anywhere in a big blob is found before it is given out',
  async () => {
    const bytes = someBytes(4 * chunkBytes + 100);
    const draft = await draftOf(bytes);
    const blob = await readFile(draft.path);
    await fc.assert(
      fc.asyncProperty(fc.nat(blob.length * 8 - 1), async (bit) => {
        const { given, trouble } = await openDamaged(draft, flip(blob, bit));
        expect(trouble).toBeInstanceOf(FileTrouble);
        expect(bytes.subarray(0, given.length).equals(given)).toBe(true);
      }),
      { numRuns: 500 },
    );
    await draft.discard();
  },
);

const sealedBytes = chunkBytes + tagBytes;
const chunk = (blob: Buffer, index: number) =>
  blob.subarray(headerBytes + index * sealedBytes, headerBytes + (index + 1) * sealedBytes);
const head = (blob: Buffer) => blob.subarray(0, headerBytes);

test.each<readonly [string, (blob: Buffer, other: Buffer) => Buffer]>([
  ['nothing is left', () => Buffer.alloc(0)],
  ['the end is cut off at a chunk', (blob) => blob.subarray(0, headerBytes + 2 * sealedBytes)],
  ['the end is cut off by a byte', (blob) => blob.subarray(0, -1)],
  ['a byte follows', (blob) => Buffer.concat([blob, Buffer.alloc(1)])],
  ['the last chunk stands twice', (blob) => Buffer.concat([blob, chunk(blob, 2)])],
  [
    'two chunks have changed places',
    (blob) => Buffer.concat([head(blob), chunk(blob, 1), chunk(blob, 0), chunk(blob, 2)]),
  ],
  ['a chunk is left out', (blob) => Buffer.concat([head(blob), chunk(blob, 0), chunk(blob, 2)])],
  ['it is another blob', (_, other) => other],
  [
    'a chunk comes from another blob',
    (blob, other) => Buffer.concat([head(blob), chunk(other, 0), chunk(blob, 1), chunk(blob, 2)]),
  ],
])('damage is found when %s', async (_, spoil) => {
  const draft = await draftOf(someBytes(3 * chunkBytes));
  const other = await draftOf(someBytes(3 * chunkBytes));
  const spoiled = spoil(await readFile(draft.path), await readFile(other.path));
  expect((await openDamaged(draft, spoiled)).trouble).toMatchObject({ code: 'changed' });
  await Promise.all([draft.discard(), other.discard()]);
});

test('the catalogue must promise the right hash, or the last chunk is not given out', async () => {
  const bytes = someBytes(chunkBytes + 1);
  const draft = await draftOf(bytes);
  const blob = await readFile(draft.path);
  const { given, trouble } = await openDamaged({ ...draft, sha256: someBytes(32) }, blob);
  expect(trouble).toMatchObject({ code: 'changed' });
  expect(given.length).toBe(chunkBytes);
  await draft.discard();
});

test('equal contents have nothing in common once sealed', async () => {
  const bytes = Buffer.alloc(chunkBytes, 'a');
  const [one, other] = [await draftOf(bytes), await draftOf(bytes)];
  const [first, second] = [await readFile(one.path), await readFile(other.path)];
  expect(first.length).toBe(second.length);
  expect(first.subarray(headerBytes).equals(second.subarray(headerBytes))).toBe(false);
  expect(first.includes('aaaaaaaa')).toBe(false);
  await Promise.all([one.discard(), other.discard()]);
});

test('more than the limit is refused as soon as it comes, and nothing of it stays', async () => {
  let taken = 0;
  async function* endless() {
    for (;;) {
      taken += 1;
      yield someBytes(1_000);
    }
  }
  expect(await receive(endless(), { directory, bytesMax: 10_000 })).toBe('too-big');
  expect(taken).toBe(11);
  expect(await readdir(directory)).toEqual([]);
});

test('an upload that breaks off leaves nothing', async () => {
  async function* broken() {
    yield someBytes(100_000);
    throw new Error('the connection broke');
  }
  await expect(receive(broken(), { directory, bytesMax })).rejects.toThrow('broke');
  expect(await readdir(directory)).toEqual([]);
});

function flip(blob: Buffer, bit: number): Buffer {
  const flipped = Buffer.from(blob);
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}
