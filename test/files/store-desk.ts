import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3 } from '#counterparts/s3/server.ts';
import { controlOf } from '#counterparts/control.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Blobs } from '#platform/files/blobs.ts';
import type { Finding } from '#platform/files/catalogue.sql.ts';
import { openFolder } from '#platform/files/folder.ts';
import { openKeyFolder, type KeyRing } from '#platform/files/keys.ts';
import { rotateKey } from '#platform/files/rotate.ts';
import type { CareParts } from '#platform/files/scrub.ts';
import { openS3, type S3Options } from '#platform/files/s3/s3.ts';
import {
  FileStore,
  type FileAddress,
  type PutOptions,
  type StoredFile,
} from '#platform/files/store.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';

/** Bytes as they lie in a store, for tests that spoil them. */
export interface RawBytes {
  names(): Promise<readonly string[]>;
  get(name: string): Promise<Buffer>;
  set(name: string, bytes: Uint8Array): Promise<void>;
  delete(name: string): Promise<void>;
}

export interface Place {
  readonly blobs: Blobs;
  readonly raw: RawBytes;
  readonly root: string;
  /** Switches faults of the store; only where it is an outside system. */
  readonly faults?: (faults: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Until when a blob is locked; only where there are locks. */
  readonly lockOf?: (name: string) => string | undefined;
  close(): Promise<void>;
}

export async function folderPlace(): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), 'zhkp-files-'));
  return {
    root,
    blobs: await openFolder(root),
    raw: rawFolder(root),
    close: () => rm(root, { recursive: true }),
  };
}

export function rawFolder(root: string): RawBytes {
  const pathOf = (name: string) => join(root, 'blobs', name.slice(0, 2), name);
  return {
    async names() {
      const found = await readdir(join(root, 'blobs'), { recursive: true });
      return found.map((path) => path.split('/').at(-1) ?? '').filter((name) => name.length > 2);
    },
    get: (name) => readFile(pathOf(name)),
    async set(name, bytes) {
      await chmod(pathOf(name), 0o600).catch(() => undefined);
      await writeFile(pathOf(name), bytes);
    },
    delete: (name) => rm(pathOf(name)),
  };
}

export const s3Keys = { accessKeyId: 'zhkp', secretAccessKey: 'secret', region: 'eu-test-1' };

export async function s3Place(change: Partial<S3Options> = {}): Promise<Place> {
  const counterpart = await startS3({ ...s3Keys, bucket: 'files' });
  const root = await mkdtemp(join(tmpdir(), 'zhkp-files-'));
  const blobs = await openS3({
    url: counterpart.url,
    bucket: 'files',
    draftsDirectory: join(root, 'drafts'),
    credentials: s3Keys,
    clock: systemClock,
    silenceMsMax: 2_000,
    pausesMs: [1, 1],
    ...change,
  });
  const { objects } = counterpart;
  return {
    ...{ root, blobs },
    faults: (faults) => controlOf(counterpart.url).faults(faults),
    lockOf: (name) => objects.get(name)?.lockedUntil,
    raw: {
      names: () => Promise.resolve(Array.from(objects.keys())),
      get: (name) => Promise.resolve(objects.get(name)?.bytes ?? Buffer.alloc(0)),
      set(name, bytes) {
        const writtenAt = objects.get(name)?.writtenAt ?? systemClock.now();
        const lockedUntil = undefined;
        objects.set(name, { bytes: Buffer.from(bytes), checksum: '', writtenAt, lockedUntil });
        return Promise.resolve();
      },
      delete(name) {
        objects.delete(name);
        return Promise.resolve();
      },
    },
    async close() {
      await counterpart.stop();
      await rm(root, { recursive: true });
    },
  };
}

/** A store with its database, keys and place, and what tests do to it. */
export interface StoreDesk {
  readonly database: TestDatabase;
  readonly place: Place;
  readonly keysDirectory: string;
  readonly ring: KeyRing;
  /** As the application and as the worker see it. */
  readonly app: CareParts;
  readonly worker: CareParts;
  readonly store: FileStore;
  readonly findings: Finding[];
  close(): Promise<void>;
}

export async function openDesk(place: Place, clock: Clock = systemClock): Promise<StoreDesk> {
  const database = await freshDatabase();
  const keysDirectory = await mkdtemp(join(tmpdir(), 'zhkp-keys-'));
  const ring = await openKeyFolder(keysDirectory);
  const findings: Finding[] = [];
  const partsOf = (db: Queryable): CareParts => ({
    ...{ db, ring, clock, blobs: place.blobs },
    onDamage: (finding) => findings.push(finding),
  });
  const app = partsOf(database.web().pool);
  await rotateKey(app);
  return {
    ...{ database, place, keysDirectory, ring, app, findings },
    worker: partsOf(database.as('zhkp_worker').pool),
    store: new FileStore(app),
    async close() {
      await database.drop();
      await place.close();
      await rm(keysDirectory, { recursive: true });
    },
  };
}

/** Takes any bytes as they are. */
export const anything: PutOptions = {
  bytesMax: 1024 * 1024 * 1024,
  check: () => Promise.resolve({ accepted: true, mediaType: 'application/octet-stream' }),
};

/** Bytes in pieces of the given sizes, over and over. */
export async function* inPieces(
  bytes: Uint8Array,
  sizes: readonly number[] = [bytes.length],
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export async function putBytes(store: FileStore, bytes: Uint8Array): Promise<StoredFile> {
  const put = await store.put(inPieces(bytes), anything);
  if (!put.kept) throw new Error(`refused: ${put.refusal}`);
  return put.file;
}

export async function readBytes(store: FileStore, address: FileAddress): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(await store.read(address)));
}

export function someBytes(count: number): Buffer {
  return randomBytes(count);
}
