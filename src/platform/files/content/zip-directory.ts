import { latin1, viewOf, type Content } from './content.ts';
import { zipLimits } from './limits.ts';
import { demand } from './refusal.ts';

/** An entry as the central directory and its own header agree on it. */
export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its packed bytes begin. */
  readonly dataAt: number;
}

const endBytes = 22;
const commentBytesMax = 65_535;
const centralBytes = 46;
const localBytes = 30;
const signatures = { end: 0x0605_4b50, central: 0x0201_4b50, local: 0x0403_4b50 } as const;
const flags = { encrypted: 0x2041, sizesFollow: 0x0008, utf8: 0x0800 } as const;
const stored = 0;
const deflated = 8;
const encryptedMethod = 99;
/** These values say that the true ones stand in a ZIP64 record. */
const zip64 = { count: 0xffff, size: 0xffff_ffff } as const;
const fileKind = { mask: 0xf000, link: 0xa000 } as const;
/** Check sum and sizes after the data, of four or eight bytes, with a signature or without. */
const followingBytes: ReadonlySet<number> = new Set([12, 16, 20, 24]);
// oxlint-disable-next-line no-control-regex -- the characters that a name must not have
const badName = /[\x00-\x1f\x7f\\:]|^\/|^$|(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * All entries of an archive, in their order in the file. The archive is refused unless entries,
 * directory and end cover it whole, one after another: nothing hides between or under them.
 */
export async function readDirectory(content: Content): Promise<readonly ZipEntry[]> {
  const end = await findEnd(content);
  const directory = await content.read(end.directoryAt, end.directoryBytes);
  const entries: Located[] = [];
  let at = 0;
  for (let count = 0; count < end.count; count += 1) {
    const { entry, bytes } = readCentral(directory.subarray(at));
    entries.push(entry);
    at += bytes;
  }
  demand(at === end.directoryBytes, 'zip-broken');
  demandDistinct(entries);
  entries.sort((one, other) => one.headerAt - other.headerAt);
  let next = 0;
  const placed: ZipEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    demand(entry.headerAt === next, 'zip-broken');
    const dataAt = await readLocal(content, entry);
    next = entries[index + 1]?.headerAt ?? end.directoryAt;
    const gap = next - dataAt - entry.packedBytes;
    demand(entry.sizesFollow ? followingBytes.has(gap) : gap === 0, 'zip-broken');
    placed.push({ ...entry, dataAt });
  }
  demand(entries.length > 0 || end.directoryAt === 0, 'zip-broken');
  return placed;
}

interface Located extends Omit<ZipEntry, 'dataAt'> {
  readonly headerAt: number;
  readonly sizesFollow: boolean;
  readonly nameBytes: Uint8Array;
}

async function findEnd(content: Content) {
  const tailAt = Math.max(0, content.sizeBytes - endBytes - commentBytesMax);
  const tail = await content.read(tailAt, content.sizeBytes - tailAt);
  const view = viewOf(tail);
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    if (at + endBytes + view.getUint16(at + 20, true) !== tail.length) continue;
    const count = view.getUint16(at + 10, true);
    const directoryBytes = view.getUint32(at + 12, true);
    const directoryAt = view.getUint32(at + 16, true);
    demand(count !== zip64.count && directoryAt !== zip64.size, 'zip-unsupported');
    // Disks: all parts are in this file.
    const isWhole = view.getUint32(at + 4, true) === 0 && view.getUint16(at + 8, true) === count;
    demand(isWhole, 'zip-unsupported');
    demand(count <= zipLimits.entriesMax, 'zip-entries-too-many');
    demand(directoryAt + directoryBytes === tailAt + at, 'zip-broken');
    return { count, directoryBytes, directoryAt };
  }
  demand(false, 'zip-cut-off');
}

function readCentral(bytes: Uint8Array): { readonly entry: Located; readonly bytes: number } {
  demand(bytes.length >= centralBytes, 'zip-broken');
  const view = viewOf(bytes);
  demand(view.getUint32(0, true) === signatures.central, 'zip-broken');
  const flag = view.getUint16(8, true);
  const method = view.getUint16(10, true);
  demand((flag & flags.encrypted) === 0 && method !== encryptedMethod, 'zip-encrypted');
  demand(method === stored || method === deflated, 'zip-unsupported');
  const packedBytes = view.getUint32(20, true);
  const unpackedBytes = view.getUint32(24, true);
  const headerAt = view.getUint32(42, true);
  demand(![packedBytes, unpackedBytes, headerAt].includes(zip64.size), 'zip-unsupported');
  demand(method === deflated || packedBytes === unpackedBytes, 'zip-broken');
  const nameBytesCount = view.getUint16(28, true);
  const total = centralBytes + nameBytesCount + view.getUint16(30, true) + view.getUint16(32, true);
  demand(total <= bytes.length && view.getUint16(34, true) === 0, 'zip-broken');
  const unixKind = (view.getUint32(38, true) >>> 16) & fileKind.mask;
  demand(unixKind !== fileKind.link, 'zip-name-bad');
  const nameBytes = bytes.subarray(centralBytes, centralBytes + nameBytesCount);
  const entry: Located = {
    name: readName(nameBytes),
    isDeflated: method === deflated,
    crc: view.getUint32(16, true),
    sizesFollow: (flag & flags.sizesFollow) !== 0,
    ...{ packedBytes, unpackedBytes, headerAt, nameBytes },
  };
  return { entry, bytes: total };
}

/** Names are UTF-8 whatever their flag says; one that is not cannot be shown and is refused. */
function readName(bytes: Uint8Array): string {
  demand(bytes.length <= zipLimits.nameBytesMax, 'zip-name-bad');
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    demand(false, 'zip-name-bad');
  }
  // A folder is an entry whose name ends in a slash.
  demand(!badName.test(name.replace(/\/$/, '')), 'zip-name-bad');
  return name;
}

/** Names that a file system may take for one, too. */
function demandDistinct(entries: readonly Located[]): void {
  const same = (name: string) => name.replace(/\/$/, '').normalize('NFC').toLowerCase();
  const names = new Set(entries.map(({ name }) => same(name)));
  demand(names.size === entries.length, 'zip-name-twice');
}

/**
 * The header before the data must tell of the same entry; its sizes may stand in a ZIP64 record,
 * since whoever packs a stream does not know them beforehand. Returns where the data begin.
 */
async function readLocal(content: Content, entry: Located): Promise<number> {
  const { headerAt, nameBytes } = entry;
  const head = await content.read(headerAt, localBytes + nameBytes.length);
  demand(head.length === localBytes + nameBytes.length, 'zip-broken');
  const view = viewOf(head);
  demand(view.getUint32(0, true) === signatures.local, 'zip-broken');
  demand((view.getUint16(6, true) & flags.encrypted) === 0, 'zip-encrypted');
  const isSame =
    view.getUint16(26, true) === nameBytes.length &&
    latin1(head.subarray(localBytes)) === latin1(nameBytes) &&
    view.getUint16(8, true) === (entry.isDeflated ? deflated : stored) &&
    ((view.getUint16(6, true) & flags.sizesFollow) !== 0) === entry.sizesFollow &&
    (entry.sizesFollow ||
      (view.getUint32(14, true) === entry.crc &&
        [entry.packedBytes, zip64.size].includes(view.getUint32(18, true)) &&
        [entry.unpackedBytes, zip64.size].includes(view.getUint32(22, true))));
  demand(isSame, 'zip-broken');
  return headerAt + localBytes + nameBytes.length + view.getUint16(28, true);
}
