import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { FileTrouble } from './blobs.ts';

/** Version of the layout of a blob: a header, then sealed chunks to the end. */
export const blobFormat = 1;

/** AES-256-GCM in chunks of 64 KiB. Another algorithm, or another size, gets another number. */
export const blobSuite = 1;
export const chunkBytes = 65_536;
export const tagBytes = 16;
export const dataKeyBytes = 32;

const algorithm = 'aes-256-gcm';
const magic = Buffer.from('zhkpfile', 'latin1');
const objectIdBytes = 16;
export const headerBytes = magic.length + 2 + objectIdBytes;
const nonceBytes = 12;
const indexAt = nonceBytes - 8;

/** How one blob is sealed: its header and its key, which seals nothing else. */
export interface Seal {
  readonly header: Buffer;
  readonly key: KeyObject;
}

/** Place of a chunk; a chunk that is moved, repeated or cut off after no longer opens. */
export interface ChunkPlace {
  readonly index: number;
  readonly isLast: boolean;
}

export function headerOf(objectId: Uint8Array): Buffer {
  return Buffer.concat([magic, Uint8Array.of(blobFormat, blobSuite), objectId]);
}

/** How many chunks a content of this size has; an empty one has one, which says so. */
export function chunkCount(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / chunkBytes));
}

export function sealChunk(seal: Seal, place: ChunkPlace, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(algorithm, seal.key, nonceOf(place), { authTagLength: tagBytes });
  cipher.setAAD(associated(seal.header, place));
  const sealed = cipher.update(plain);
  return Buffer.concat([sealed, cipher.final(), cipher.getAuthTag()]);
}

/** Throws FileTrouble `changed` when any bit of the chunk, its place or its header is another. */
export function openChunk(seal: Seal, place: ChunkPlace, sealed: Uint8Array): Buffer {
  const end = sealed.length - tagBytes;
  if (end < 0) throw new FileTrouble('changed', `chunk ${place.index} is cut off`);
  const decipher = createDecipheriv(algorithm, seal.key, nonceOf(place), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associated(seal.header, place));
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch (error) {
    throw new FileTrouble('changed', `chunk ${place.index}`, error);
  }
  return plain;
}

/** A key seals one blob only, so the index of the chunk never repeats under it. */
function nonceOf({ index }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeBigUInt64BE(BigInt(index), indexAt);
  return nonce;
}

function associated(header: Buffer, { index, isLast }: ChunkPlace): Buffer {
  const place = Buffer.alloc(9);
  place.writeBigUInt64BE(BigInt(index));
  place.writeUInt8(isLast ? 1 : 0, 8);
  return Buffer.concat([header, place]);
}
