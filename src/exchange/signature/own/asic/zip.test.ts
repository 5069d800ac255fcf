import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { zipOf, type MadeEntry } from '#test/files/zip-maker.ts';
import { describe, expect, test } from 'vitest';
import { AsicError } from './fault.ts';
import { asicLimits } from './limits.ts';
import { readZip } from './read-zip.ts';
import { writeZip } from './write-zip.ts';

const text = (words: string) => new TextEncoder().encode(words);
const files = [
  { name: 'mimetype', bytes: text('application/vnd.etsi.asic-e+zip') },
  { name: 'договір.html', bytes: text('<p>договір</p>') },
  { name: 'META-INF/signature001.p7s', bytes: Uint8Array.of(0x30, 0) },
];

async function faultOf(zip: Uint8Array): Promise<string> {
  try {
    await readZip(zip);
    return 'none';
  } catch (error) {
    if (error instanceof AsicError) return error.fault;
    throw error;
  }
}

function hasProgram(program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('an archive of ours', () => {
  test('is the same whenever it is made, and gives its files back', async () => {
    const zip = writeZip(files);
    expect(writeZip(files)).toEqual(zip);
    expect(await readZip(zip)).toEqual(files.map((file) => ({ ...file, isPlain: true })));
  });

  test.skipIf(!hasProgram('unzip'))('is whole for unzip', () => {
    inFile(writeZip(files), (path) => {
      expect(String(execFileSync('unzip', ['-t', path]))).toContain('No errors detected');
      const first = execFileSync('unzip', ['-p', path, 'mimetype']);
      expect(String(first)).toBe('application/vnd.etsi.asic-e+zip');
    });
  });

  test.skipIf(!hasProgram('python3'))('is whole for the zipfile of Python', () => {
    const program =
      'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);' +
      'print(z.testzip());print("|".join(z.namelist()));print(z.read(z.namelist()[1]).hex())';
    inFile(writeZip(files), (path) => {
      const env = { ...process.env, PYTHONIOENCODING: 'utf-8' };
      const [broken, names, second] = String(
        execFileSync('python3', ['-c', program, path], { env }),
      ).split('\n');
      expect(broken).toBe('None');
      expect(names).toBe(files.map(({ name }) => name).join('|'));
      expect(second).toBe(Buffer.from(files[1]?.bytes ?? []).toString('hex'));
    });
  });
});

function inFile(bytes: Uint8Array, use: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'asic-'));
  try {
    const path = join(folder, 'container.asice');
    writeFileSync(path, bytes);
    use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const entry = { name: 'a.txt', bytes: text('some words, some words, some words') };
const packed = deflateRawSync(entry.bytes);
const zeros = new Uint8Array(2 * asicLimits.ratioFromBytes);

/** Changes one place of a good archive. */
function edited(edit: (zip: Buffer) => unknown, entries: readonly MadeEntry[] = [entry]): Buffer {
  const zip = zipOf(entries);
  edit(zip);
  return zip;
}

const link = 0xa000_0000;
const centralAt = (zip: Buffer) => zip.readUInt32LE(zip.length - 6);

const broken: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing at all', new Uint8Array(), 'not-a-zip'],
  ['words', text('these are words and no archive'), 'not-a-zip'],
  ['one cut off', zipOf([entry]).subarray(0, -1), 'zip-broken'],
  ['one with bytes after its end', Buffer.concat([zipOf([entry]), Buffer.of(0)]), 'zip-broken'],
  ['bytes before it', Buffer.concat([Buffer.of(0), zipOf([entry])]), 'not-a-zip'],
  ['a name twice', zipOf([entry, entry]), 'zip-name-twice'],
  [
    'names that a disk takes for one',
    zipOf([entry, { ...entry, name: 'A.TXT' }]),
    'zip-name-twice',
  ],
  ['a way up', zipOf([{ ...entry, name: '../a.txt' }]), 'zip-name-bad'],
  ['a way up inside', zipOf([{ ...entry, name: 'a/../../b' }]), 'zip-name-bad'],
  ['a name from the root', zipOf([{ ...entry, name: '/a.txt' }]), 'zip-name-bad'],
  ['a name of a drive', zipOf([{ ...entry, name: 'c:a.txt' }]), 'zip-name-bad'],
  ['a backslash', zipOf([{ ...entry, name: 'a\\b.txt' }]), 'zip-name-bad'],
  ['a zero in a name', zipOf([{ ...entry, name: 'a\0.txt' }]), 'zip-name-bad'],
  ['a name that is not UTF-8', zipOf([{ ...entry, name: Buffer.of(0xff, 0xfe) }]), 'zip-name-bad'],
  ['an empty name', zipOf([{ ...entry, name: '' }]), 'zip-name-bad'],
  ['a link', zipOf([{ ...entry, attributes: link }]), 'zip-unsupported'],
  ['a folder with contents', zipOf([{ ...entry, name: 'a/' }]), 'zip-broken'],
  ['an encrypted entry', zipOf([{ ...entry, flags: 1 }]), 'zip-encrypted'],
  ['another method', zipOf([{ ...entry, method: 12 }]), 'zip-unsupported'],
  ['another name before the data', zipOf([{ ...entry, localName: 'b.txt' }]), 'zip-broken'],
  ['another size than promised', zipOf([{ ...entry, unpackedBytes: 7 }]), 'zip-broken'],
  ['a greater size than there is', zipOf([{ ...entry, unpackedBytes: 99 }]), 'zip-broken'],
  ['a wrong sum', zipOf([{ ...entry, crc: 1 }]), 'zip-checksum-wrong'],
  [
    'bytes after packed ones',
    zipOf([{ ...entry, packed: Buffer.concat([packed, Buffer.of(1, 2)]) }]),
    'zip-broken',
  ],
  ['packed nonsense', zipOf([{ ...entry, packed: Buffer.of(7, 7, 7) }]), 'zip-broken'],
  ['a bomb', zipOf([{ name: 'zeros', bytes: zeros }]), 'zip-ratio-too-great'],
  [
    'too many entries',
    zipOf(
      Array.from({ length: asicLimits.entriesMax + 1 }, (_, at) => ({ ...entry, name: `${at}` })),
    ),
    'zip-too-many-entries',
  ],
  [
    'more than memory is for',
    zipOf([{ ...entry, unpackedBytes: asicLimits.unpackedBytesMax + 1 }]),
    'zip-too-large',
  ],
  ['another flag before the data', edited((zip) => zip.writeUInt16LE(0, 6)), 'zip-broken'],
  ['another sum before the data', edited((zip) => zip.writeUInt32LE(1, 14)), 'zip-broken'],
  ['another time before the data', edited((zip) => zip.writeUInt16LE(9, 10)), 'zip-broken'],
  ['a second disk', edited((zip) => zip.writeUInt16LE(1, zip.length - 18)), 'zip-unsupported'],
  [
    'fewer entries than there are',
    edited((zip) => {
      zip.writeUInt16LE(0, zip.length - 14);
      zip.writeUInt16LE(0, zip.length - 12);
    }),
    'zip-broken',
  ],
  [
    'an entry that begins elsewhere',
    edited((zip) => zip.writeUInt32LE(1, centralAt(zip) + 42)),
    'zip-broken',
  ],
];

