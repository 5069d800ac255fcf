import type { FileHandle } from 'node:fs/promises';

/** Bytes of which any part can be read, however many there are. */
export interface Content {
  readonly sizeBytes: number;
  /** So many bytes from a place; fewer only at the end. */
  read(from: number, length: number): Promise<Uint8Array>;
}

export function contentOfBytes(bytes: Uint8Array): Content {
  return {
    sizeBytes: bytes.length,
    read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
  };
}

/** What an open file holds; the file must stay open while it is read. */
export async function contentOfFile(file: FileHandle): Promise<Content> {
  const { size } = await file.stat();
  return {
    sizeBytes: size,
    read: async (from, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    },
  };
}

const pieceBytes = 65_536;

/** A stretch of content in pieces. */
export async function* piecesOf(
  content: Content,
  from: number,
  until: number,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < until; at += pieceBytes) {
    yield await content.read(at, Math.min(pieceBytes, until - at));
  }
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
