import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuse, type Refusal } from '#kernel/result.ts';
import { csvBytesMax, isZipStart } from './inspect-file.ts';

const signatureBytes = 4;

/** A file of readings kept until its import has read it. */
export interface StoredUpload {
  readonly importId: string;
  readonly fileFormat: 'csv' | 'xlsx';
  readonly sha256: string;
}

/**
 * Keeps an upload in `directory` under a fresh import id. Refuses a file that is empty or too large
 * as soon as that shows, and leaves nothing of it.
 */
export async function storeUpload(
  directory: string,
  upload: Readable,
): Promise<StoredUpload | Refusal> {
  await mkdir(directory, { recursive: true });
  const importId = randomUUID();
  const arriving = join(directory, `${importId}.part`);
  const seen = watch();
  try {
    await pipeline(upload, seen.stream, createWriteStream(arriving, { flush: true }));
    const { bytes, start, sha256 } = seen.end();
    if (bytes === 0) {
      await rm(arriving);
      return refuse('empty-file');
    }
    await rename(arriving, join(directory, importId));
    return { importId, fileFormat: isZipStart(start) ? 'xlsx' : 'csv', sha256 };
  } catch (error) {
    await rm(arriving, { force: true });
    if (error instanceof UploadTooLarge) return refuse('too-large');
    throw error;
  }
}

class UploadTooLarge extends Error {}

/** Lets a file through, counting and hashing it, until it is too large. */
function watch() {
  const hash = createHash('sha256');
  let start = Buffer.alloc(0);
  let bytes = 0;
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (start.length < signatureBytes) {
        start = Buffer.concat([start, piece.subarray(0, signatureBytes)]);
      }
      bytes += piece.length;
      hash.update(piece);
      if (bytes > csvBytesMax) done(new UploadTooLarge());
      else done(null, piece);
    },
  });
  return { stream, end: () => ({ bytes, start, sha256: hash.digest('hex') }) };
}
