import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3 } from '#counterparts/s3/server.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { noTrail } from '#test/audit/no-trail.ts';
import { lawTest } from '#test/law-test.ts';
import { anything, inPieces, s3Keys, someBytes } from '#test/files/store-desk.ts';
import { systemClock } from '../clock.ts';
import { describeSettings, readConfig } from '../config/config.ts';
import { Operations } from '../operations.ts';
import { startWorker } from '../jobs/worker.ts';
import { anonymous, type Principal } from '../principal.ts';
import { findCurrentKey } from './catalogue.sql.ts';
import { fileJobs, startKeyRotation } from './jobs.ts';
import { openFileStore } from './open.ts';
import { FileStore } from './store.ts';

const administrator: Principal = { ...anonymous, role: 'technical-administrator', personId: 7n };

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'zhkp-data-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

function openWith(settings: Readonly<Record<string, string>>) {
  const config = readConfig({ DATA_DIR: folder, ...settings });
  const db = database.as('zhkp_worker').pool;
  return openFileStore({ config, db, clock: systemClock, onDamage: () => undefined });
}

test('a store opens with no settings at all, in the data folder, with its first key', async () => {
  const store = new FileStore(await openWith({}));
  const put = await store.put(inPieces(someBytes(10)), anything);
  expect(put.kept).toBe(true);
  expect((await readdir(join(folder, 'files', 'blobs'))).length).toBe(256);
  expect((await readdir(join(folder, 'keys', 'files'))).length).toBe(2);
});

test('by setting it is a bucket, with a lock', async () => {
  const counterpart = await startS3({ ...s3Keys, bucket: 'documents' });
  const parts = await openWith({
    STORE: 's3',
    STORE_S3_URL: counterpart.url,
    STORE_S3_BUCKET: 'documents',
    STORE_S3_REGION: s3Keys.region,
    STORE_S3_ACCESS_KEY_ID: s3Keys.accessKeyId,
    STORE_S3_SECRET_ACCESS_KEY: s3Keys.secretAccessKey,
    STORE_S3_LOCK: 'governance',
  });
  await new FileStore(parts).put(inPieces(someBytes(11)), anything);
  expect(Array.from(counterpart.objects.values(), ({ lockedUntil }) => lockedUntil)).toEqual([
    expect.stringMatching(/^20\d\d-.*Z$/),
  ]);
  await counterpart.stop();
});

test('a bucket without an address is refused in words', async () => {
  await expect(openWith({ STORE: 's3' })).rejects.toThrow('STORE=s3 needs STORE_S3_URL');
});

test('every setting of the store stands in the help', () => {
  for (const name of ['STORE ', 'STORE_FOLDER', 'STORE_KEYS', 'STORE_S3_LOCK_DAYS']) {
    expect(describeSettings()).toContain(`  ${name}`);
  }
});

lawTest(
  ['1039:53.3'],
  'the administrator asks for a new key, and the worker makes it and wraps all by it',
  async () => {
    const { db, users, pool } = database.web();
    const allow = () => Promise.resolve(true);
    const scopes = {
      account: allow,
      provider: allow,
      territory: allow,
      document: allow,
      'access-request': allow,
      'restricted-request': allow,
      platform: allow,
    };
    const operations = new Operations({ db, users, clock: systemClock, scopes, audit: noTrail });
    const asked = await operations.carryOut(startKeyRotation, administrator, {});
    expect(asked.kind).toBe('done');
    expect((await operations.carryOut(startKeyRotation, anonymous, {})).kind).toBe('hidden');

    const parts = await openWith({});
    const before = await findCurrentKey(pool);
    const config = readConfig({});
    const signal = new AbortController().signal;
    const troubles: unknown[] = [];
    const worker = await startWorker({
      pool: database.as('zhkp_worker').pool,
      jobs: fileJobs({ ...parts, config, signal }),
      concurrency: 1,
      onTrouble: (_, error) => troubles.push(error),
    });
    const wrapped = 'select distinct key_id from files.object';
    await expect
      .poll(async () => (await pool.query(wrapped)).rows, { timeout: 30_000 })
      .not.toEqual([{ key_id: before }]);
    await worker.stop();
    const current = await findCurrentKey(pool);
    expect((await pool.query(wrapped)).rows).toEqual([{ key_id: current }]);
    expect(troubles).toEqual([]);
  },
);
