import * as fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  jpegEnd,
  jpegFrame,
  jpegOf,
  jpegScan,
  jpegSegment,
  jpegStart,
  pdfOf,
  pngChunk,
  pngEnd,
  pngHeader,
  pngOf,
  pngSignature,
} from '#test/files/samples.ts';
import { zipOf } from '#test/files/zip-maker.ts';
import { checkAttachment } from './check.ts';
import { contentOfBytes, type Content } from './content.ts';
import { attachmentBytesMax, kindLimits } from './limits.ts';
import type { Refusal } from './refusal.ts';

const check = (bytes: Uint8Array) => checkAttachment(contentOfBytes(bytes));
const text = (words: string) => Buffer.from(words, 'latin1');
const picture = pngChunk('IDAT', Buffer.alloc(10));
const all = (...parts: readonly Uint8Array[]) => Buffer.concat(parts);
const container = (kind: 'asic-e' | 'asic-s') =>
  zipOf([
    { name: 'mimetype', bytes: text(kindLimits[kind].mediaType), method: 0 },
    { name: 'document.pdf', bytes: pdfOf() },
    { name: 'META-INF/signatures1.p7s', bytes: Buffer.alloc(500, 7) },
  ]);

describe('is taken for what its content is:', () => {
  test.each([
    ['pdf', pdfOf()],
    ['pdf', pdfOf({ version: '2.0' })],
    ['png', pngOf(30, 20)],
    ['jpeg', jpegOf(30, 20)],
    ['asic-e', container('asic-e')],
    ['asic-s', container('asic-s')],
    ['zip', zipOf([{ name: 'a.txt', bytes: text('text') }])],
  ] as const)('%s', async (kind, bytes) => {
    const { mediaType } = kindLimits[kind];
    expect(await check(bytes)).toEqual({ accepted: true, kind, mediaType });
  });

  test('real pictures of this project', async () => {
    const folder = join(import.meta.dirname, '../../../../docs/guides/pictures');
    for (const file of ['bill-desktop.png', 'panel-desktop.png']) {
      expect(await check(await readFile(join(folder, file)))).toMatchObject({ kind: 'png' });
    }
  });

  test('a picture with more after its end, as cameras write it', async () => {
    expect(await check(all(jpegOf(8, 8), jpegOf(4, 4)))).toMatchObject({ kind: 'jpeg' });
  });

  test('a picture in several scans', async () => {
    const tables = jpegSegment(0xc4, Buffer.alloc(20));
    const bytes = all(jpegStart, jpegFrame(8, 8, 0xc2), jpegScan, tables, jpegScan, jpegEnd);
    expect(await check(bytes)).toMatchObject({ kind: 'jpeg' });
  });
});

