import { DerError } from './error.ts';
import { readHeader } from './header.ts';
import { depthMax, integerBytesMax, oidBytesMax, type DerLimits } from './limits.ts';
import { classMask, constructedBit, tags } from './tags.ts';

/**
 * Checks every element of a tree in one pass without recursion: lengths, nesting, number of
 * elements, canonical content of simple types, nothing after the end. What is inside OCTET and BIT
 * STRINGs is not looked at.
 */
export function checkTree(bytes: Uint8Array, { bytesMax, elementsMax }: DerLimits): void {
  if (bytes.length > bytesMax) throw new DerError('too-large', bytesMax);
  const ends = [bytes.length];
  let at = 0;
  let elements = 0;
  for (;;) {
    while (ends.length > 1 && ends.at(-1) === at) ends.pop();
    if (ends.length === 1 && elements > 0) break;
    const { tag, contentStart, end } = readHeader(bytes, at, ends.at(-1) ?? 0);
    elements += 1;
    if (elements > elementsMax) throw new DerError('too-many-elements', at);
    checkForm(tag, at);
    if ((tag & constructedBit) === 0) {
      checkPrimitive(tag, bytes.subarray(contentStart, end), at);
      at = end;
    } else {
      if (ends.length > depthMax) throw new DerError('too-deep', at);
      ends.push(end);
      at = contentStart;
    }
  }
  if (at !== bytes.length) throw new DerError('trailing-bytes', at);
}

/** Of universal types exactly SEQUENCE and SET are constructed (X.690 §10.2). */
function checkForm(tag: number, at: number): void {
  if ((tag & classMask) !== 0) return;
  const isConstructed = (tag & constructedBit) !== 0;
  const mustBe = tag === tags.sequence || tag === tags.set;
  const wouldBe = (tag | constructedBit) === tags.sequence || (tag | constructedBit) === tags.set;
  if (isConstructed && !mustBe) throw new DerError('not-primitive', at);
  if (!isConstructed && wouldBe) throw new DerError('not-constructed', at);
}

/** Canonical content of simple types, X.690 §8 and §11. */
export function checkPrimitive(tag: number, content: Uint8Array, at: number): void {
  switch (tag) {
    case tags.boolean:
      if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) {
        throw new DerError('bad-boolean', at);
      }
      break;
    case tags.integer:
    case tags.enumerated:
      checkInteger(content, at);
      break;
    case tags.nothing:
      if (content.length !== 0) throw new DerError('bad-null', at);
      break;
    case tags.oid:
      checkOid(content, at);
      break;
    case tags.bitString:
      checkBitString(content, at);
      break;
  }
}

function checkInteger(content: Uint8Array, at: number): void {
  const [first, second = 0] = content;
  if (first === undefined) throw new DerError('bad-integer', at);
  if (content.length > integerBytesMax) throw new DerError('too-large', at);
  // The first nine bits are neither all zeros nor all ones.
  const padded = (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
  if (content.length > 1 && padded) throw new DerError('bad-integer', at);
}

function checkOid(content: Uint8Array, at: number): void {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80 || content.length > oidBytesMax) {
    throw new DerError('bad-oid', at);
  }
  content.forEach((byte, index) => {
    const startsArc = index === 0 || (content[index - 1] ?? 0) < 0x80;
    // An arc does not begin with zero bits.
    if (startsArc && byte === 0x80) throw new DerError('bad-oid', at);
  });
}

function checkBitString(content: Uint8Array, at: number): void {
  const unused = content[0];
  if (unused === undefined || unused > 7) throw new DerError('bad-padding', at);
  if (unused > 0 && content.length === 1) throw new DerError('bad-padding', at);
  const last = content.at(-1) ?? 0;
  if (unused > 0 && (last & ((1 << unused) - 1)) !== 0) throw new DerError('bad-padding', at);
}