describe('an archive is refused that has', () => {
  test.each(broken)('%s', async (_, zip, fault) => {
    expect(await faultOf(zip)).toBe(fault);
  });

  test('a comment, unless it is the one of the standard', async () => {
    const withComment = (comment: string) => {
      const zip = zipOf([entry]);
      zip.writeUInt16LE(comment.length, zip.length - 2);
      return Buffer.concat([zip, text(comment)]);
    };
    expect(await faultOf(withComment('mimetype=application/vnd.etsi.asic-e+zip'))).toBe('none');
    expect(await faultOf(withComment('any other'))).toBe('zip-comment');
  });
});

test('an archive packed by others, with sizes after the data, is read', async () => {
  const flags = 0x0808;
  const zip = zipOf([{ ...entry, flags }]);
  const dataEnd = 30 + entry.name.length + packed.length;
  const sizes = Buffer.alloc(16);
  sizes.writeUInt32LE(0x0807_4b50, 0);
  zip.copy(sizes, 4, 14, 26);
  zip.fill(0, 14, 26);
  const end = zip.length - 22;
  zip.writeUInt32LE(zip.readUInt32LE(end + 16) + sizes.length, end + 16);
  const whole = Buffer.concat([zip.subarray(0, dataEnd), sizes, zip.subarray(dataEnd)]);
  const [read] = await readZip(whole);
  expect(read).toMatchObject({ name: entry.name, isPlain: false });
  expect(read?.bytes).toEqual(entry.bytes);
  whole[dataEnd + 5] = 1 ^ (whole[dataEnd + 5] ?? 0);
  expect(await faultOf(whole)).toBe('zip-broken');
});
