import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  folderPlace,
  openDesk,
  putBytes,
  readBytes,
  someBytes,
  type StoreDesk,
} from '#test/files/store-desk.ts';
import { lawTest } from '#test/law-test.ts';
import { systemClock } from '../clock.ts';
import { findByAddress } from './catalogue.sql.ts';
import { openKeyFolder } from './keys.ts';
import { readObject } from './read-object.ts';
import { forgetRetiredKeys, rewrapKeys, rotateKey } from './rotate.ts';
import { FileStore, type FileAddress, type StoredFile } from './store.ts';

const rotationsMin = 10;
const writesMin = 100;
const readsMin = 300;
const signal = new AbortController().signal;

let desk: StoreDesk;
beforeEach(async () => {
  desk = await openDesk(await folderPlace());
});
afterEach(() => desk.close());

async function keysInUse(): Promise<readonly string[]> {
  const { rows } = await desk.database.pool.query<{ id: string }>(
    'select distinct key_id as id from files.object',
  );
  return rows.map(({ id }) => id);
}

async function keyFiles(): Promise<readonly string[]> {
  const files = await readdir(desk.keysDirectory);
  return files.filter((file) => file !== 'addresses.key').map((file) => file.slice(0, 32));
}

/** The store as another process has it: with its own copies of the keys. */
async function anotherProcess(): Promise<FileStore> {
  return new FileStore({ ...desk.app, ring: await openKeyFolder(desk.keysDirectory) });
}

test('new objects take the new key at once, in every process; old ones when they are wrapped', async () => {
  const other = await anotherProcess();
  const old = await putBytes(desk.store, someBytes(100));
  await putBytes(other, someBytes(100));
  const [first] = await keysInUse();
  const second = await rotateKey(desk.worker);
  const blobs = await desk.place.raw.names();
  const contents = await Promise.all(blobs.map((name) => desk.place.raw.get(name)));
  await putBytes(other, someBytes(100));
  expect(new Set(await keysInUse())).toEqual(new Set([first, second]));
  expect(await rewrapKeys(desk.worker, signal)).toBe(2);
  expect(await keysInUse()).toEqual([second]);
  expect((await readBytes(other, old.address)).length).toBe(100);
  for (const [at, name] of blobs.entries()) {
    expect((await desk.place.raw.get(name)).equals(contents[at] ?? Buffer.alloc(0))).toBe(true);
  }
});

lawTest(
  ['1039:53.3'],
  'a key is deleted only when it was replaced long ago and wraps nothing',
  async () => {
    await putBytes(desk.store, someBytes(100));
    const [first] = await keysInUse();
    const replaced = systemClock.now();
    const second = await rotateKey(desk.worker);
    const forget = (before: Temporal.Instant) => forgetRetiredKeys(desk.worker, before);
    const future = systemClock.now().add({ hours: 1 });
    await forget(future);
    expect(new Set(await keyFiles())).toEqual(new Set([first, second]));
    await rewrapKeys(desk.worker, signal);
    await forget(replaced);
    expect(new Set(await keyFiles())).toEqual(new Set([first, second]));
    await forget(future);
    expect(await keyFiles()).toEqual([second]);
  },
);

test('a reader whose row was read before its key was wrapped anew and deleted reads on', async () => {
  const bytes = someBytes(100);
  const { address } = await putBytes(desk.store, bytes);
  const row = await findByAddress(desk.app.db, address);
  if (row === undefined) throw new Error('nothing was put');
  await rotateKey(desk.worker);
  await rewrapKeys(desk.worker, signal);
  await forgetRetiredKeys(desk.worker, systemClock.now());
  const late = { ...desk.app, ring: await openKeyFolder(desk.keysDirectory) };
  await expect(late.ring.get(row.keyId)).rejects.toMatchObject({ code: 'key-missing' });
  const read = await Array.fromAsync(await readObject(late, row));
  expect(Buffer.concat(read).equals(bytes)).toBe(true);
});

test('the database itself refuses to let go of a key in use', async () => {
  await putBytes(desk.store, someBytes(100));
  const refused = desk.database.as('zhkp_worker').pool.query('delete from files.key');
  await expect(refused).rejects.toThrow('foreign key');
});

test('an object whose key cannot be opened does not stop the others', async () => {
  for (let count = 0; count < 4; count += 1) await putBytes(desk.store, someBytes(100));
  await desk.database.pool.query(
    `update files.object set wrapped_key = '\\x01'
     where object_id = (select object_id from files.object order by object_id limit 1)`,
  );
  await rotateKey(desk.worker);
  expect(await rewrapKeys(desk.worker, signal)).toBe(3);
});

lawTest(
  ['1039:53.3', '1039:10.22'],
  'keys rotate and old ones are deleted while documents are written and read, with no error',
  async () => {
    const contents = new Map<FileAddress, Buffer>();
    const put = async (store: FileStore): Promise<StoredFile> => {
      const bytes = someBytes(70_000);
      const file = await putBytes(store, bytes);
      contents.set(file.address, bytes);
      return file;
    };
    await put(desk.store);
    const stop = new AbortController();
    const errors: unknown[] = [];
    const done = { written: 0, read: 0 };
    const work = async (step: (store: FileStore) => Promise<void>) => {
      const store = await anotherProcess();
      while (!stop.signal.aborted) await step(store).catch((error: unknown) => errors.push(error));
    };
    const writers = [1, 2].map(() =>
      work(async (store) => {
        await put(store);
        done.written += 1;
      }),
    );
    const readers = [1, 2, 3].map(() =>
      work(async (store) => {
        const all = Array.from(contents);
        const [address, bytes] = all[Math.floor(Math.random() * all.length)] ?? [];
        if (address === undefined || bytes === undefined) return;
        if (!(await readBytes(store, address)).equals(bytes)) throw new Error('wrong bytes');
        done.read += 1;
      }),
    );
    const seen = new Set<string>();
    while (seen.size < rotationsMin || done.written < writesMin || done.read < readsMin) {
      seen.add(await rotateKey(desk.worker));
      await rewrapKeys(desk.worker, signal);
      // No patience at all: a key goes in the moment that nothing is wrapped by it.
      await forgetRetiredKeys(desk.worker, systemClock.now()).catch((error: unknown) => {
        // An upload has just taken the key: the next turn comes for it.
        if (!String(error).includes('foreign key')) errors.push(error);
      });
    }
    stop.abort();
    await Promise.all([...writers, ...readers]);
    expect(errors).toEqual([]);
    for (const [address, bytes] of contents) {
      expect((await readBytes(desk.store, address)).equals(bytes)).toBe(true);
    }
    expect((await keyFiles()).length).toBeLessThan(seen.size);
  },
);
