import { piecesOf, viewOf, type Content } from './content.ts';
import { demandSize } from './picture.ts';
import { demand } from './refusal.ts';

const marker = 0xff;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const segmentsMax = 10_000;
const frameBytes = 8;

/**
 * Segments with a frame of bounded size, at least one scan, and an end. Cameras write more pictures
 * after the end of the first, so what follows it is let be.
 */
export async function checkJpeg(content: Content): Promise<void> {
  let [hasFrame, hasScan] = [false, false];
  let at = 2;
  for (let count = 0; ; count += 1) {
    demand(count < segmentsMax, 'jpeg-broken');
    const head = await content.read(at, 4);
    demand(head.length >= 2, 'jpeg-cut-off');
    const [first, code = 0] = head;
    demand(first === marker, 'jpeg-broken');
    if (code === endOfImage) break;
    if (code === marker) {
      at += 1; // Fill bytes may stand before a marker.
      continue;
    }
    demand(head.length === 4, 'jpeg-cut-off');
    const lengthBytes = viewOf(head).getUint16(2);
    demand(code >= 0xc0 && lengthBytes >= 2, 'jpeg-broken');
    if (isFrame(code)) {
      checkFrame(await content.read(at + 2, frameBytes));
      hasFrame = true;
    }
    at += 2 + lengthBytes;
    demand(at <= content.sizeBytes, 'jpeg-cut-off');
    if (code !== startOfScan) continue;
    demand(hasFrame, 'jpeg-broken');
    hasScan = true;
    at = await endOfScan(content, at);
  }
  demand(hasFrame && hasScan, 'jpeg-broken');
}

/** SOF0 to SOF15 without the three codes between them that mean something else. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
}

function checkFrame(frame: Uint8Array): void {
  demand(frame.length === frameBytes, 'jpeg-cut-off');
  const view = viewOf(frame);
  demandSize(view.getUint16(5), view.getUint16(3), 'jpeg-broken');
}

/** Where the next segment begins: a marker that is neither stuffing nor a restart. */
async function endOfScan(content: Content, from: number): Promise<number> {
  let at = from;
  let isMarked = false;
  for await (const piece of piecesOf(content, from, content.sizeBytes)) {
    for (const byte of piece) {
      const isData = byte === 0 || byte === marker || (byte >= 0xd0 && byte <= 0xd7);
      if (isMarked && !isData) return at - 1;
      isMarked = byte === marker;
      at += 1;
    }
  }
  demand(false, 'jpeg-cut-off');
}
