import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from './bytes.ts';
import * as encode from './encode.ts';
import { DerError, type DerFault } from './error.ts';
import { sequence, sequenceOf, setOf } from './fields.ts';
import { depthMax } from './limits.ts';
import { readDer } from './node.ts';
import * as read from './values.ts';

function faultOf(work: () => unknown): DerFault | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof DerError) return error.fault;
    throw error;
  }
  return undefined;
}

describe('the reader refuses', () => {
  test.each<[string, string, DerFault]>([
    ['nothing', '', 'empty'],
    ['a lone identifier', '30', 'truncated'],
    ['a length that is cut', '3082', 'truncated'],
    ['content that is cut', '300302', 'truncated'],
    ['bytes after the end', '300000', 'trailing-bytes'],
    ['an indefinite length', '30800000', 'indefinite-length'],
    ['an indefinite length inside', '300430800000', 'indefinite-length'],
    ['a long length for a short content', '30810100', 'non-minimal-length'],
    ['a length with a zero in front', '3082000100', 'non-minimal-length'],
    ['a length of 2^31', '308480000000', 'truncated'],
    ['a length of 2^32 - 1', '3084ffffffff', 'truncated'],
    ['a length in five bytes', '30850000000001', 'long-length'],
    ['a length in 126 bytes', `30fe${'01'.repeat(126)}`, 'long-length'],
    ['a tag number above 30', '1f8101020500', 'high-tag-number'],
    ['an end of contents', '0000', 'unexpected-element'],
    ['a child longer than its parent', '3003040501', 'truncated'],
    ['an OCTET STRING in pieces', '2404040200ff', 'not-primitive'],
    ['a SEQUENCE that is primitive', '1000', 'not-constructed'],
    ['a BOOLEAN of 1', '010101', 'bad-boolean'],
    ['an INTEGER without bytes', '0200', 'bad-integer'],
    ['an INTEGER with a zero in front', '02020001', 'bad-integer'],
    ['a negative INTEGER with ones in front', '0202ff80', 'bad-integer'],
    ['a NULL with content', '050100', 'bad-null'],
    ['an OID that does not end', '060180', 'bad-oid'],
    ['an OID with a padded arc', '06032a8001', 'bad-oid'],
    ['a BIT STRING without its first byte', '0300', 'bad-padding'],
    ['a BIT STRING with bits in its padding', '03020101', 'bad-padding'],
    ['a BIT STRING of nothing but padding', '030107', 'bad-padding'],
  ])('%s', (_, hex, fault) => {
    expect(faultOf(() => readDer(fromHex(hex)))).toBe(fault);
  });

  test('nesting of 10 000, without exhausting the stack', () => {
    expect(faultOf(() => readDer(nested(10_000)))).toBe('too-deep');
    expect(faultOf(() => readDer(nested(depthMax + 1)))).toBe('too-deep');
    expect(readDer(nested(depthMax)).tag).toBe(0x30);
  });

  test('more bytes and more elements than allowed', () => {
    const many = encode.sequence(...Array.from({ length: 10 }, () => encode.nothing()));
    const limits = { bytesMax: 100, elementsMax: 11 };
    expect(readDer(many, limits).children()).toHaveLength(10);
    expect(faultOf(() => readDer(many, { ...limits, elementsMax: 10 }))).toBe('too-many-elements');
    expect(faultOf(() => readDer(many, { ...limits, bytesMax: 21 }))).toBe('too-large');
    const huge = encode.unsignedInteger(new Uint8Array(2_000).fill(1));
    expect(faultOf(() => readDer(huge))).toBe('too-large');
  });

  test('whatever random bytes do, with its own error and no other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const fault = faultOf(() => walk(bytes));
        expect(fault === undefined || typeof fault === 'string').toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** SEQUENCEs in each other, built from inside out without recursion. */
function nested(depth: number): Uint8Array {
  const headers: Uint8Array[] = [];
  let length = 0;
  for (let level = 0; level < depth; level += 1) {
    const header = length < 0x80 ? [0x30, length] : [0x30, 0x82, length >> 8, length & 0xff];
    if (length >= 0x80 && length < 0x100) header.splice(1, 2, 0x81);
    headers.unshift(Uint8Array.from(header));
    length += header.length;
  }
  return concatBytes(...headers);
}

function walk(bytes: Uint8Array): void {
  const pending = [readDer(bytes)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ((node.tag & 0x20) !== 0) pending.push(...node.children());
  }
}

describe('values', () => {
  test('of whole numbers come back as they were written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 300n), max: 1n << 300n }), (value) => {
        expect(read.integer(readDer(encode.integer(value)))).toBe(value);
      }),
    );
  });

  test.each([
    ['1.2.804.2.1.1.1.1.3.1.1', '060b2a86240201010101030101'],
    ['2.999.3', '0603883703'],
    ['2.16.840.1.101.3.4.2.1', '0609608648016503040201'],
    ['0.4.0.1862.1.1', '060604008e460101'],
  ])('OID %s', (dotted, hex) => {
    expect(toHex(encode.oid(dotted))).toBe(hex);
    expect(read.oid(readDer(fromHex(hex)))).toBe(dotted);
  });

  test.each([
    ['2049-12-31T23:59:59Z', 0x17],
    ['2050-01-01T00:00:00Z', 0x18],
    ['1950-01-01T00:00:00Z', 0x17],
    ['1949-12-31T23:59:59Z', 0x18],
  ])('time %s', (iso, tag) => {
    const instant = Temporal.Instant.from(iso);
    const encoded = encode.time(instant);
    expect(encoded[0]).toBe(tag);
    expect(read.time(readDer(encoded)).equals(instant)).toBe(true);
  });

  test('time with a fraction, as time stamps have it', () => {
    const instant = Temporal.Instant.from('2026-02-03T04:05:06.25Z');
    expect(read.generalizedTime(readDer(encode.generalizedTime(instant))).equals(instant)).toBe(
      true,
    );
  });

  test.each(['20260230000000Z', '20260101000060Z', '20260101000000', '20260101000000.50Z'])(
    'refuse time %s',
    (digits) => {
      const bytes = encode.element(0x18, new TextEncoder().encode(digits));
      expect(faultOf(() => read.time(readDer(bytes)))).toBe('bad-time');
    },
  );

  test('bits with names', () => {
    expect(toHex(encode.namedBits(0, 1))).toBe('030206c0');
    expect([...read.namedBits(readDer(fromHex('030206c0')))]).toEqual([0, 1]);
    expect(toHex(encode.namedBits(8))).toBe('0303070080');
  });

  test('text in every alphabet, and nothing that only looks like text', () => {
    expect(read.text(readDer(encode.utf8('\u0406\u0432\u0430\u043d')))).toBe(
      '\u0406\u0432\u0430\u043d',
    );
    expect(read.text(readDer(fromHex('1e0404060432')))).toBe('\u0406\u0432');
    expect(faultOf(() => read.text(readDer(fromHex('0c01ff'))))).toBe('bad-string');
    expect(faultOf(() => read.text(readDer(fromHex('1301ff'))))).toBe('bad-string');
    expect(faultOf(() => read.address(readDer(fromHex('16026120'))))).toBe('bad-string');
  });
});

