import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { contentOfBytes, latin1, piecesOf, type Content } from './content.ts';
import { zipLimits } from './limits.ts';
import { demand, Refused } from './refusal.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

const archiveStart = 'PK\x03\x04';

/**
 * Every entry unpacks to what the directory promised, and all together to no more than the limits
 * allow; archives inside are looked into. Unpacks piece by piece and keeps none of it.
 */
export async function checkZip(content: Content): Promise<void> {
  await checkArchive(content, { depth: 1, bytesLeft: zipLimits.unpackedBytesMax });
}

interface Budget {
  readonly depth: number;
  bytesLeft: number;
}

async function checkArchive(content: Content, budget: Budget): Promise<void> {
  for (const entry of await readDirectory(content)) {
    const { packedBytes, unpackedBytes } = entry;
    demand(unpackedBytes <= budget.bytesLeft, 'zip-unpacked-too-big');
    const isDense =
      unpackedBytes > zipLimits.ratioFromBytes && unpackedBytes > packedBytes * zipLimits.ratioMax;
    demand(!isDense, 'zip-ratio-too-high');
    budget.bytesLeft -= unpackedBytes;
    const nested = await checkEntry(content, entry);
    if (nested === undefined) continue;
    demand(budget.depth < zipLimits.depthMax, 'zip-nested-too-deep');
    const inner: Budget = { depth: budget.depth + 1, bytesLeft: budget.bytesLeft };
    await checkArchive(contentOfBytes(nested), inner);
    budget.bytesLeft = inner.bytesLeft;
  }
}

/** Unpacks one entry against its promise. Returns its bytes when it is itself an archive. */
async function checkEntry(content: Content, entry: ZipEntry): Promise<Uint8Array | undefined> {
  let [sum, bytes] = [0, 0];
  // Kept until its first bytes tell that it is not an archive.
  let kept: Buffer[] | undefined = [];
  for await (const piece of unpack(content, entry)) {
    sum = crc32(piece, sum);
    bytes += piece.length;
    // Sizes in the directory may lie; no more than they promise is ever unpacked.
    demand(bytes <= entry.unpackedBytes, 'zip-broken');
    kept?.push(Buffer.from(piece));
    if (kept !== undefined && bytes >= archiveStart.length) {
      if (!isArchive(kept)) kept = undefined;
      else demand(entry.unpackedBytes <= zipLimits.nestedBytesMax, 'zip-nested-too-big');
    }
  }
  demand(bytes === entry.unpackedBytes && sum === entry.crc, 'zip-broken');
  return kept && isArchive(kept) ? Buffer.concat(kept) : undefined;
}

function isArchive(pieces: readonly Buffer[]): boolean {
  return latin1(Buffer.concat(pieces.slice(0, archiveStart.length))).startsWith(archiveStart);
}

async function* unpack(content: Content, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const packed = piecesOf(content, entry.dataAt, entry.dataAt + entry.packedBytes);
  if (!entry.isDeflated) return yield* packed;
  const inflate = createInflateRaw();
  const source = Readable.from(packed, { objectMode: false });
  source.on('error', (error) => inflate.destroy(error));
  try {
    yield* source.pipe(inflate) as AsyncIterable<Uint8Array>;
  } catch (error) {
    // Only the inflater's own errors are about the archive.
    const isAboutData = error instanceof Error && 'code' in error && String(error.code)[0] === 'Z';
    throw isAboutData ? new Refused('zip-broken') : error;
  } finally {
    source.destroy();
    inflate.destroy();
  }
  demand(inflate.bytesWritten === entry.packedBytes, 'zip-broken');
}
