import { crc32, deflateSync } from 'node:zlib';

/** Small whole attachments, made by the letter of their formats. */

/** A PDF of one empty page; `trailer` goes into its trailer. */
export function pdfOf({ trailer = '', version = '1.7' } = {}): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  let text = `%PDF-${version}\n`;
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const at = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`);
  text += `xref\n0 4\n0000000000 65535 f \n${rows.join('')}`;
  text += `trailer\n<< /Size 4 /Root 1 0 R ${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

export function pngHeader(
  width: number,
  height: number,
  kind: readonly number[] = [8, 0, 0, 0, 0],
) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set(kind, 8);
  return pngChunk('IHDR', data);
}

export const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
export const pngEnd = pngChunk('IEND', Buffer.alloc(0));

/** A grey picture. */
export function pngOf(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  const picture = pngChunk('IDAT', deflateSync(rows));
  return Buffer.concat([pngSignature, pngHeader(width, height), picture, pngEnd]);
}

export function jpegSegment(code: number, data: Uint8Array): Buffer {
  const head = Buffer.from([0xff, code, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

export const jpegStart = Buffer.from([0xff, 0xd8]);
export const jpegEnd = Buffer.from([0xff, 0xd9]);
/** Scanned data with stuffing and a restart in it. */
export const jpegScan = Buffer.concat([
  jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
]);

export function jpegFrame(width: number, height: number, code = 0xc0): Buffer {
  const data = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  data.writeUInt16BE(height, 1);
  data.writeUInt16BE(width, 3);
  return jpegSegment(code, data);
}

/** The parts of a picture by the letter of the format; nobody has tried to look at it. */
export function jpegOf(width: number, height: number): Buffer {
  const info = jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'));
  return Buffer.concat([jpegStart, info, jpegFrame(width, height), jpegScan, jpegEnd]);
}
