import { concatAll } from '../der/bytes.ts';
import { AsicError, demand } from './fault.ts';
import { asicLimits } from './limits.ts';
import type { ZipFile } from './write-zip.ts';
import { readEntries, type ZipEntry } from './zip-entries.ts';
import { crc32 } from './zip-format.ts';

export interface UnpackedFile extends ZipFile {
  /** Not compressed and without extra fields: as a container has its first entry. */
  readonly isPlain: boolean;
}

/** The files of an archive, unpacked; folders are left out. Throws AsicError. */
export async function readZip(zip: Uint8Array): Promise<readonly UnpackedFile[]> {
  const entries = readEntries(zip);
  const total = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  demand(total <= asicLimits.unpackedBytesMax, 'zip-too-large');
  for (const { packedBytes, unpackedBytes } of entries) {
    const isSmall = unpackedBytes <= asicLimits.ratioFromBytes;
    demand(isSmall || unpackedBytes <= packedBytes * asicLimits.ratioMax, 'zip-ratio-too-great');
  }
  const files: UnpackedFile[] = [];
  for (const entry of entries) {
    const bytes = await unpack(zip, entry);
    demand(crc32(bytes) === entry.crc, 'zip-checksum-wrong');
    if (entry.name.endsWith('/')) continue;
    files.push({ name: entry.name, bytes, isPlain: !entry.isDeflated && !entry.hasExtraFields });
  }
  return files;
}

async function unpack(zip: Uint8Array, entry: ZipEntry): Promise<Uint8Array> {
  const packed = zip.slice(entry.dataAt, entry.dataAt + entry.packedBytes);
  if (!entry.isDeflated) return packed;
  const bytes = await inflate(packed, entry.unpackedBytes);
  demand(bytes.length === entry.unpackedBytes, 'zip-broken');
  return bytes;
}

/** Stops as soon as more comes out than the entry promises. */
async function inflate(packed: Uint8Array<ArrayBuffer>, promised: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    for await (const part of piecesOf(stream.getReader())) {
      length += part.length;
      if (length > promised) break;
      parts.push(part);
    }
  } catch {
    throw new AsicError('zip-broken');
  }
  demand(length <= promised, 'zip-broken');
  return concatAll(parts);
}

/** Not every browser lets a stream be iterated. */
async function* piecesOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
