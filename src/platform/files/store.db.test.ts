import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anything,
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
import { chunkBytes } from './cipher.ts';
import { checkAttachment } from './content/check.ts';
import { attachmentBytesMax } from './content/limits.ts';
import { scrub } from './scrub.ts';
import type { FileAddress } from './store.ts';

let desk: StoreDesk;
const signal = new AbortController().signal;

async function blobOf(address: FileAddress): Promise<string> {
  const names = await desk.place.raw.names();
  return names.find((name) => name.startsWith(address)) ?? '';
}

async function spoil(address: FileAddress, byte: number): Promise<void> {
  const name = await blobOf(address);
  const bytes = Buffer.from(await desk.place.raw.get(name));
  bytes[byte] = (bytes[byte] ?? 0) ^ 1;
  await desk.place.raw.set(name, bytes);
}

describe.each([
  ['in a folder', folderPlace],
  ['in S3', s3Place],
])('%s', (_, openPlace) => {
  beforeAll(async () => {
    desk = await openDesk(await openPlace());
  });
  afterAll(() => desk.close());

  lawTest(
    ['1039:10.22'],
    'a document comes back byte by byte, under an address of its content',
    async () => {
      const bytes = someBytes(3 * chunkBytes + 17);
      const file = await putBytes(desk.store, bytes);
      expect((await readBytes(desk.store, file.address)).equals(bytes)).toBe(true);
      expect(file.sizeBytes).toBe(bytes.length);
      const sha256 = createHash('sha256').update(bytes).digest();
      expect(sha256.equals(file.sha256)).toBe(true);
      expect(file.address).not.toContain(sha256.toString('hex'));
      expect(await desk.store.find(file.address)).toEqual(file);
    },
  );

  test('the same content is kept once, and the answer does not tell', async () => {
    const bytes = someBytes(1_000);
    const first = await putBytes(desk.store, bytes);
    const before = (await desk.place.raw.names()).length;
    expect(await putBytes(desk.store, bytes)).toEqual(first);
    expect((await desk.place.raw.names()).length).toBe(before);
    expect(await readdir(desk.app.blobs.draftsDirectory)).toEqual([]);
  });

  test('ten uploads of one content at once make one object', async () => {
    const bytes = someBytes(100_000);
    const files = await Promise.all(Array.from({ length: 10 }, () => putBytes(desk.store, bytes)));
    expect(new Set(files.map(({ address }) => address)).size).toBe(1);
    const names = await desk.place.raw.names();
    expect(names.filter((name) => name.startsWith(files[0]?.address ?? '-')).length).toBe(1);
  });

  test('what the check refuses and what is too big are not kept', async () => {
    const before = await desk.place.raw.names();
    const attachment = { bytesMax: attachmentBytesMax, check: checkAttachment };
    expect(await desk.store.put(inPieces(someBytes(5_000)), attachment)).toEqual({
      kept: false,
      refusal: 'kind-unknown',
    });
    const small = { ...anything, bytesMax: 4_999 };
    expect(await desk.store.put(inPieces(someBytes(5_000), [100]), small)).toEqual({
      kept: false,
      refusal: 'too-big',
    });
    expect(await desk.place.raw.names()).toEqual(before);
    expect(await readdir(desk.app.blobs.draftsDirectory)).toEqual([]);
  });

  test('an address that nobody was given finds nothing', async () => {
    const unknown = 'f'.repeat(64) as FileAddress;
    expect(await desk.store.find(unknown)).toBeUndefined();
    await expect(desk.store.read(unknown)).rejects.toMatchObject({ code: 'deleted' });
  });

  lawTest(['1039:10.22'], 'a changed byte is an error and is reported once', async () => {
    const file = await putBytes(desk.store, someBytes(2 * chunkBytes));
    await spoil(file.address, chunkBytes + 100);
    await expect(readBytes(desk.store, file.address)).rejects.toMatchObject({ code: 'changed' });
    desk.findings.splice(0);
    await scrub(desk.worker, { bytesMax: 1e9, signal });
    await scrub(desk.worker, { bytesMax: 1e9, signal });
    expect(desk.findings).toEqual([{ kind: 'changed', blobName: await blobOf(file.address) }]);
  });

  test('a damaged document that is uploaded again is whole again, at its old address', async () => {
    const bytes = someBytes(2 * chunkBytes);
    const file = await putBytes(desk.store, bytes);
    await spoil(file.address, 50);
    desk.findings.splice(0);
    const again = await putBytes(desk.store, bytes);
    expect(again.address).toBe(file.address);
    expect(desk.findings.map(({ kind }) => kind)).toEqual(['changed']);
    expect((await readBytes(desk.store, file.address)).equals(bytes)).toBe(true);
  });

  test('a document that was deleted behind our back is not promised to the next uploader', async () => {
    const bytes = someBytes(1_000);
    const file = await putBytes(desk.store, bytes);
    await desk.place.raw.delete(await blobOf(file.address));
    await putBytes(desk.store, bytes);
    expect((await readBytes(desk.store, file.address)).equals(bytes)).toBe(true);
  });
});

describe('the database', () => {
  beforeAll(async () => {
    desk = await openDesk(await folderPlace());
  });
  afterAll(() => desk.close());

  lawTest(
    ['1039:10.22'],
    'nobody changes or deletes what was written, its owner neither',
    async () => {
      await putBytes(desk.store, someBytes(10));
      const changes = [
        'delete from files.object',
        'truncate files.object',
        `update files.object set media_type = 'text/plain'`,
        `update files.object set sha256 = sha256(sha256)`,
        'delete from files.finding',
        `update files.finding set kind = 'whole-again'`,
      ];
      for (const role of ['zhkp_owner', 'zhkp_app', 'zhkp_worker', 'zhkp_auditor'] as const) {
        const { pool } = desk.database.as(role);
        for (const change of changes) {
          await expect(pool.query(change)).rejects.toMatchObject({ code: '42501' });
        }
      }
      const app = desk.database.web().pool;
      for (const change of [
        `update files.object set wrapped_key = '\\x00'`,
        'delete from files.key',
      ]) {
        await expect(app.query(change)).rejects.toMatchObject({ code: '42501' });
      }
      const auditor = desk.database.as('zhkp_auditor').pool;
      await expect(auditor.query('select wrapped_key from files.object')).rejects.toThrow('denied');
    },
  );

  test('a row whose hash or size was changed past the triggers opens nothing', async () => {
    const file = await putBytes(desk.store, someBytes(100));
    const { pool } = desk.database;
    await pool.query('alter table files.object disable trigger all');
    await pool.query('update files.object set size_bytes = 99 where address = $1', [file.address]);
    await expect(desk.store.read(file.address)).rejects.toMatchObject({ code: 'changed' });
  });
});