describe('fields', () => {
  const pair = encode.sequence(encode.integer(1), encode.explicit(0, encode.boolean(true)));

  test('are taken in order, optional ones by tag, and nothing may be left', () => {
    const node = readDer(pair);
    const both = sequence(node, (fields) => ({
      number: fields.required(read.integer),
      absent: fields.optional(0x04, read.octets),
      flag: fields.explicit(0, read.boolean),
    }));
    expect(both).toEqual({ number: 1n, absent: undefined, flag: true });
    expect(faultOf(() => sequence(node, (fields) => fields.required(read.integer)))).toBe(
      'unexpected-element',
    );
    const more = () =>
      sequence(node, (fields) => [fields.any(), fields.any(), fields.required(read.integer)]);
    expect(faultOf(more)).toBe('missing-element');
  });

  test('of a set stand in order and once', () => {
    const [one, two] = [encode.integer(1), encode.integer(2)];
    const set = setOf(read.integer);
    expect(set(readDer(encode.setOf(two, one)))).toEqual([1n, 2n]);
    const unordered = encode.element(0x31, concatBytes(two, one));
    expect(faultOf(() => set(readDer(unordered)))).toBe('unordered-set');
    expect(faultOf(() => set(readDer(encode.setOf(one, one))))).toBe('duplicate');
  });

  test('implicit tags are read as what they stand for, with its rules', () => {
    const tagged = readDer(encode.implicit(0, encode.integer(300)));
    expect(read.integer(tagged.retagged(0x02))).toBe(300n);
    expect(faultOf(() => readDer(fromHex('80020001')).retagged(0x02))).toBe('bad-integer');
    expect(sequenceOf(read.integer)(readDer(encode.sequence(encode.integer(7))))).toEqual([7n]);
  });
});
