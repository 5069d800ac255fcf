import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { UnreadableReadings } from './sheet-row.ts';
import { checkSpreadsheet } from './xlsx-rows.ts';

export const csvBytesMax = 256 * 1024 * 1024;
const xlsxBytesMax = 64 * 1024 * 1024;

export type Encoding = 'utf-8' | 'windows-1251';

export type FileForm =
  | { readonly format: 'xlsx' }
  | { readonly format: 'csv'; readonly encoding: Encoding };

const startBytes = 8;
const pieceBytes = 1024 * 1024;
const zipStart = [0x50, 0x4b, 0x03, 0x04];
const oldOfficeStart = [0xd0, 0xcf, 0x11, 0xe0];
const utf16Starts = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/**
 * Tells by its bytes what a file is, whatever its name says, and reads it through once, so that a
 * file in a wrong encoding or a swollen archive is refused before its first line is taken. Throws
 * UnreadableReadings.
 */
export async function inspectFile(path: string): Promise<FileForm> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw new UnreadableReadings('file-lost', '', error);
  });
  if (size === 0) throw new UnreadableReadings('empty-file');
  const start = await readStart(path);
  if (startsWith(start, oldOfficeStart)) throw new UnreadableReadings('old-spreadsheet');
  if (utf16Starts.some((mark) => startsWith(start, mark))) {
    throw new UnreadableReadings('wrong-encoding');
  }
  const isZip = startsWith(start, zipStart);
  if (size > (isZip ? xlsxBytesMax : csvBytesMax)) throw new UnreadableReadings('too-large');
  if (isZip) {
    await checkSpreadsheet(path);
    return { format: 'xlsx' };
  }
  return { format: 'csv', encoding: await detectEncoding(path) };
}

/** Whether the first bytes are those of an archive, as XLSX files are. */
export function isZipStart(start: Uint8Array): boolean {
  return startsWith(start, zipStart);
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** UTF-8 when every byte of the file is; else it can only be Windows-1251. */
async function detectEncoding(path: string): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  const pieces = createReadStream(path, { highWaterMark: pieceBytes });
  for await (const piece of pieces as AsyncIterable<Buffer>) {
    if (piece.includes(0)) throw new UnreadableReadings('not-a-spreadsheet');
    isUtf8 &&= decodes(decoder, piece, true);
  }
  return isUtf8 && decodes(decoder, Buffer.alloc(0), false) ? 'utf-8' : 'windows-1251';
}

function decodes(decoder: TextDecoder, piece: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(piece, { stream });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
