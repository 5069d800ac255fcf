import { compareBytes, concatAll, concatBytes, fromHex } from './bytes.ts';
import { constructedContext, primitiveContext, tags } from './tags.ts';

const shortLengthMax = 0x7f;
const bitsOfByte = 8;

/** One element. */
export function element(tag: number, content: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(tag), encodeLength(content.length), content);
}

function encodeLength(length: number): Uint8Array {
  if (length <= shortLengthMax) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

type Part = Uint8Array | undefined;

/** SEQUENCE; parts that are undefined are OPTIONAL ones left out. */
export function sequence(...parts: readonly Part[]): Uint8Array {
  return sequenceOf(present(parts));
}

/** SEQUENCE OF, however long. */
export function sequenceOf(parts: readonly Uint8Array[]): Uint8Array {
  return element(tags.sequence, concatAll(parts));
}

/** SET OF, put in the order of DER. */
export function setOf(...parts: readonly Part[]): Uint8Array {
  return element(tags.set, concatAll(present(parts).sort(compareBytes)));
}

function present(parts: readonly Part[]): Uint8Array[] {
  return parts.filter((part) => part !== undefined);
}

export function explicit(number: number, part: Uint8Array): Uint8Array {
  return element(constructedContext(number), part);
}

/** [number] IMPLICIT over an element already encoded: its own tag is written over. */
export function implicit(number: number, part: Uint8Array): Uint8Array {
  const isConstructed = ((part[0] ?? 0) & 0x20) !== 0;
  return retag(part, isConstructed ? constructedContext(number) : primitiveContext(number));
}

/** The same content under another tag. */
export function retag(part: Uint8Array, tag: number): Uint8Array {
  const copy = part.slice();
  copy[0] = tag;
  return copy;
}

export function boolean(value: boolean): Uint8Array {
  return element(tags.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function integer(value: bigint | number): Uint8Array {
  return element(tags.integer, twosComplement(BigInt(value)));
}

export function enumerated(value: number): Uint8Array {
  return element(tags.enumerated, twosComplement(BigInt(value)));
}

/** An INTEGER from its content, as `serialNumber` reads it. */
export function integerOfHex(hex: string): Uint8Array {
  return element(tags.integer, fromHex(hex));
}

/** A non-negative INTEGER from big-endian bytes of any length. */
export function unsignedInteger(bytes: Uint8Array): Uint8Array {
  const from = bytes.findIndex((byte) => byte !== 0);
  const significant = from < 0 ? Uint8Array.of(0) : bytes.subarray(from);
  const sign = (significant[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return element(tags.integer, concatBytes(sign, significant));
}

function twosComplement(value: bigint): Uint8Array {
  let length = 1;
  const fits = (): boolean => {
    const half = 1n << BigInt(bitsOfByte * length - 1);
    return value >= -half && value < half;
  };
  while (!fits()) length += 1;
  const unsigned = BigInt.asUintN(bitsOfByte * length, value);
  return fromHex(unsigned.toString(16).padStart(2 * length, '0'));
}

export function nothing(): Uint8Array {
  return element(tags.nothing, new Uint8Array());
}

export function octets(content: Uint8Array): Uint8Array {
  return element(tags.octetString, content);
}

/** BIT STRING of whole bytes. */
export function bits(content: Uint8Array): Uint8Array {
  return element(tags.bitString, concatBytes(Uint8Array.of(0), content));
}

/** Named BIT STRING: zero bits at the end are left out (X.690 §11.2.2). */
export function namedBits(...numbers: readonly number[]): Uint8Array {
  if (numbers.length === 0) return element(tags.bitString, Uint8Array.of(0));
  const last = Math.max(...numbers);
  const bytes = new Uint8Array(1 + Math.floor(last / bitsOfByte));
  for (const number of numbers) {
    const at = Math.floor(number / bitsOfByte);
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> (number % bitsOfByte));
  }
  const unused = bitsOfByte - 1 - (last % bitsOfByte);
  return element(tags.bitString, concatBytes(Uint8Array.of(unused), bytes));
}

export function oid(dotted: string): Uint8Array {
  const [root = 0n, second = 0n, ...others] = dotted.split('.').map(BigInt);
  const arcs = [40n * root + second, ...others];
  return element(tags.oid, Uint8Array.from(arcs.flatMap(arcBytes)));
}

function arcBytes(arc: bigint): number[] {
  const bytes = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) bytes.unshift(Number(left & 0x7fn) | 0x80);
  return bytes;
}

const utf8Encoder = new TextEncoder();

export function utf8(value: string): Uint8Array {
  return element(tags.utf8String, utf8Encoder.encode(value));
}

export function printable(value: string): Uint8Array {
  return element(tags.printableString, ascii(value));
}

export function ia5(value: string): Uint8Array {
  return element(tags.ia5String, ascii(value));
}

function ascii(value: string): Uint8Array {
  const bytes = utf8Encoder.encode(value);
  if (bytes.length !== value.length) throw new RangeError('not ASCII');
  return bytes;
}

const generalizedFromYear = 2050;
const utcFromYear = 1950;

/** UTCTime to 2049 and GeneralizedTime after, as certificates have it (RFC 5280 §4.1.2.5). */
export function time(instant: Temporal.Instant): Uint8Array {
  const { year } = instant.toZonedDateTimeISO('UTC');
  if (year >= generalizedFromYear || year < utcFromYear) return generalizedTime(instant);
  const digits = digitsOf(instant.round({ smallestUnit: 'second', roundingMode: 'floor' }));
  return element(tags.utcTime, ascii(digits.slice(2)));
}

export function generalizedTime(instant: Temporal.Instant): Uint8Array {
  return element(tags.generalizedTime, ascii(digitsOf(instant)));
}

/** YYYYMMDDHHMMSS[.f]Z */
function digitsOf(instant: Temporal.Instant): string {
  return instant.toString().replace(/[-:T]/g, '');
}
