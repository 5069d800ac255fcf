import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { formatNote, headFromJson, headToJson, noteBody, signHead, verifyHead } from './head.ts';
import { HeadsFile, readHeads } from './heads-file.ts';
import { signingKeyFrom } from './keys.ts';
import { hashLeaf } from './tree.ts';

const key = signingKeyFrom(generateKeyPairSync('ed25519').privateKey);
const other = signingKeyFrom(generateKeyPairSync('ed25519').privateKey);
const at = Temporal.Instant.from('2026-11-21T10:00:00.5Z');
const head = (size: number) => signHead({ size, root: hashLeaf(Buffer.of(size)), at }, key);

describe('a signed head', () => {
  test('is a note of the documented form', () => {
    const root = Buffer.from(head(7).root).toString('base64');
    expect(noteBody(head(7))).toBe(`zhkp-audit\n7\n${root}\nat 2026-11-21T10:00:00.500000Z\n`);
    const [body, signatureLine] = formatNote(head(7)).split('\n\n');
    expect(`${body}\n`).toBe(noteBody(head(7)));
    const signed = Buffer.from(signatureLine?.split(' ')[2] ?? '', 'base64');
    expect(signatureLine?.startsWith('\u2014 zhkp-audit ')).toBe(true);
    expect(`zhkp-audit+${signed.subarray(0, 4).toString('hex')}`).toBe(key.verification.keyId);
    expect(signed.subarray(4)).toEqual(Buffer.from(head(7).signature));
  });

  test('survives its JSON', () => {
    const again = headFromJson(JSON.parse(JSON.stringify(headToJson(head(7)))));
    expect(formatNote(again)).toBe(formatNote(head(7)));
  });

  lawTest(['1039:53.3'], 'holds only as it was signed, and only under a trusted key', () => {
    const signed = head(7);
    const trusted = [other.verification, key.verification];
    expect(verifyHead(signed, trusted)).toBe(true);
    expect(verifyHead(signed, [other.verification])).toBe(false);
    expect(verifyHead({ ...signed, size: 8 }, trusted)).toBe(false);
    expect(verifyHead({ ...signed, root: hashLeaf(Buffer.of(0)) }, trusted)).toBe(false);
    expect(verifyHead({ ...signed, at: at.add({ microseconds: 1 }) }, trusted)).toBe(false);
    expect(verifyHead({ ...signed, keyId: other.verification.keyId }, trusted)).toBe(false);
  });

  test.each([
    ['a size of nothing', { size: 0 }],
    ['a root cut short', { root: 'abcd' }],
    ['no signature', { signature: '' }],
  ])('is refused from JSON with %s', (_, change) => {
    expect(() => headFromJson({ ...headToJson(head(7)), ...change })).toThrow();
  });
});

describe('the file of published heads', () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'audit-heads-'));
    path = join(directory, 'published', 'heads.jsonl');
  });
  afterEach(() => rm(directory, { recursive: true }));

  const append = async (...sizes: number[]): Promise<void> => {
    const file = await HeadsFile.open(path);
    await file.append(sizes.map(head));
    await file.close();
  };
  const readSizes = async (): Promise<number[]> => {
    const heads = await Array.fromAsync(readHeads(path));
    return heads.map(({ size }) => size);
  };

  test('grows by one line a head and never repeats one', async () => {
    await append(1, 5);
    await append(1, 5, 9);
    expect(await readSizes()).toEqual([1, 5, 9]);
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(4);
  });

  test('knows its last head when opened again', async () => {
    await append(...Array.from({ length: 400 }, (_, index) => index + 1));
    const file = await HeadsFile.open(path);
    expect(file.last?.size).toBe(400);
    await file.close();
  });

  test('is empty when new', async () => {
    await append();
    expect(await readSizes()).toEqual([]);
  });

  test.each([1, 40, 150])('loses nothing but a line torn after %i bytes', async (tornBytes) => {
    await append(1, 5);
    const torn = JSON.stringify(headToJson(head(9))).slice(0, tornBytes);
    await appendFile(path, torn);
    expect(await readSizes()).toEqual([1, 5]);
    await append(9, 12);
    expect(await readSizes()).toEqual([1, 5, 9, 12]);
  });

  test('with nothing but a torn line begins anew', async () => {
    await append();
    await writeFile(path, '{"size":');
    await append(3);
    expect(await readSizes()).toEqual([3]);
  });

  test('that holds something else is refused, not overwritten', async () => {
    await append();
    await writeFile(path, 'someone else’s file\n');
    await expect(HeadsFile.open(path)).rejects.toThrow();
  });
});
