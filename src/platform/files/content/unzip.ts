import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { piecesOf, type Content } from './content.ts';
import { demand, Refused } from './refusal.ts';
import type { ZipEntry } from './zip-directory.ts';

/**
 * The bytes of an entry in pieces. Sizes in the directory may lie: no more than they promise is
 * ever unpacked, and what came is all there was, with the check sum promised. Throws Refused.
 */
export async function* unpack(content: Content, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let [sum, bytes] = [0, 0];
  for await (const piece of inflate(content, entry)) {
    sum = crc32(piece, sum);
    bytes += piece.length;
    demand(bytes <= entry.unpackedBytes, 'zip-broken');
    yield piece;
  }
  demand(bytes === entry.unpackedBytes && sum === entry.crc, 'zip-broken');
}

async function* inflate(content: Content, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const packed = piecesOf(content, entry.dataAt, entry.dataAt + entry.packedBytes);
  if (!entry.isDeflated) return yield* packed;
  const inflater = createInflateRaw();
  const source = Readable.from(packed, { objectMode: false });
  source.on('error', (error) => inflater.destroy(error));
  try {
    yield* source.pipe(inflater) as AsyncIterable<Uint8Array>;
  } catch (error) {
    // Only the inflater's own errors are about the archive.
    const isAboutData = error instanceof Error && 'code' in error && String(error.code)[0] === 'Z';
    throw isAboutData ? new Refused('zip-broken') : error;
  } finally {
    source.destroy();
    inflater.destroy();
  }
  demand(inflater.bytesWritten === entry.packedBytes, 'zip-broken');
}
