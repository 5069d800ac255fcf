import { sameBytes } from '../der/bytes.ts';
import { demand } from './fault.ts';
import { asicLimits } from './limits.ts';
import {
  foldedName,
  isSoundName,
  zipBytes,
  zipFlags,
  zipMethods,
  zipSignatures,
} from './zip-format.ts';

/** An entry as the central directory and its own header agree on it. */
export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its packed bytes begin. */
  readonly dataAt: number;
  readonly hasExtraFields: boolean;
}

interface Central extends Omit<ZipEntry, 'dataAt'> {
  readonly headerAt: number;
  readonly sizesFollow: boolean;
  /** Version needed, flags, method and time: the local header has the same. */
  readonly fields: Uint8Array;
  readonly nameBytes: Uint8Array;
}

/**
 * All entries in their order in the file. Entries, directory and end must cover the archive whole,
 * one after another, and tell of each entry twice the same: nothing hides, and no two programs may
 * read two different archives.
 */
export function readEntries(zip: Uint8Array): readonly ZipEntry[] {
  demand(zip.length <= asicLimits.containerBytesMax, 'zip-too-large');
  const end = readEnd(zip);
  const centrals: Central[] = [];
  let at = end.directoryAt;
  for (let count = 0; count < end.count; count += 1) {
    const { entry, bytes } = readCentral(zip.subarray(at, end.at));
    centrals.push(entry);
    at += bytes;
  }
  demand(at === end.at, 'zip-broken');
  const names = new Set(centrals.map(({ name }) => foldedName(name.replace(/\/$/, ''))));
  demand(names.size === centrals.length, 'zip-name-twice');
  centrals.sort((one, other) => one.headerAt - other.headerAt);
  let next = 0;
  const entries = centrals.map((central) => {
    demand(central.headerAt === next, 'zip-broken');
    const local = readLocal(zip.subarray(0, end.directoryAt), central);
    next = local.endsAt;
    return { ...central, ...local };
  });
  demand(next === end.directoryAt, 'zip-broken');
  return entries;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A comment is taken only in the form that the standard of containers gives it. */
const comments = [
  '',
  ...['s', 'e'].map((kind) => `mimetype=application/vnd.etsi.asic-${kind}+zip`),
];

function readEnd(zip: Uint8Array) {
  const view = viewOf(zip);
  demand(zip.length >= zipBytes.end && startsLikeZip(view), 'not-a-zip');
  const longest = Math.max(...comments.map(({ length }) => length));
  for (let comment = 0; comment <= longest; comment += 1) {
    const at = zip.length - zipBytes.end - comment;
    if (at < 0 || view.getUint32(at, true) !== zipSignatures.end) continue;
    if (view.getUint16(at + 20, true) !== comment) continue;
    const text = String.fromCharCode(...zip.subarray(at + zipBytes.end));
    demand(comments.includes(text), 'zip-comment');
    const count = view.getUint16(at + 10, true);
    const directoryAt = view.getUint32(at + 16, true);
    const isOneDisk = view.getUint32(at + 4, true) === 0 && view.getUint16(at + 8, true) === count;
    demand(isOneDisk, 'zip-unsupported');
    demand(count <= asicLimits.entriesMax, 'zip-too-many-entries');
    demand(directoryAt + view.getUint32(at + 12, true) === at, 'zip-broken');
    return { at, count, directoryAt };
  }
  demand(false, 'zip-broken');
}

function startsLikeZip(view: DataView): boolean {
  return view.getUint32(0, true) === zipSignatures.local;
}

const fileKind = { mask: 0xf000, regular: 0x8000, folder: 0x4000 } as const;

function readCentral(bytes: Uint8Array): { readonly entry: Central; readonly bytes: number } {
  demand(bytes.length >= zipBytes.central, 'zip-broken');
  const view = viewOf(bytes);
  demand(view.getUint32(0, true) === zipSignatures.central, 'zip-broken');
  const flags = view.getUint16(8, true);
  const method = view.getUint16(10, true);
  demand((flags & zipFlags.encrypted) === 0 && method !== zipMethods.encrypted, 'zip-encrypted');
  const isKnown = method === zipMethods.stored || method === zipMethods.deflated;
  demand(isKnown, 'zip-unsupported');
  const packedBytes = view.getUint32(20, true);
  const unpackedBytes = view.getUint32(24, true);
  demand(method === zipMethods.deflated || packedBytes === unpackedBytes, 'zip-broken');
  const nameEnd = zipBytes.central + view.getUint16(28, true);
  const total = nameEnd + view.getUint16(30, true);
  // No comment of an entry, no other disk.
  demand(view.getUint32(32, true) === 0 && total <= bytes.length, 'zip-broken');
  const nameBytes = bytes.subarray(zipBytes.central, nameEnd);
  const name = readName(nameBytes);
  const unixKind = (view.getUint32(38, true) >>> 16) & fileKind.mask;
  const kind = name.endsWith('/') ? fileKind.folder : fileKind.regular;
  demand(unixKind === 0 || unixKind === kind, 'zip-unsupported');
  const entry: Central = {
    name,
    isDeflated: method === zipMethods.deflated,
    crc: view.getUint32(16, true),
    packedBytes,
    unpackedBytes,
    hasExtraFields: hasExtraFields(bytes.subarray(nameEnd, total)),
    headerAt: view.getUint32(42, true),
    sizesFollow: (flags & zipFlags.sizesFollow) !== 0,
    fields: bytes.subarray(6, 16),
    nameBytes,
  };
  demand(!name.endsWith('/') || unpackedBytes === 0, 'zip-broken');
  return { entry, bytes: total };
}

function readName(bytes: Uint8Array): string {
  demand(bytes.length <= asicLimits.nameBytesMax, 'zip-name-bad');
  const name = decodeText(bytes);
  // A folder is an entry whose name ends in a slash.
  demand(name !== undefined && isSoundName(name.replace(/\/$/, '')), 'zip-name-bad');
  return name;
}

/** Text in UTF-8; undefined when it is none. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Times and owners; anything else could give an entry another name or another size. */
const harmlessFields: ReadonlySet<number> = new Set([0x5455, 0x7875, 0x5855, 0x000a, 0xcafe]);

function hasExtraFields(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  let at = 0;
  while (at + 4 <= bytes.length) {
    demand(harmlessFields.has(view.getUint16(at, true)), 'zip-extra-field');
    at += 4 + view.getUint16(at + 2, true);
  }
  demand(at === bytes.length, 'zip-extra-field');
  return at > 0;
}

interface Local {
  readonly dataAt: number;
  readonly endsAt: number;
  readonly hasExtraFields: boolean;
}

/** The header before the data must tell of the same entry; what follows it may tell the sizes. */
function readLocal(zip: Uint8Array, entry: Central): Local {
  const { headerAt, nameBytes, packedBytes } = entry;
  const nameAt = headerAt + zipBytes.local;
  demand(nameAt + nameBytes.length <= zip.length, 'zip-broken');
  const view = viewOf(zip.subarray(headerAt));
  const extraAt = nameAt + nameBytes.length;
  const dataAt = extraAt + view.getUint16(28, true);
  const isSame =
    view.getUint32(0, true) === zipSignatures.local &&
    sameBytes(zip.subarray(headerAt + 4, headerAt + 14), entry.fields) &&
    view.getUint16(26, true) === nameBytes.length &&
    sameBytes(zip.subarray(nameAt, extraAt), nameBytes);
  const sizes = [entry.crc, packedBytes, entry.unpackedBytes];
  const told = [14, 18, 22].map((at) => view.getUint32(at, true));
  const isUntold = entry.sizesFollow && told.every((size) => size === 0);
  demand(isSame && (isUntold || told.every((size, at) => size === sizes[at])), 'zip-broken');
  const dataEnd = dataAt + packedBytes;
  demand(dataEnd <= zip.length, 'zip-broken');
  return {
    dataAt,
    endsAt: entry.sizesFollow ? afterSizes(zip, dataEnd, sizes) : dataEnd,
    hasExtraFields: hasExtraFields(zip.subarray(extraAt, dataAt)) || entry.hasExtraFields,
  };
}

/** Check sum and sizes after the data, with a signature before them or without. */
function afterSizes(zip: Uint8Array, at: number, sizes: readonly number[]): number {
  const isSigned =
    at + 4 <= zip.length && viewOf(zip).getUint32(at, true) === zipSignatures.follows;
  const from = isSigned ? at + 4 : at;
  demand(from + 12 <= zip.length, 'zip-broken');
  const view = viewOf(zip.subarray(from));
  const isSame = sizes.every((size, index) => view.getUint32(4 * index, true) === size);
  demand(isSame, 'zip-broken');
  return from + 12;
}
