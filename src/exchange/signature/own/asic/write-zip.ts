import { concatAll } from '../der/bytes.ts';
import { crc32, zipBytes, zipFlags, zipMethods, zipSignatures } from './zip-format.ts';

export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const versionNeeded = 20;
/** 1 January 1980: an archive says nothing of when it was made, so the same is always the same. */
const firstDay = 0x0021;
const commonBytes = 26;

/** An archive with these entries in order, not compressed: the same entries give the same bytes. */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(file.name);
    const common = commonFields(name, file.bytes);
    const local = concatAll([localHeader(common), name, file.bytes]);
    locals.push(local);
    centrals.push(centralHeader(common, at), name);
    at += local.length;
  }
  const directory = concatAll(centrals);
  const end = endRecord({ count: files.length, directoryBytes: directory.length, directoryAt: at });
  return concatAll([...locals, directory, end]);
}

/** From "version needed" to "length of extra fields": the same in both headers of an entry. */
function commonFields(name: Uint8Array, bytes: Uint8Array): Uint8Array {
  const fields = new DataView(new ArrayBuffer(commonBytes));
  const isAscii = name.every((byte) => byte < 0x80);
  fields.setUint16(0, versionNeeded, true);
  fields.setUint16(2, isAscii ? 0 : zipFlags.utf8, true);
  fields.setUint16(4, zipMethods.stored, true);
  fields.setUint16(8, firstDay, true);
  fields.setUint32(10, crc32(bytes), true);
  fields.setUint32(14, bytes.length, true);
  fields.setUint32(18, bytes.length, true);
  fields.setUint16(22, name.length, true);
  return new Uint8Array(fields.buffer);
}

function localHeader(common: Uint8Array): Uint8Array {
  const header = new Uint8Array(zipBytes.local);
  new DataView(header.buffer).setUint32(0, zipSignatures.local, true);
  header.set(common, 4);
  return header;
}

function centralHeader(common: Uint8Array, localAt: number): Uint8Array {
  const header = new Uint8Array(zipBytes.central);
  const view = new DataView(header.buffer);
  view.setUint32(0, zipSignatures.central, true);
  view.setUint16(4, versionNeeded, true);
  header.set(common, 6);
  view.setUint32(42, localAt, true);
  return header;
}

interface End {
  readonly count: number;
  readonly directoryBytes: number;
  readonly directoryAt: number;
}

function endRecord({ count, directoryBytes, directoryAt }: End): Uint8Array {
  const view = new DataView(new ArrayBuffer(zipBytes.end));
  view.setUint32(0, zipSignatures.end, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, directoryBytes, true);
  view.setUint32(16, directoryAt, true);
  return new Uint8Array(view.buffer);
}
