import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zipOf, type MadeEntry } from '#test/files/zip-maker.ts';
import { checkAttachment } from './check.ts';
import { contentOfBytes } from './content.ts';
import { zipLimits } from './limits.ts';
import type { ZipRefusal } from './refusal.ts';

const mebibyte = 1024 * 1024;
const bytes = Buffer.from('words of a document');
const entry: MadeEntry = { name: 'a.txt', bytes };
const check = (archive: Uint8Array) => checkAttachment(contentOfBytes(archive));
const nested = (depth: number): Buffer =>
  depth === 0 ? zipOf([entry]) : zipOf([{ name: 'inner.zip', bytes: nested(depth - 1) }]);
const named = (...names: readonly (string | Uint8Array)[]) =>
  zipOf(names.map((name) => ({ name, bytes })));

test.each<readonly [string, Buffer]>([
  [
    'entries packed and not, folders, an empty one',
    zipOf([
      entry,
      { name: 'folder/', bytes: Buffer.alloc(0), method: 0 },
      { name: 'folder/b.txt', bytes, method: 0 },
      { name: 'empty', bytes: Buffer.alloc(0) },
    ]),
  ],
  ['names in Ukrainian letters', named('\u0434\u043e\u0433\u043e\u0432\u0456\u0440.pdf')],
  ['names with dots', named('a..b', '.hidden', 'c.', 'd/...e')],
  ['an archive inside', nested(1)],
  [
    'much of the same, but little in all',
    zipOf([{ name: 'zeros', bytes: Buffer.alloc(mebibyte) }]),
  ],
])('takes %s', async (_, archive) => {
  expect(await check(archive)).toMatchObject({ accepted: true, kind: 'zip' });
});

test.each<readonly [ZipRefusal, string, Buffer]>([
  ['zip-name-bad', 'a way out of the folder', named('../../etc/passwd')],
  ['zip-name-bad', 'a way out in the middle', named('a/../../b')],
  ['zip-name-bad', 'a way out at the end', named('a/..')],
  ['zip-name-bad', 'a place from the root', named('/etc/passwd')],
  ['zip-name-bad', 'a drive', named('C:a')],
  ['zip-name-bad', 'backslashes', named('..\\a')],
  ['zip-name-bad', 'no name', named('')],
  ['zip-name-bad', 'a folder without a name', named('/')],
  ['zip-name-bad', 'the same folder', named('./a')],
  ['zip-name-bad', 'an end of text', named('a.pdf\0.exe')],
  ['zip-name-bad', 'a line break', named('a\nb')],
  ['zip-name-bad', 'bytes that are no letters', named(Buffer.from([0x8f, 0xe0]))],
  ['zip-name-bad', 'a very long name', named('a'.repeat(256))],
  ['zip-name-bad', 'a link', zipOf([{ ...entry, attributes: 0xa1ff_0000 }])],
  ['zip-name-twice', 'two of a name', named('a', 'b', 'a')],
  ['zip-name-twice', 'two of a name in other letters', named('A.txt', 'a.TXT')],
  ['zip-name-twice', 'a file and a folder of a name', named('a', 'a/')],

  ['zip-encrypted', 'a password', zipOf([{ ...entry, flags: 0x0801 }])],
  ['zip-encrypted', 'a strong password', zipOf([{ ...entry, method: 99, packed: bytes }])],
  ['zip-unsupported', 'another way to pack', zipOf([{ ...entry, method: 14, packed: bytes }])],
  ['zip-unsupported', 'ZIP64', zipOf([{ ...entry, unpackedBytes: 0xffff_ffff }])],

  [
    'zip-entries-too-many',
    'too many entries',
    named(...Array.from({ length: zipLimits.entriesMax + 1 }, (_, index) => `n${index}`)),
  ],
  ['zip-ratio-too-high', 'a bomb', zipOf([{ name: 'zeros', bytes: Buffer.alloc(8 * mebibyte) }])],
  [
    'zip-unpacked-too-big',
    'a promise of too much',
    zipOf([{ ...entry, unpackedBytes: zipLimits.unpackedBytesMax + 1 }]),
  ],
  [
    'zip-unpacked-too-big',
    'too much in all',
    zipOf([entry, { ...entry, name: 'b', unpackedBytes: zipLimits.unpackedBytesMax }]),
  ],
  ['zip-broken', 'more than was promised', zipOf([{ ...entry, unpackedBytes: 5 }])],
  [
    'zip-broken',
    'a bomb that promises little',
    zipOf([{ name: 'zeros', bytes: Buffer.alloc(8 * mebibyte), unpackedBytes: 100_000 }]),
  ],
  ['zip-broken', 'less than was promised', zipOf([{ ...entry, unpackedBytes: 50 }])],
  ['zip-broken', 'a wrong check sum', zipOf([{ ...entry, crc: 7 }])],
  ['zip-broken', 'what does not unpack', zipOf([{ ...entry, packed: Buffer.from([7, 7, 7]) }])],
  [
    'zip-broken',
    'bytes after the packed ones',
    zipOf([{ ...entry, packed: Buffer.concat([deflateRawSync(bytes), Buffer.alloc(9)]) }]),
  ],
  ['zip-nested-too-deep', 'archives in archives in archives', nested(2)],
  [
    'zip-nested-too-big',
    'a large archive inside',
    zipOf([
      {
        ...{ name: 'inner.zip', method: 0 },
        bytes: Buffer.concat([nested(0), Buffer.alloc(zipLimits.nestedBytesMax)]),
      },
    ]),
  ],
  [
    'zip-ratio-too-high',
    'a bomb inside',
    zipOf([
      { name: 'inner.zip', bytes: zipOf([{ name: 'zeros', bytes: Buffer.alloc(8 * mebibyte) }]) },
    ]),
  ],
  ['zip-broken', 'another name before the data', zipOf([{ ...entry, localName: 'b.txt' }])],
  ['zip-broken', 'bytes between entries and directory', withGap(zipOf([entry]))],
  ['zip-cut-off', 'half of it', zipOf([entry, { ...entry, name: 'b' }]).subarray(0, 80)],
  ['zip-cut-off', 'bytes after its end', Buffer.concat([zipOf([entry]), Buffer.alloc(3)])],
])('refuses as %s: %s', async (refusal, _, archive) => {
  expect(await check(archive)).toEqual({ accepted: false, refusal });
});

test('two entries over the same bytes are refused: a small file must not count twice', async () => {
  const archive = zipOf([entry, { ...entry, name: 'b.txt' }]);
  // The second row of the directory is pointed at the first entry.
  const rowAt = archive.lastIndexOf(Buffer.from('b.txt')) - 46;
  archive.writeUInt32LE(0, rowAt + 42);
  expect(await check(archive)).toEqual({ accepted: false, refusal: 'zip-broken' });
});

/** Nine bytes that neither the entries nor the directory tell of. */
function withGap(archive: Buffer): Buffer {
  const directoryAt = archive.readUInt32LE(archive.length - 6);
  const parts = [archive.subarray(0, directoryAt), Buffer.alloc(9), archive.subarray(directoryAt)];
  const moved = Buffer.concat(parts);
  moved.writeUInt32LE(directoryAt + 9, moved.length - 6);
  return moved;
}
