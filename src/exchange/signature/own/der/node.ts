import { checkPrimitive, checkTree } from './check.ts';
import { DerError } from './error.ts';
import { readHeader, type Header } from './header.ts';
import { usualLimits, type DerLimits } from './limits.ts';
import { constructedBit } from './tags.ts';

/** An element over the bytes it was read from; nothing is copied. */
export class DerNode {
  readonly tag: number;
  readonly source: Uint8Array;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;

  constructor(source: Uint8Array, start: number, { tag, contentStart, end }: Header) {
    this.source = source;
    this.start = start;
    this.tag = tag;
    this.contentStart = contentStart;
    this.end = end;
  }

  /** Identifier, length and content, as they stood. */
  get raw(): Uint8Array {
    return this.source.subarray(this.start, this.end);
  }

  get content(): Uint8Array {
    return this.source.subarray(this.contentStart, this.end);
  }

  /** Elements inside a constructed one. */
  children(): readonly DerNode[] {
    if ((this.tag & constructedBit) === 0) throw new DerError('not-constructed', this.start);
    const children: DerNode[] = [];
    for (let at = this.contentStart; at < this.end;) {
      const child = new DerNode(this.source, at, readHeader(this.source, at, this.end));
      children.push(child);
      at = child.end;
    }
    return children;
  }

  /** The same element under the tag that an IMPLICIT one stands for. */
  retagged(tag: number): DerNode {
    if ((tag & constructedBit) !== (this.tag & constructedBit)) {
      throw new DerError('unexpected-element', this.start);
    }
    checkPrimitive(tag, this.content, this.start);
    const { contentStart, end } = this;
    return new DerNode(this.source, this.start, { tag, contentStart, end });
  }
}

/**
 * Reads bytes that must be one DER element and nothing else. Everything that a reader may later
 * meet in the tree has been checked when this returns; throws DerError otherwise.
 */
export function readDer(bytes: Uint8Array, limits: DerLimits = usualLimits): DerNode {
  if (bytes.length === 0) throw new DerError('empty');
  checkTree(bytes, limits);
  return new DerNode(bytes, 0, readHeader(bytes, 0, bytes.length));
}
