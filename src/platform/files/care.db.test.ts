import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  folderPlace,
  inPieces,
  openDesk,
  putBytes,
  readBytes,
  s3Place,
  someBytes,
  type StoreDesk,
} from '#test/files/store-desk.ts';
import { lawTest } from '#test/law-test.ts';
import { systemClock } from '../clock.ts';
import type { BlobName } from './blobs.ts';
import { receive } from './draft.ts';
import { scrub } from './scrub.ts';
import type { StoredFile } from './store.ts';
import { sweep } from './sweep.ts';

const signal = new AbortController().signal;
const everything = { bytesMax: 1e9, signal };
const allNames = { namesMax: 1e6, signal };
const began = Temporal.Instant.from('2026-11-21T10:00:00Z');

let desk: StoreDesk;
let now: Temporal.Instant;
afterEach(() => desk.close());

const later = (hours: number) => {
  now = now.add({ hours });
};

async function open(openPlace = folderPlace): Promise<void> {
  now = began;
  desk = await openDesk(await openPlace(), { now: () => now });
}

async function blobOf(file: StoredFile): Promise<BlobName> {
  const names = await desk.place.raw.names();
  return (names.find((name) => name.startsWith(file.address)) ?? '') as BlobName;
}

/** Objects of 1000 bytes. */
function putSome(count: number): Promise<StoredFile[]> {
  return Promise.all(Array.from({ length: count }, () => putBytes(desk.store, someBytes(1_000))));
}

describe('the scrubber', () => {
  beforeEach(() => open());

  lawTest(
    ['1039:10.22'],
    'finds every way to lose a stored byte, and tells which object',
    async () => {
      const files = await putSome(8);
      const [flipped, cut, longer, gone, swapped, other] = await Promise.all(files.map(blobOf));
      const { raw } = desk.place;
      const spoil = async (name: BlobName | undefined, to: (bytes: Buffer) => Buffer) =>
        raw.set(name ?? '', to(Buffer.from(await raw.get(name ?? ''))));
      await spoil(flipped, (bytes) => bytes.fill(bytes.at(-1) === 0 ? 1 : 0, bytes.length - 1));
      await spoil(cut, (bytes) => bytes.subarray(0, -1));
      await spoil(longer, (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]));
      await raw.delete(gone ?? '');
      await raw.set(swapped ?? '', await raw.get(other ?? ''));
      expect(await scrub(desk.worker, everything)).toMatchObject({ objectsRead: 8, damaged: 5 });
      const found = [
        ...[flipped, cut, longer, swapped].map((blobName) => ({ kind: 'changed', blobName })),
        { kind: 'deleted', blobName: gone },
      ];
      expect(desk.findings).toHaveLength(5);
      expect(desk.findings).toEqual(expect.arrayContaining(found));
      const { rows } = await desk.database.pool.query(
        `select kind, blob_name as "blobName" from files.finding`,
      );
      expect(rows).toHaveLength(5);
      expect(rows).toEqual(expect.arrayContaining(found));
    },
  );

  test('reads so many bytes and goes on next time where it was', async () => {
    await putSome(10);
    const runs: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      runs.push((await scrub(desk.worker, { bytesMax: 2_500, signal })).objectsRead);
      later(1);
    }
    expect(runs).toEqual([3, 3, 3, 3, 3]);
    const { rows } = await desk.database.pool.query<{ times: string }>(
      'select count(*)::text as times from files.object where last_scrubbed_at is not null',
    );
    expect(rows[0]?.times).toBe('10');
  });

  test('reads each object once a run, however large the budget', async () => {
    await putSome(3);
    later(1);
    expect(await scrub(desk.worker, everything)).toMatchObject({
      objectsRead: 3,
      bytesRead: 3_000,
    });
  });

  test('sees that bytes brought back from a backup are whole again', async () => {
    const [file] = await putSome(1);
    const name = await blobOf(file ?? fail());
    const backup = await desk.place.raw.get(name);
    await desk.place.raw.delete(name);
    await scrub(desk.worker, everything);
    await desk.place.raw.set(name, backup);
    later(1);
    await scrub(desk.worker, everything);
    const { rows } = await desk.database.pool.query<{ kind: string }>(
      'select kind from files.finding order by finding_id',
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['deleted', 'whole-again']);
    expect((await readBytes(desk.store, (file ?? fail()).address)).length).toBe(1_000);
  });

  test('goes past an object whose key is lost', async () => {
    await putSome(2);
    await desk.database.pool.query(
      `insert into files.key values (repeat('0', 32), now());
       update files.object set key_id = repeat('0', 32)
       where object_id = (select object_id from files.object limit 1)`,
    );
    expect(await scrub(desk.worker, everything)).toMatchObject({ objectsRead: 2, damaged: 1 });
    expect(desk.findings.map(({ kind }) => kind)).toEqual(['key-missing']);
  });
});

