import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  folderPlace,
  inPieces,
  s3Keys,
  s3Place,
  someBytes,
  type Place,
} from '#test/files/store-desk.ts';
import { systemClock } from '../clock.ts';
import type { BlobName } from './blobs.ts';
import { receive, type Draft } from './draft.ts';

let place: Place;
afterEach(() => place.close());

function newName(beginning = ''): BlobName {
  const name = `${randomBytes(32).toString('hex')}-${randomBytes(16).toString('hex')}`;
  return `${beginning}${name.slice(beginning.length)}` as BlobName;
}

async function newDraft(bytes = someBytes(200_000)): Promise<Draft> {
  const directory = place.blobs.draftsDirectory;
  const draft = await receive(inPieces(bytes), { directory, bytesMax: 1024 ** 3 });
  if (draft === 'too-big') throw new Error('too big');
  return draft;
}

async function keepNew(name = newName()): Promise<BlobName> {
  const draft = await newDraft();
  try {
    await place.blobs.keep(name, draft);
    return name;
  } finally {
    await draft.discard();
  }
}

async function readAll(name: BlobName): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(await place.blobs.read(name)));
}

describe.each([
  ['a folder', folderPlace],
  ['S3', s3Place],
])('%s', (_, openPlace) => {
  beforeEach(async () => {
    place = await openPlace();
  });

  test('keeps a draft byte by byte, and it stays when the draft goes', async () => {
    const [name, draft] = [newName(), await newDraft()];
    await place.blobs.keep(name, draft);
    const kept = await readAll(name);
    expect(kept.length).toBe(draft.blobBytes);
    await draft.discard();
    expect((await readAll(name)).equals(kept)).toBe(true);
    expect(await readdir(place.blobs.draftsDirectory)).toEqual([]);
  });

  test('never puts one blob in the place of another', async () => {
    const name = await keepNew();
    const before = await readAll(name);
    const draft = await newDraft();
    await expect(place.blobs.keep(name, draft)).rejects.toThrow(/EEXIST|taken by other bytes/);
    await draft.discard();
    expect((await readAll(name)).equals(before)).toBe(true);
  });

  test('says that a blob is not there', async () => {
    await expect(place.blobs.read(newName())).rejects.toMatchObject({ code: 'deleted' });
  });

  test('lists names in order, after any of them, so many at a time', async () => {
    const names: BlobName[] = [];
    for (const beginning of ['a0', 'a0', '00', 'ff', '7c']) {
      names.push(await keepNew(newName(beginning)));
    }
    names.sort();
    const before = systemClock.now().subtract({ minutes: 1 });
    const listed = await place.blobs.list('', 10);
    expect(listed.map(({ name }) => name)).toEqual(names);
    expect(listed.every(({ writtenAt }) => Temporal.Instant.compare(writtenAt, before) > 0)).toBe(
      true,
    );
    const middle = await place.blobs.list(names[1] ?? '', 2);
    expect(middle.map(({ name }) => name)).toEqual(names.slice(2, 4));
    expect(await place.blobs.list(names[4] ?? '', 2)).toEqual([]);
  });

  test('deletes a blob; once more does no harm', async () => {
    const name = await keepNew();
    expect(await place.blobs.delete(name)).toBe(true);
    expect(await place.blobs.delete(name)).toBe(true);
    await expect(place.blobs.read(name)).rejects.toMatchObject({ code: 'deleted' });
    expect(await place.blobs.list('', 10)).toEqual([]);
  });
});

describe('S3 out of order:', () => {
  beforeEach(async () => {
    place = await s3Place();
  });

  test('an answer lost after the write is not asked for twice in vain', async () => {
    await place.faults?.({ lostAfterWrite: 1 });
    const name = await keepNew();
    expect((await readAll(name)).length).toBeGreaterThan(200_000);
    expect(await place.raw.names()).toEqual([name]);
  });

  test.each([
    ['broken connections', { dead: true, times: 2 }],
    ['error pages', { body: 'html', times: 2 }],
    ['requests to slow down', { slowDown: 2 }],
  ])('%s are outlasted', async (_, faults) => {
    await place.faults?.(faults);
    const name = await keepNew();
    expect((await readAll(name)).length).toBeGreaterThan(200_000);
  });

  test.each([
    ['a dead store', { dead: true }],
    ['a store with errors only', { body: 'html' }],
    ['a store that answers in another language', { body: 'text' }],
    ['a store slower than patience', { lateMs: 60_000 }],
  ])('%s is out of reach, which is no damage', async (_, faults) => {
    await place.close();
    place = await s3Place({ silenceMsMax: 50 });
    const name = await keepNew();
    await place.faults?.(faults);
    const unreachable = expect.objectContaining({ code: 'unreachable' });
    await expect(keepNew()).rejects.toEqual(unreachable);
    await expect(place.blobs.read(name)).rejects.toEqual(unreachable);
    await expect(place.blobs.list('', 10)).rejects.toEqual(unreachable);
  });

  test('an answer that breaks off is out of reach, which is no damage', async () => {
    const name = await keepNew();
    await place.faults?.({ cutOff: true });
    await expect(readAll(name)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('a wrong key is refused by the store', async () => {
    await place.close();
    place = await s3Place({ credentials: { ...s3Keys, secretAccessKey: 'another' } });
    await expect(keepNew()).rejects.toThrow('SignatureDoesNotMatch');
  });

  test('an object lock is asked for until its day', async () => {
    await place.close();
    const clock = { now: () => Temporal.Instant.from('2026-11-21T10:00:00.5Z') };
    place = await s3Place({ clock, lock: { mode: 'COMPLIANCE', days: 30 } });
    const name = await keepNew();
    expect(place.lockOf?.(name)).toBe('2026-12-21T10:00:00Z');
  });
});
