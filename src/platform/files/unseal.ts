import { createHash, type KeyObject } from 'node:crypto';
import { FileTrouble } from './blobs.ts';
import { chunkBytes, chunkCount, headerBytes, headerOf, openChunk, tagBytes } from './cipher.ts';

/** What a blob must hold, as the catalogue knows it. */
export interface Expected {
  readonly objectId: string;
  readonly key: KeyObject;
  readonly sha256: Uint8Array;
  readonly sizeBytes: number;
}

/**
 * The content of a blob, a chunk at a time and each only when it is proved to be the one written.
 * Throws FileTrouble `changed` at the first byte that is another, is missing or is too many.
 */
export async function* unseal(
  blob: AsyncIterable<Uint8Array>,
  { objectId, key, sha256, sizeBytes }: Expected,
): AsyncGenerator<Uint8Array> {
  const pieces = new Pieces(blob);
  try {
    const header = headerOf(Buffer.from(objectId.replaceAll('-', ''), 'hex'));
    if (!header.equals(await pieces.take(headerBytes))) throw new FileTrouble('changed', objectId);
    const hash = createHash('sha256');
    const last = chunkCount(sizeBytes) - 1;
    for (let index = 0; index <= last; index += 1) {
      const plainBytes = index < last ? chunkBytes : sizeBytes - last * chunkBytes;
      const sealed = await pieces.take(plainBytes + tagBytes);
      const plain = openChunk({ header, key }, { index, isLast: index === last }, sealed);
      hash.update(plain);
      // The last chunk is given out only when nothing follows it and the whole is right.
      if (index === last) await expectEnd(pieces, objectId);
      if (index === last && !hash.digest().equals(sha256))
        throw new FileTrouble('changed', objectId);
      yield plain;
    }
  } finally {
    await pieces.close();
  }
}

async function expectEnd(pieces: Pieces, objectId: string): Promise<void> {
  if ((await pieces.take(1)).length > 0) throw new FileTrouble('changed', `${objectId} is longer`);
}

/** Takes bytes by count out of pieces of any length. */
class Pieces {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** So many bytes; fewer only where the source ends. */
  async take(count: number): Promise<Buffer> {
    const taken = Buffer.alloc(count);
    let filled = 0;
    while (filled < count) {
      if (this.#rest.length === 0) {
        const next = await this.#source.next();
        if (next.done === true) break;
        this.#rest = next.value;
      }
      const part = this.#rest.subarray(0, count - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return taken.subarray(0, filled);
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
