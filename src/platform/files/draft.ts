import { createHash, createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { FileTrouble, type FinishedDraft } from './blobs.ts';
import {
  chunkBytes,
  chunkCount,
  dataKeyBytes,
  headerBytes,
  headerOf,
  openChunk,
  sealChunk,
  tagBytes,
  type Seal,
} from './cipher.ts';
import type { Content } from './content/content.ts';
import { isSystemError } from './durable.ts';

/**
 * A blob being made: sealed while it arrives, so that no content ever lies on a disk in the clear.
 * Its key lives in this process only until it is kept: what a killed process leaves behind nobody
 * can open.
 */
export interface Draft extends FinishedDraft {
  readonly objectId: string;
  readonly dataKey: KeyObject;
  readonly sha256: Uint8Array;
  readonly sizeBytes: number;
  /** What was received, read back from the draft. */
  readonly content: Content;
  /** Closes and removes the draft; what was kept of it stays. */
  discard(): Promise<void>;
}

/** Not even its owner writes to it again: what is kept is the same file under another name. */
const readOnly = 0o400;

/** Receives content into a draft; `too-big` as soon as there is more of it than `bytesMax`. */
export async function receive(
  source: AsyncIterable<Uint8Array>,
  { directory, bytesMax }: { readonly directory: string; readonly bytesMax: number },
): Promise<Draft | 'too-big'> {
  const objectId = randomUUID();
  const dataKey = createSecretKey(randomBytes(dataKeyBytes));
  const seal = { header: headerOf(Buffer.from(objectId.replaceAll('-', ''), 'hex')), key: dataKey };
  const path = join(directory, objectId);
  const handle = await open(path, 'wx+', readOnly);
  const discard = async () => {
    await handle.close();
    await unlink(path).catch((error: unknown) => {
      if (!isSystemError(error, 'ENOENT')) throw error;
    });
  };
  try {
    const writer = new DraftWriter(handle, seal);
    for await (const piece of source) {
      if (writer.sizeBytes + piece.length > bytesMax) {
        await discard();
        return 'too-big';
      }
      await writer.write(piece);
    }
    const written = await writer.end();
    const content = contentOf(handle, seal, written.sizeBytes);
    const sync = () => handle.sync();
    return { objectId, dataKey, path, content, sync, discard, ...written };
  } catch (error) {
    await discard();
    throw isSystemError(error, 'ENOSPC', 'EDQUOT') ? new FileTrouble('full', path, error) : error;
  }
}

/** Cuts what it is given into chunks and seals each; holds one chunk in memory. */
class DraftWriter {
  readonly #handle: FileHandle;
  readonly #seal: Seal;
  readonly #contentHash = createHash('sha256');
  readonly #blobHash = createHash('sha256');
  #chunk = Buffer.alloc(0);
  #filled = 0;
  #index = 0;
  #blobBytes = 0;
  sizeBytes = 0;

  constructor(handle: FileHandle, seal: Seal) {
    this.#handle = handle;
    this.#seal = seal;
  }

  async write(piece: Uint8Array): Promise<void> {
    this.sizeBytes += piece.length;
    this.#contentHash.update(piece);
    for (let at = 0; at < piece.length;) {
      // A full chunk waits for the next byte: until then it may be the last.
      if (this.#filled === chunkBytes) await this.#flush(false);
      const taken = piece.subarray(at, at + chunkBytes - this.#filled);
      this.#makeRoom(this.#filled + taken.length);
      this.#chunk.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
    }
  }

  /** Most documents are much shorter than a chunk, and come in one piece. */
  #makeRoom(bytes: number): void {
    if (bytes <= this.#chunk.length) return;
    const room = Buffer.alloc(Math.min(chunkBytes, Math.max(bytes, this.#chunk.length * 2)));
    room.set(this.#chunk.subarray(0, this.#filled));
    this.#chunk = room;
  }

  async end(): Promise<Pick<Draft, 'sha256' | 'sizeBytes' | 'blobBytes' | 'blobSha256'>> {
    await this.#flush(true);
    return {
      sha256: this.#contentHash.digest(),
      sizeBytes: this.sizeBytes,
      blobBytes: this.#blobBytes,
      blobSha256: this.#blobHash.digest(),
    };
  }

  async #flush(isLast: boolean): Promise<void> {
    const plain = this.#chunk.subarray(0, this.#filled);
    const chunk = sealChunk(this.#seal, { index: this.#index, isLast }, plain);
    // The header goes along with the first chunk: most documents are no longer than it.
    await this.#append(this.#index === 0 ? Buffer.concat([this.#seal.header, chunk]) : chunk);
    this.#index += 1;
    this.#filled = 0;
  }

  async #append(bytes: Buffer): Promise<void> {
    this.#blobHash.update(bytes);
    this.#blobBytes += bytes.length;
    await this.#handle.writeFile(bytes);
  }
}

/** Any part of what was received; keeps the chunk that was read last. */
function contentOf(handle: FileHandle, seal: Seal, sizeBytes: number): Content {
  const sealedBytes = chunkBytes + tagBytes;
  const last = chunkCount(sizeBytes) - 1;
  let opened: { readonly index: number; readonly plain: Buffer } | undefined;
  const chunkAt = async (index: number): Promise<Buffer> => {
    if (opened?.index === index) return opened.plain;
    const position = headerBytes + index * sealedBytes;
    const sealed = Buffer.alloc(Math.min(sealedBytes, sizeBytes - index * chunkBytes + tagBytes));
    const { bytesRead } = await handle.read(sealed, 0, sealed.length, position);
    const place = { index, isLast: index === last };
    opened = { index, plain: openChunk(seal, place, sealed.subarray(0, bytesRead)) };
    return opened.plain;
  };
  return {
    sizeBytes,
    async read(from, length) {
      const until = Math.min(from + length, sizeBytes);
      const parts: Buffer[] = [];
      for (let at = from; at < until;) {
        const index = Math.floor(at / chunkBytes);
        const start = at - index * chunkBytes;
        const part = (await chunkAt(index)).subarray(start, start + until - at);
        parts.push(part);
        at += part.length;
      }
      return Buffer.concat(parts);
    },
  };
}
