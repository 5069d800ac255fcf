import { DerError } from './error.ts';
import { lengthBytesMax } from './limits.ts';
import { numberMask } from './tags.ts';

/** Where an element and its content lie in the bytes that hold it. */
export interface Header {
  readonly tag: number;
  readonly contentStart: number;
  readonly end: number;
}

const longForm = 0x80;
const shortLengthMax = 0x7f;

/**
 * Reads identifier and length octets (X.690 §8.1, §10.1): one identifier octet, definite length in
 * the fewest octets, nothing beyond `limit`.
 */
export function readHeader(bytes: Uint8Array, start: number, limit: number): Header {
  const tag = start < limit ? bytes[start] : undefined;
  const first = start + 1 < limit ? bytes[start + 1] : undefined;
  if (tag === undefined || first === undefined) throw new DerError('truncated', start);
  if ((tag & numberMask) === numberMask) throw new DerError('high-tag-number', start);
  if (tag === 0) throw new DerError('unexpected-element', start);
  const lengthBytes = first < longForm ? 0 : first - longForm;
  if (first === longForm) throw new DerError('indefinite-length', start);
  if (lengthBytes > lengthBytesMax) throw new DerError('long-length', start);
  const contentStart = start + 2 + lengthBytes;
  if (contentStart > limit) throw new DerError('truncated', start);
  const length = lengthBytes === 0 ? first : longLength(bytes, start + 2, lengthBytes);
  const end = contentStart + length;
  if (end > limit) throw new DerError('truncated', start);
  return { tag, contentStart, end };
}

function longLength(bytes: Uint8Array, at: number, count: number): number {
  let length = 0;
  for (let byte = 0; byte < count; byte += 1) length = length * 256 + (bytes[at + byte] ?? 0);
  // The first octet is not zero, and what fits in the short form is not written in the long one.
  if (bytes[at] === 0 || length <= shortLengthMax) throw new DerError('non-minimal-length', at);
  return length;
}
