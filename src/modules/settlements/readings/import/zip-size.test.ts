import exceljs from 'exceljs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnreadableReadings } from './sheet-row.ts';
import { checkZipSize, otherBytesMax } from './zip-size.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zip-'));
});
afterAll(() => rm(directory, { recursive: true }));

interface Part {
  readonly name: string;
  readonly content: Buffer;
  readonly listed?: boolean;
}

/** An archive as a program would write it, or with parts that its list does not name. */
function zip(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, content, listed = true } of parts) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(name.length, 26);
    const body = Buffer.concat([local, Buffer.from(name), packed]);
    if (listed) list.push(centralRecord(name, packed.length, at));
    bodies.push(body);
    at += body.length;
  }
  const records = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, records, end]);
}

function centralRecord(name: string, packedBytes: number, start: number): Buffer {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(8, 10);
  record.writeUInt32LE(packedBytes, 20);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt32LE(start, 42);
  return Buffer.concat([record, Buffer.from(name)]);
}

async function check(content: Uint8Array): Promise<string> {
  const path = join(directory, 'file.xlsx');
  await writeFile(path, content);
  try {
    await checkZipSize(path);
    return 'fine';
  } catch (error) {
    if (error instanceof UnreadableReadings) return error.problem;
    throw error;
  }
}

const small = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') };
const bomb = { name: 'xl/sharedStrings.xml', content: Buffer.alloc(otherBytesMax + 1) };

describe('an archive', () => {
  test('of a spreadsheet program is fine', async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet('a').addRow(['x', 1]);
    expect(await check(new Uint8Array(await book.xlsx.writeBuffer()))).toBe('fine');
    expect(await check(zip([small]))).toBe('fine');
  });

  test('that swells beyond measure is not unpacked to its end', async () => {
    expect(await check(zip([small, bomb]))).toBe('too-large');
  });

  test('may not hide parts from its list', async () => {
    expect(await check(zip([small, { ...bomb, listed: false }]))).toBe('broken-file');
    expect(await check(zip([{ ...bomb, listed: false }, small]))).toBe('broken-file');
    expect(await check(zip([small, { ...bomb, listed: false }, small]))).toBe('broken-file');
  });

  test('that is torn or no archive is refused', async () => {
    const whole = zip([small, small]);
    expect(await check(whole.subarray(0, whole.length - 30))).toBe('not-a-spreadsheet');
    expect(await check(whole.subarray(40))).toBe('broken-file');
    expect(await check(Buffer.from('PK\u0003\u0004'))).toBe('not-a-spreadsheet');
    const wrong = Buffer.from(whole);
    wrong.fill(0xff, 45, 50);
    expect(await check(wrong)).toBe('broken-file');
  });
});
