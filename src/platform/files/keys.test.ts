import { createSecretKey, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { someBytes } from '#test/files/store-desk.ts';
import { openKeyFolder, unwrapKey, wrapKey, type WrappedFor } from './keys.ts';

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'zhkp-keys-')), 'keys', 'files');
});
afterEach(() => rm(join(directory, '..', '..'), { recursive: true }));

const wrapped: WrappedFor = {
  objectId: randomUUID(),
  sha256: someBytes(32),
  sizeBytes: 17,
  keyId: '0'.repeat(32),
};
const ringKey = createSecretKey(someBytes(32));
const dataKey = createSecretKey(someBytes(32));

test('a wrapped key opens for its own object only', () => {
  const bytes = wrapKey(ringKey, dataKey, wrapped);
  expect(unwrapKey(ringKey, bytes, wrapped).equals(dataKey)).toBe(true);
  expect(bytes.includes(dataKey.export())).toBe(false);
  const others: readonly WrappedFor[] = [
    { ...wrapped, objectId: randomUUID() },
    { ...wrapped, sha256: someBytes(32) },
    { ...wrapped, sizeBytes: 18 },
    { ...wrapped, keyId: '1'.repeat(32) },
  ];
  for (const other of others) {
    expect(() => unwrapKey(ringKey, bytes, other)).toThrow('changed');
  }
  expect(() => unwrapKey(dataKey, bytes, wrapped)).toThrow('changed');
});

test('every bit of a wrapped key is guarded', () => {
  const bytes = wrapKey(ringKey, dataKey, wrapped);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => unwrapKey(ringKey, flipped, wrapped)).toThrow('changed');
  }
  expect(() => unwrapKey(ringKey, bytes.subarray(1), wrapped)).toThrow('changed');
});

test('keys lie in files of their own that only their owner may read', async () => {
  const ring = await openKeyFolder(directory);
  const keyId = await ring.make();
  expect((await readdir(directory)).sort()).toEqual([`${keyId}.key`, 'addresses.key'].sort());
  for (const file of await readdir(directory)) {
    expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
  }
  await chmod(join(directory, `${keyId}.key`), 0o644);
  await expect(ring.get(keyId)).rejects.toThrow('may be read by others');
});

test('two processes see the same keys and give the same addresses', async () => {
  const [one, other] = await Promise.all([openKeyFolder(directory), openKeyFolder(directory)]);
  const keyId = await one.make();
  expect((await other.get(keyId)).equals(await one.get(keyId))).toBe(true);
  expect(one.addressOf(wrapped.sha256)).toBe(other.addressOf(wrapped.sha256));
  await one.delete(keyId);
  await expect(one.get(keyId)).rejects.toMatchObject({ code: 'key-missing' });
});

test('an address does not tell a content to whoever has no key', async () => {
  const ring = await openKeyFolder(directory);
  const foreign = await openKeyFolder(`${directory}-of-others`);
  expect(ring.addressOf(wrapped.sha256)).not.toBe(foreign.addressOf(wrapped.sha256));
  expect(ring.addressOf(wrapped.sha256)).not.toContain(wrapped.sha256.toHex().slice(0, 16));
});
