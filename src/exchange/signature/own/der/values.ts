import { toHex, toUnsigned } from './bytes.ts';
import { DerError } from './error.ts';
import { expectTag } from './fields.ts';
import type { DerNode } from './node.ts';
import { tags } from './tags.ts';

const smallIntegerBytesMax = 4;
const bitsOfByte = 8;

export function boolean(node: DerNode): boolean {
  expectTag(node, tags.boolean);
  return node.content[0] !== 0;
}

export function integer(node: DerNode): bigint {
  expectTag(node, tags.integer);
  const { content } = node;
  const unsigned = toUnsigned(content);
  const isNegative = (content[0] ?? 0) >= 0x80;
  return isNegative ? unsigned - (1n << BigInt(bitsOfByte * content.length)) : unsigned;
}

/** An INTEGER from 0 to 2^31 − 1. */
export function smallInteger(node: DerNode): number {
  expectTag(node, tags.integer);
  return smallNumber(node);
}

/** An ENUMERATED from 0 to 2^31 − 1. */
export function enumerated(node: DerNode): number {
  expectTag(node, tags.enumerated);
  return smallNumber(node);
}

function smallNumber(node: DerNode): number {
  const { content } = node;
  if (content.length > smallIntegerBytesMax || (content[0] ?? 0) >= 0x80) {
    throw new DerError('unexpected-value', node.start);
  }
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

export function nothing(node: DerNode): undefined {
  expectTag(node, tags.nothing);
}

export function octets(node: DerNode): Uint8Array {
  expectTag(node, tags.octetString);
  return node.content;
}

export interface Bits {
  readonly bytes: Uint8Array;
  readonly unused: number;
}

function bits(node: DerNode): Bits {
  expectTag(node, tags.bitString);
  return { bytes: node.content.subarray(1), unused: node.content[0] ?? 0 };
}

/** A BIT STRING of whole bytes, as keys and signatures are. */
export function wholeBytes(node: DerNode): Uint8Array {
  const { bytes, unused } = bits(node);
  if (unused !== 0) throw new DerError('bad-padding', node.start);
  return bytes;
}

/** Numbers of the bits that are set in a named BIT STRING. */
export function namedBits(node: DerNode): ReadonlySet<number> {
  const { bytes } = bits(node);
  const set = new Set<number>();
  bytes.forEach((byte, at) => {
    for (let bit = 0; bit < bitsOfByte; bit += 1) {
      if ((byte & (0x80 >> bit)) !== 0) set.add(bitsOfByte * at + bit);
    }
  });
  return set;
}

/** OBJECT IDENTIFIER in dotted form. */
export function oid(node: DerNode): string {
  expectTag(node, tags.oid);
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of node.content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first = 0n, ...others] = arcs;
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - 40n * root, ...others].join('.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of any of the string types that names and addresses are written in. */
export function text(node: DerNode): string {
  const { content, tag } = node;
  switch (tag) {
    case tags.utf8String:
      return decodeUtf8(node);
    case tags.printableString:
    case tags.numericString:
    case tags.ia5String:
    case tags.visibleString:
      if (content.some((byte) => byte >= 0x80)) throw new DerError('bad-string', node.start);
      return codes(content);
    case tags.teletexString:
      return codes(content);
    case tags.bmpString:
      return bmp(node);
    default:
      throw new DerError('unexpected-element', node.start);
  }
}

export const textTags: readonly number[] = [
  tags.utf8String,
  tags.printableString,
  tags.numericString,
  tags.ia5String,
  tags.visibleString,
  tags.teletexString,
  tags.bmpString,
];

function decodeUtf8({ content, start }: DerNode): string {
  try {
    return utf8.decode(content);
  } catch (error) {
    if (error instanceof TypeError) throw new DerError('bad-string', start);
    throw error;
  }
}

function codes(content: Uint8Array): string {
  return Array.from(content, (byte) => String.fromCharCode(byte)).join('');
}

function bmp({ content, start }: DerNode): string {
  if (content.length % 2 !== 0) throw new DerError('bad-string', start);
  const units = Array.from({ length: content.length / 2 }, (_, at) =>
    String.fromCharCode(256 * (content[2 * at] ?? 0) + (content[2 * at + 1] ?? 0)),
  );
  return units.join('');
}

const utcPattern = /^(\d{2})(\d{2})(\d{2})([01]\d|2[0-3])([0-5]\d)([0-5]\d)Z$/;
const generalizedPattern =
  /^(\d{4})(\d{2})(\d{2})([01]\d|2[0-3])([0-5]\d)([0-5]\d)(\.\d{0,8}[1-9])?Z$/;
/** Two digits of a year from here on are of the 20th century (RFC 5280 §4.1.2.5.1). */
const lastCenturyFrom = 50;

/** UTCTime or GeneralizedTime, both in Greenwich and with seconds. */
export function time(node: DerNode): Temporal.Instant {
  return node.tag === tags.utcTime ? utcTime(node) : generalizedTime(node);
}

function utcTime(node: DerNode): Temporal.Instant {
  expectTag(node, tags.utcTime);
  const match = utcPattern.exec(codes(node.content));
  if (match === null) throw new DerError('bad-time', node.start);
  const [, year = '', ...others] = match;
  const century = Number(year) >= lastCenturyFrom ? '19' : '20';
  return instant([`${century}${year}`, ...others], node);
}

/** GeneralizedTime in Greenwich; a fraction ends with no zero. */
export function generalizedTime(node: DerNode): Temporal.Instant {
  expectTag(node, tags.generalizedTime);
  const match = generalizedPattern.exec(codes(node.content));
  if (match === null) throw new DerError('bad-time', node.start);
  return instant(match.slice(1), node);
}

function instant(parts: readonly (string | undefined)[], node: DerNode): Temporal.Instant {
  const [year, month, day, hour, minute, second, fraction = ''] = parts;
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`);
  } catch (error) {
    if (error instanceof RangeError) throw new DerError('bad-time', node.start);
    throw error;
  }
}

/** An address; anything but plain ASCII without spaces is refused. */
export function address(node: DerNode): string {
  expectTag(node, tags.ia5String);
  const { content } = node;
  if (content.some((byte) => byte <= 0x20 || byte >= 0x7f)) {
    throw new DerError('bad-string', node.start);
  }
  return codes(content);
}

/** A certificate's serial number as hexadecimal bytes: numbers of 20 bytes are common. */
export function serialNumber(node: DerNode): string {
  expectTag(node, tags.integer);
  return toHex(node.content);
}
