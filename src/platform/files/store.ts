import type { KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Batcher } from '../db/batcher.ts';
import { blobFormat, blobSuite } from './cipher.ts';
import { FileTrouble, type BlobName } from './blobs.ts';
import {
  findByAddress,
  findByContents,
  findCurrentKey,
  insertObjects,
  type NewObject,
  type StoredObject,
} from './catalogue.sql.ts';
import type { Content } from './content/content.ts';
import type { Refusal } from './content/refusal.ts';
import { receive, type Draft } from './draft.ts';
import { wrapKey } from './keys.ts';
import { findDamage, readObject, type ReadingParts } from './read-object.ts';
import { reportDamage, type OnDamage } from './report.ts';
import { rotateKey } from './rotate.ts';

/** Where a stored file is found; safe to show, since it does not tell what the file is. */
export type FileAddress = string & { readonly __brand: 'FileAddress' };

export interface StoredFile {
  readonly address: FileAddress;
  /** Of the content. Never to be shown outside: it lets anybody test for a known file. */
  readonly sha256: Uint8Array;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

export interface FileStoreParts extends ReadingParts {
  readonly clock: Clock;
  readonly onDamage: OnDamage;
}

/** What the content of an upload turned out to be. */
export type Verdict =
  | { readonly accepted: true; readonly mediaType: string }
  | { readonly accepted: false; readonly refusal: Refusal };

export interface PutOptions {
  readonly bytesMax: number;
  /** Looks at what arrived before it is kept. */
  readonly check: (content: Content) => Promise<Verdict>;
}

export type Put =
  | { readonly kept: true; readonly file: StoredFile }
  | { readonly kept: false; readonly refusal: Refusal };

/** Documents' bytes (1039:10.22): addressed by their content, written once, encrypted. */
export class FileStore {
  readonly #parts: FileStoreParts;
  /** Files that come at once are looked for and written down together. */
  readonly #contents: Batcher<Uint8Array, StoredObject | undefined>;
  readonly #keys: Batcher<'current', string | undefined>;
  readonly #added: Batcher<NewObject, boolean>;

  constructor(parts: FileStoreParts) {
    this.#parts = parts;
    const { db } = parts;
    this.#contents = new Batcher((contents) => findByContents(db, contents));
    this.#keys = new Batcher(async (asked) => {
      const current = await findCurrentKey(db);
      return asked.map(() => current);
    });
    this.#added = new Batcher((objects) => insertObjects(db, objects));
  }

  /**
   * Keeps the bytes of a stream, whatever their number, holding a chunk of them in memory. When it
   * says `kept`, bytes and row would survive a power cut. The same content is kept once, and
   * nothing in the answer tells whether it was already there.
   */
  async put(source: AsyncIterable<Uint8Array>, { bytesMax, check }: PutOptions): Promise<Put> {
    const directory = this.#parts.blobs.draftsDirectory;
    const draft = await receive(source, { directory, bytesMax });
    if (draft === 'too-big') return { kept: false, refusal: 'too-big' };
    try {
      const verdict = await check(draft.content);
      if (!verdict.accepted) return { kept: false, refusal: verdict.refusal };
      const object =
        (await this.#findWhole(draft.sha256)) ?? (await this.#keep(draft, verdict.mediaType));
      return { kept: true, file: fileOf(object) };
    } finally {
      await draft.discard();
    }
  }

  /** What is known of a stored file; undefined when nothing has that address. */
  async find(address: FileAddress): Promise<StoredFile | undefined> {
    const object = await findByAddress(this.#parts.db, address);
    return object && fileOf(object);
  }

  /**
   * The bytes of a stored file. Every piece is proved before it is given out; at the first byte
   * that is not the one written the stream throws FileTrouble. Must be read or returned.
   */
  async read(address: FileAddress): Promise<AsyncIterable<Uint8Array>> {
    const object = await findByAddress(this.#parts.db, address);
    if (object === undefined) throw new FileTrouble('deleted', `nothing has address ${address}`);
    return readObject(this.#parts, object);
  }

  /**
   * The object that holds this content. It is read back first: what was promised to this uploader
   * must not rest on bytes that are long gone.
   */
  async #findWhole(sha256: Uint8Array): Promise<StoredObject | undefined> {
    const object = await this.#contents.ask(sha256);
    if (object === undefined) return undefined;
    const damage = await findDamage(this.#parts, object);
    if (damage === undefined) return object;
    await reportDamage(this.#parts, object, damage);
    return undefined;
  }

  async #keep(draft: Draft, mediaType: string): Promise<StoredObject> {
    const { blobs, ring } = this.#parts;
    const { objectId, sha256, sizeBytes } = draft;
    const address = ring.addressOf(sha256);
    // Each upload has a name of its own: a blob that a killed process left never stands in the way.
    const blobName = `${address}-${objectId.replaceAll('-', '')}` as BlobName;
    await blobs.keep(blobName, draft);
    const unwrapped = { objectId, sha256, sizeBytes, address, blobName, mediaType };
    const { isNew, object } = await this.#insert(draft.dataKey, unwrapped);
    if (isNew) return object;
    // Somebody stored the same content meanwhile. A blob that stays here is swept up later.
    await blobs.delete(blobName).catch(() => undefined);
    const theirs = await this.#findWhole(sha256);
    if (theirs === undefined) throw new FileTrouble('unreachable', `${address}: try again`);
    return theirs;
  }

  async #insert(
    dataKey: KeyObject,
    unwrapped: Omit<StoredObject, 'keyId' | 'wrappedKey' | 'writtenAt' | 'state'>,
  ): Promise<{ readonly isNew: boolean; readonly object: StoredObject }> {
    const { ring, clock } = this.#parts;
    for (;;) {
      const keyId = (await this.#keys.ask('current')) ?? (await rotateKey(this.#parts));
      try {
        const wrappedKey = wrapKey(await ring.get(keyId), dataKey, { ...unwrapped, keyId });
        const object = {
          ...unwrapped,
          keyId,
          wrappedKey,
          writtenAt: clock.now(),
          state: 'stored' as const,
        };
        const row = { ...object, format: blobFormat, suite: blobSuite };
        return { isNew: await this.#added.ask(row), object };
      } catch (error) {
        // A key that has just been replaced may be deleted before it wraps anything: take the new.
        if ((await this.#keys.ask('current')) === keyId) throw error;
      }
    }
  }
}

function fileOf(object: StoredObject): StoredFile {
  const { sha256, sizeBytes, mediaType } = object;
  return { address: object.address as FileAddress, sha256, sizeBytes, mediaType };
}
