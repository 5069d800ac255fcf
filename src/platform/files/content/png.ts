import { crc32 } from 'node:zlib';
import { latin1, piecesOf, viewOf, type Content } from './content.ts';
import { demandSize } from './picture.ts';
import { demand } from './refusal.ts';

const signatureBytes = 8;
/** Length and type before the data of a chunk, its check sum after. */
const beforeBytes = 8;
const afterBytes = 4;
const headerDataBytes = 13;
const chunksMax = 100_000;
const chunkType = /^[A-Za-z]{4}$/;
/** Colour types, and the bit depths of each. */
const depths: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
]);

/** A header first, some picture, an end last; every chunk as its check sum says. */
export async function checkPng(content: Content): Promise<void> {
  let hasPicture = false;
  let at = signatureBytes;
  for (let count = 0; ; count += 1) {
    demand(count < chunksMax, 'png-broken');
    const head = await content.read(at, beforeBytes);
    demand(head.length === beforeBytes, 'png-cut-off');
    const dataAt = at + beforeBytes;
    const end = dataAt + viewOf(head).getUint32(0);
    const type = latin1(head.subarray(4));
    demand(chunkType.test(type), 'png-broken');
    demand(end + afterBytes <= content.sizeBytes, 'png-cut-off');
    demand((type === 'IHDR') === (count === 0), 'png-broken');
    if (count === 0) checkHeader(await content.read(dataAt, end - dataAt));
    await checkSum(content, at + 4, end);
    hasPicture ||= type === 'IDAT';
    at = end + afterBytes;
    if (type === 'IEND') break;
  }
  demand(hasPicture && at === content.sizeBytes, 'png-broken');
}

function checkHeader(data: Uint8Array): void {
  demand(data.length === headerDataBytes, 'png-broken');
  const view = viewOf(data);
  demandSize(view.getUint32(0), view.getUint32(4), 'png-broken');
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = data.subarray(8);
  demand(depths.get(colour)?.includes(depth) === true, 'png-broken');
  demand(compression === 0 && filter === 0 && interlace <= 1, 'png-broken');
}

async function checkSum(content: Content, from: number, end: number): Promise<void> {
  let sum = 0;
  for await (const piece of piecesOf(content, from, end)) sum = crc32(piece, sum);
  demand(viewOf(await content.read(end, afterBytes)).getUint32(0) === sum, 'png-broken');
}