test('a store that is out of reach stops the scrubber and is not called damage', async () => {
  await open(s3Place);
  await putSome(2);
  await desk.place.faults?.({ dead: true });
  await expect(scrub(desk.worker, everything)).rejects.toMatchObject({ code: 'unreachable' });
  expect(desk.findings).toEqual([]);
  await desk.place.faults?.({ wrongBytes: true });
  expect(await scrub(desk.worker, everything)).toMatchObject({ damaged: 2 });
  await desk.place.faults?.({});
  later(1);
  expect(await scrub(desk.worker, everything)).toMatchObject({ damaged: 0 });
});

describe.each([
  ['in a folder', folderPlace],
  ['in S3', s3Place],
])('the sweep %s', (_, openPlace) => {
  beforeEach(() => open(openPlace));

  /** A blob as a process leaves it that was killed before it wrote the row. */
  async function orphan(beginning: string): Promise<BlobName> {
    const name = `${beginning.repeat(32)}-${'0'.repeat(32)}` as BlobName;
    const directory = desk.place.blobs.draftsDirectory;
    const draft = await receive(inPieces(someBytes(100)), { directory, bytesMax: 1_000 });
    if (draft === 'too-big') throw new Error('too big');
    await desk.place.blobs.keep(name, draft);
    await draft.discard();
    return name;
  }

  test('finds deleted blobs without reading the others', async () => {
    const files = await putSome(5);
    const gone = await blobOf(files[2] ?? fail());
    await desk.place.raw.delete(gone);
    await sweep(desk.worker, allNames);
    await sweep(desk.worker, allNames);
    expect(desk.findings).toEqual([{ kind: 'deleted', blobName: gone }]);
  });

  test('tells of a blob that no row knows, once, and removes it when its time is over', async () => {
    const files = await putSome(2);
    const [first, last] = [await orphan('00'), await orphan('ff')];
    now = systemClock.now();
    await sweep(desk.worker, allNames);
    expect(desk.findings).toEqual([]);
    later(2);
    await sweep(desk.worker, allNames);
    await sweep(desk.worker, allNames);
    expect(desk.findings).toEqual([
      { kind: 'unknown-blob', blobName: first },
      { kind: 'unknown-blob', blobName: last },
    ]);
    expect((await desk.place.raw.names()).length).toBe(4);
    later(24 * 7);
    await sweep(desk.worker, allNames);
    const left = await Promise.all(files.map(blobOf));
    expect((await desk.place.raw.names()).toSorted()).toEqual(left.toSorted());
  });

  test('removes drafts of dead processes and leaves those that grow', async () => {
    const directory = desk.place.blobs.draftsDirectory;
    const drafts = await Promise.all(
      [1, 2].map(() => receive(inPieces(someBytes(10)), { directory, bytesMax: 10 })),
    );
    const [dead] = await readdir(directory);
    const longAgo = systemClock.now().subtract({ hours: 25 }).epochMilliseconds / 1_000;
    await utimes(join(directory, dead ?? ''), longAgo, longAgo);
    now = systemClock.now();
    await sweep(desk.worker, allNames);
    expect(await readdir(directory)).toHaveLength(1);
    for (const draft of drafts) if (draft !== 'too-big') await draft.discard();
  });
});

test('the sweep goes on where it was', async () => {
  await open();
  await putSome(3);
  await desk.database.pool.query(`update files.sweep set blob_name = repeat('f', 64)`);
  const [name] = (await desk.place.raw.names()).toSorted();
  await desk.place.raw.delete(name ?? '');
  await sweep(desk.worker, allNames);
  expect(desk.findings).toEqual([]);
  await sweep(desk.worker, allNames);
  expect(desk.findings).toEqual([{ kind: 'deleted', blobName: name }]);
});

function fail(): never {
  throw new Error('nothing was put');
}
