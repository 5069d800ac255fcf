import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { UnreadableReadings } from './sheet-row.ts';

/** A million rows of five cells take about 400 MB of XML. */
const sheetBytesMax = 1024 * 1024 * 1024;
/** Everything else, texts of cells among it, is held in memory while the sheet is read. */
export const otherBytesMax = 64 * 1024 * 1024;
const entriesMax = 1_000;

const endRecordBytes = 22;
const commentBytesMax = 65_535;
const endMark = 0x06054b50;
const centralMark = 0x02014b50;
const centralBytes = 46;
const localBytes = 30;
/** What may lie between two entries: a data descriptor, shorter than any entry. */
const gapBytesMax = 24;
const stored = 0;
const deflated = 8;
const sheetName = /^xl\/worksheets\/sheet\d+\.xml$/;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly start: number;
  readonly packedBytes: number;
}

/**
 * Unpacks an archive without keeping it and refuses one that grows beyond measure or hides entries
 * from its list: what is read later can then be no larger than what was measured here. Throws
 * UnreadableReadings.
 */
export async function checkZipSize(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { entries, listAt } = await readList(file);
    await checkNothingBetween(file, entries, listAt);
    let sheets = sheetBytesMax;
    let others = otherBytesMax;
    for (const entry of entries) {
      const isSheet = sheetName.test(entry.name);
      const bytes = await unpackedBytes(file, entry, isSheet ? sheets : others);
      if (isSheet) sheets -= bytes;
      else others -= bytes;
    }
  } catch (error) {
    if (error instanceof UnreadableReadings) throw error;
    throw new UnreadableReadings('broken-file', '', error);
  } finally {
    await file.close();
  }
}

async function readList(
  file: FileHandle,
): Promise<{ readonly entries: readonly Entry[]; readonly listAt: number }> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, endRecordBytes + commentBytesMax);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  const end = findEnd(tail);
  const count = tail.readUInt16LE(end + 10);
  const listBytes = tail.readUInt32LE(end + 12);
  const listAt = tail.readUInt32LE(end + 16);
  if (count === 0 || count > entriesMax) throw new RangeError('number of entries');
  const list = await readAt(file, listAt, listBytes);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count;) {
    if (list.readUInt32LE(at) !== centralMark) throw new RangeError('list of entries');
    const nameBytes = list.readUInt16LE(at + 28);
    entries.push({
      name: list.toString('utf8', at + centralBytes, at + centralBytes + nameBytes),
      method: list.readUInt16LE(at + 10),
      start: list.readUInt32LE(at + 42),
      packedBytes: list.readUInt32LE(at + 20),
    });
    at += centralBytes + nameBytes + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  return { entries, listAt };
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - endRecordBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endMark) return at;
  }
  throw new UnreadableReadings('not-a-spreadsheet');
}

/** The entries must fill the file up to their list: one that is not listed has no room. */
async function checkNothingBetween(
  file: FileHandle,
  entries: readonly Entry[],
  listAt: number,
): Promise<void> {
  let expected = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    const gap = entry.start - expected;
    if (gap < 0 || gap > (expected === 0 ? 0 : gapBytesMax)) throw new RangeError('hidden entry');
    expected = (await dataStart(file, entry)) + entry.packedBytes;
  }
  if (listAt < expected || listAt - expected > gapBytesMax) throw new RangeError('hidden entry');
}

async function dataStart(file: FileHandle, { start }: Entry): Promise<number> {
  const header = await readAt(file, start, localBytes);
  return start + localBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** Counts what an entry unpacks to and gives up as soon as it is more than `bytesMax`. */
async function unpackedBytes(file: FileHandle, entry: Entry, bytesMax: number): Promise<number> {
  if (entry.method === stored) return withinLimit(entry.packedBytes, bytesMax);
  if (entry.method !== deflated) throw new RangeError('way of packing');
  if (entry.packedBytes === 0) return 0;
  const start = await dataStart(file, entry);
  const packed = file.createReadStream({
    start,
    end: start + entry.packedBytes - 1,
    autoClose: false,
  });
  const unpacked = createInflateRaw();
  packed.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
  let bytes = 0;
  for await (const piece of unpacked as AsyncIterable<Buffer>) {
    bytes = withinLimit(bytes + piece.length, bytesMax);
  }
  return bytes;
}

function withinLimit(bytes: number, bytesMax: number): number {
  if (bytes > bytesMax) throw new UnreadableReadings('too-large');
  return bytes;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new RangeError('the file ends too soon');
  return buffer;
}
