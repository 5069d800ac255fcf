import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive; whatever is said overrides what the bytes would say. */
export interface MadeEntry {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** As the central directory promises. */
  readonly unpackedBytes?: number;
  readonly crc?: number;
  /** As the header before the data tells. */
  readonly localName?: string;
  readonly attributes?: number;
  /** Packed bytes in the place of those that deflate gives. */
  readonly packed?: Uint8Array;
}

interface Fields {
  readonly name: Uint8Array;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

const stored = 0;
const deflated = 8;
const utf8 = 0x0800;
const localBytes = 30;

/** An archive with these entries, in order. */
export function zipOf(entries: readonly MadeEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const method = entry.method ?? deflated;
    const packed = entry.packed ?? (method === stored ? entry.bytes : deflateRawSync(entry.bytes));
    const name = Buffer.from(entry.name);
    const fields: Fields = {
      ...{ name, method, flags: entry.flags ?? utf8 },
      crc: entry.crc ?? crc32(entry.bytes),
      packedBytes: packed.length,
      unpackedBytes: entry.unpackedBytes ?? entry.bytes.length,
    };
    const localName = Buffer.from(entry.localName ?? name);
    const local = Buffer.concat([localHeader({ ...fields, name: localName }), packed]);
    centrals.push(centralHeader(fields, at, entry.attributes));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, ending(entries.length, directory.length, at)]);
}

/** An archive of about this size with one entry that is not packed, made as it is read. */
export async function* storedZip(
  sizeBytes: number,
  fill: (piece: Buffer) => unknown,
): AsyncGenerator<Uint8Array> {
  const pieceBytes = 65_536;
  const piece = Buffer.alloc(pieceBytes);
  fill(piece);
  const count = Math.ceil(sizeBytes / pieceBytes);
  let crc = 0;
  for (let index = 0; index < count; index += 1) crc = crc32(numbered(piece, index), crc);
  const total = count * pieceBytes;
  const fields: Fields = {
    ...{ name: Buffer.from('scan.bin'), method: stored, flags: utf8, crc },
    ...{ packedBytes: total, unpackedBytes: total },
  };
  const local = localHeader(fields);
  yield local;
  for (let index = 0; index < count; index += 1) yield Buffer.from(numbered(piece, index));
  const directory = centralHeader(fields, 0);
  yield Buffer.concat([directory, ending(1, directory.length, local.length + total)]);
}

function numbered(piece: Buffer, index: number): Buffer {
  piece.writeUInt32LE(index);
  return piece;
}

function common({ method, flags, crc, packedBytes, unpackedBytes }: Fields): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(flags, 2);
  bytes.writeUInt16LE(method, 4);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(packedBytes, 14);
  bytes.writeUInt32LE(unpackedBytes, 18);
  return bytes;
}

function localHeader(fields: Fields): Buffer {
  const head = Buffer.alloc(localBytes);
  head.writeUInt32LE(0x0403_4b50, 0);
  common(fields).copy(head, 4);
  head.writeUInt16LE(fields.name.length, 26);
  return Buffer.concat([head, fields.name]);
}

function centralHeader(fields: Fields, at: number, attributes = 0): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(20, 4);
  common(fields).copy(head, 6);
  head.writeUInt16LE(fields.name.length, 28);
  head.writeUInt32LE(attributes, 38);
  head.writeUInt32LE(at, 42);
  return Buffer.concat([head, fields.name]);
}

function ending(count: number, directoryBytes: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
