import { verify } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSigningKey, parseVerificationKey, readVerificationKeys } from './keys.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audit-keys-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the signing key', () => {
  test('is made once, for its owner only, and read again later', async () => {
    const first = await loadSigningKey(directory);
    const { mode } = await stat(join(directory, 'audit-signing.pem'));
    expect(mode & 0o777).toBe(0o600);
    expect((await loadSigningKey(directory)).verification.text).toBe(first.verification.text);
  });

  test('is one, even when several processes start for the first time together', async () => {
    const keys = await Promise.all(Array.from({ length: 4 }, () => loadSigningKey(directory)));
    expect(new Set(keys.map(({ verification }) => verification.text)).size).toBe(1);
    expect(await readVerificationKeys(directory)).toHaveLength(1);
  });

  test('is refused when others may read it', async () => {
    await loadSigningKey(directory);
    await chmod(join(directory, 'audit-signing.pem'), 0o644);
    await expect(loadSigningKey(directory)).rejects.toThrow('0600');
  });

  test('may be replaced; the public keys of the past stay known', async () => {
    const old = await loadSigningKey(directory);
    await rm(join(directory, 'audit-signing.pem'));
    const fresh = await loadSigningKey(directory);
    const known = await readVerificationKeys(directory);
    expect(known.map(({ text }) => text)).toEqual([old.verification.text, fresh.verification.text]);
  });

  test('leaves no draft behind', async () => {
    await loadSigningKey(directory);
    const files = await readdir(directory);
    expect(files.sort()).toEqual(['audit-public-keys.txt', 'audit-signing.pem']);
  });
});

describe('verification keys', () => {
  // The example of the note package of the Go module database.
  const known = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

  test('are those of the signed-note format', () => {
    const { publicKey, keyId } = parseVerificationKey(known);
    const text =
      'If you think cryptography is the answer to your problem,\n' +
      "then you don't know what your problem is.\n";
    const signed =
      'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
    const signature = Buffer.from(signed, 'base64').subarray(4);
    expect(keyId).toBe('PeterNeumann+c74f20a3');
    expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(true);
  });

  test.each([
    ['another hash', known.replace('c74f20a3', 'c74f20a4')],
    ['another name', known.replace('Peter', 'Paul')],
    ['a key cut short', known.slice(0, -8)],
    ['nothing', ''],
  ])('are refused with %s', (_, text) => {
    expect(() => parseVerificationKey(text)).toThrow(RangeError);
  });
});
