import { contentOfBytes, latin1, type Content } from './content.ts';
import { zipLimits } from './limits.ts';
import { demand } from './refusal.ts';
import { unpack } from './unzip.ts';
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

/** Unpacks one entry. Returns its bytes when it is itself an archive. */
async function checkEntry(content: Content, entry: ZipEntry): Promise<Uint8Array | undefined> {
  let bytes = 0;
  // Kept until its first bytes tell that it is not an archive.
  let kept: Buffer[] | undefined = [];
  for await (const piece of unpack(content, entry)) {
    bytes += piece.length;
    kept?.push(Buffer.from(piece));
    if (kept !== undefined && bytes >= archiveStart.length) {
      if (!isArchive(kept)) kept = undefined;
      else demand(entry.unpackedBytes <= zipLimits.nestedBytesMax, 'zip-nested-too-big');
    }
  }
  return kept && isArchive(kept) ? Buffer.concat(kept) : undefined;
}

function isArchive(pieces: readonly Buffer[]): boolean {
  return latin1(Buffer.concat(pieces.slice(0, archiveStart.length))).startsWith(archiveStart);
}