describe('is refused:', () => {
  test.each<readonly [Refusal, string, Uint8Array]>([
    ['empty', 'nothing', Buffer.alloc(0)],
    ['kind-unknown', 'a program', text('MZ\x90\0')],
    ['kind-unknown', 'a page', text('<!doctype html><script>')],
    ['kind-unknown', 'a document behind other bytes', all(text('\n'), pdfOf())],
    ['kind-unknown', 'a signature alone', text('\x89PN')],

    ['pdf-broken', 'a version that never was', pdfOf({ version: '9.9' })],
    ['pdf-cut-off', 'half a PDF', pdfOf().subarray(0, 200)],
    ['pdf-cut-off', 'a PDF followed by a page', all(pdfOf(), text('<script>alert(1)</script>'))],
    ['pdf-broken', 'a cross-reference after the end', pdfWith('startxref\n9999\n%%EOF')],
    ['pdf-broken', 'a cross-reference that is none', pdfWith('startxref\n3\n%%EOF')],
    ['pdf-broken', 'no root', Buffer.from(pdfOf().toString('latin1').replace('/Root', '/Boot'))],
    ['pdf-encrypted', 'a PDF under a password', pdfOf({ trailer: '/Encrypt 9 0 R ' })],

    ['png-cut-off', 'a PNG without its end', all(pngSignature, pngHeader(1, 1), picture)],
    ['png-cut-off', 'half a PNG', pngOf(30, 20).subarray(0, 60)],
    ['png-broken', 'a PNG without a header', all(pngSignature, picture, pngEnd)],
    ['png-broken', 'a PNG without a picture', all(pngSignature, pngHeader(1, 1), pngEnd)],
    ['png-broken', 'a PNG with more after its end', all(pngOf(1, 1), text('<script>'))],
    ['png-broken', 'two headers', all(pngSignature, pngHeader(1, 1), pngHeader(1, 1))],
    ['png-broken', 'no width', all(pngSignature, pngHeader(0, 1), picture, pngEnd)],
    [
      'png-broken',
      'colours that never were',
      all(pngSignature, pngHeader(1, 1, [3, 6, 0, 0, 0]), picture, pngEnd),
    ],
    ['png-broken', 'a check sum that is wrong', flipped(pngOf(30, 20), 45)],
    ['picture-too-large', 'a wide PNG', all(pngSignature, pngHeader(20_001, 1), picture, pngEnd)],
    [
      'picture-too-large',
      'a PNG of 400 million dots',
      all(pngSignature, pngHeader(20_000, 20_000)),
    ],

    ['jpeg-cut-off', 'half a JPEG', jpegOf(8, 8).subarray(0, 20)],
    ['jpeg-cut-off', 'a JPEG without its end', jpegOf(8, 8).subarray(0, -2)],
    ['jpeg-broken', 'a JPEG without a frame', all(jpegStart, jpegScan, jpegEnd)],
    ['jpeg-broken', 'a JPEG without a scan', all(jpegStart, jpegFrame(8, 8), jpegEnd)],
    ['jpeg-broken', 'no height', all(jpegStart, jpegFrame(8, 0), jpegScan, jpegEnd)],
    ['jpeg-cut-off', 'three bytes', text('\xff\xd8\xff')],
    ['picture-too-large', 'a wide JPEG', all(jpegStart, jpegFrame(20_001, 8), jpegScan, jpegEnd)],
    ['picture-too-large', 'a JPEG of 225 million dots', jpegOf(15_000, 15_000)],
  ])('%s: %s', async (refusal, _, bytes) => {
    expect(await check(bytes)).toEqual({ accepted: false, refusal });
  });

  test('more than its kind may have, before anything else is read', async () => {
    const huge = (head: Uint8Array, sizeBytes: number): Content => ({
      sizeBytes,
      read: (from, length) =>
        from === 0 ? Promise.resolve(head.subarray(0, length)) : Promise.reject(new Error('read')),
    });
    const tooBig = { accepted: false, refusal: 'too-big' };
    expect(await checkAttachment(huge(pdfOf(), attachmentBytesMax + 1))).toEqual(tooBig);
    for (const [kind, sample] of [
      ['png', pngOf(1, 1)],
      ['jpeg', jpegOf(1, 1)],
    ] as const) {
      expect(await checkAttachment(huge(sample, kindLimits[kind].bytesMax + 1))).toEqual(tooBig);
    }
  });

  test('a kind that is not asked for here', async () => {
    const refused = { accepted: false, refusal: 'kind-not-allowed' };
    expect(await checkAttachment(contentOfBytes(pngOf(1, 1)), ['pdf'])).toEqual(refused);
  });
});

test('whatever the bytes, the answer is taken or refused, never an error', async () => {
  const samples = [pdfOf(), pngOf(30, 20), jpegOf(30, 20), container('asic-e')];
  const mutation = fc.record({ at: fc.nat(2_000), byte: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.nat(2_000),
      async (sample, mutations, length) => {
        const bytes = Buffer.from(sample);
        for (const { at, byte } of mutations) bytes[at % bytes.length] = byte;
        const { accepted } = await check(length % 3 === 0 ? bytes : bytes.subarray(0, length));
        expect(typeof accepted).toBe('boolean');
      },
    ),
    { numRuns: 3_000 },
  );
});

function pdfWith(ending: string): Buffer {
  return text(
    pdfOf()
      .toString('latin1')
      .replace(/startxref\n\d+\n%%EOF/, ending),
  );
}

function flipped(bytes: Buffer, at: number): Buffer {
  const wrong = Buffer.from(bytes);
  wrong[at] = (wrong[at] ?? 0) ^ 1;
  return wrong;
}
