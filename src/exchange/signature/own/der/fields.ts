import { compareBytes } from './bytes.ts';
import { DerError } from './error.ts';
import type { DerNode } from './node.ts';
import { constructedContext, primitiveContext, tags } from './tags.ts';

/** Turns an element into what it means; throws DerError when it is something else. */
export type Reader<T> = (node: DerNode) => T;

/** The elements of a SEQUENCE, taken from first to last, as its ASN.1 module lists them. */
export class Fields {
  readonly #nodes: readonly DerNode[];
  readonly #offset: number;
  #at = 0;

  constructor(node: DerNode) {
    this.#nodes = node.children();
    this.#offset = node.start;
  }

  required<T>(read: Reader<T>): T {
    const node = this.#nodes[this.#at];
    if (node === undefined) throw new DerError('missing-element', this.#offset);
    this.#at += 1;
    return read(node);
  }

  /** An OPTIONAL element, known by its tag. */
  optional<T>(tag: number, read: Reader<T>): T | undefined {
    return this.#nodes[this.#at]?.tag === tag ? this.required(read) : undefined;
  }

  /** An OPTIONAL element that may have one of several tags. */
  optionalOneOf<T>(choice: readonly number[], read: Reader<T>): T | undefined {
    const tag = this.#nodes[this.#at]?.tag;
    return tag !== undefined && choice.includes(tag) ? this.required(read) : undefined;
  }

  /** [number] EXPLICIT … OPTIONAL. */
  explicit<T>(number: number, read: Reader<T>): T | undefined {
    return this.optional(constructedContext(number), (node) => only(node, read));
  }

  /** [number] IMPLICIT … OPTIONAL over a SEQUENCE or SET. */
  implicitConstructed<T>(number: number, tag: number, read: Reader<T>): T | undefined {
    return this.optional(constructedContext(number), (node) => read(node.retagged(tag)));
  }

  /** [number] IMPLICIT … OPTIONAL over a simple type. */
  implicitPrimitive<T>(number: number, tag: number, read: Reader<T>): T | undefined {
    return this.optional(primitiveContext(number), (node) => read(node.retagged(tag)));
  }

  /** Any element that is left, or undefined. */
  any(): DerNode | undefined {
    return this.#at < this.#nodes.length ? this.required((node) => node) : undefined;
  }

  end(): void {
    const left = this.#nodes[this.#at];
    if (left !== undefined) throw new DerError('unexpected-element', left.start);
  }
}

/** A SEQUENCE; refuses elements that `build` did not take. */
export function sequence<T>(node: DerNode, build: (fields: Fields) => T): T {
  expectTag(node, tags.sequence);
  const fields = new Fields(node);
  const built = build(fields);
  fields.end();
  return built;
}

export function sequenceOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (node) => {
    expectTag(node, tags.sequence);
    return node.children().map(read);
  };
}

/** SET OF as BER has it: in any order. For what nobody signs. */
export function unorderedSetOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (node) => {
    expectTag(node, tags.set);
    return node.children().map(read);
  };
}

/** SET OF in the order of X.690 §11.6, no element twice. */
export function setOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (node) => {
    expectTag(node, tags.set);
    const children = node.children();
    children.forEach((child, at) => {
      const previous = children[at - 1];
      if (previous === undefined) return;
      const order = compareBytes(previous.raw, child.raw);
      if (order > 0) throw new DerError('unordered-set', child.start);
      if (order === 0) throw new DerError('duplicate', child.start);
    });
    return children.map(read);
  };
}

/** A list of so many elements at most, counted before any of them is read. */
export function atMost<T>(most: number, read: Reader<readonly T[]>): Reader<readonly T[]> {
  return (node) => {
    if (node.children().length > most) throw new DerError('too-many-elements', node.start);
    return read(node);
  };
}

/** The one element inside another. */
function only<T>(node: DerNode, read: Reader<T>): T {
  const [child, more] = node.children();
  if (child === undefined) throw new DerError('missing-element', node.start);
  if (more !== undefined) throw new DerError('unexpected-element', more.start);
  return read(child);
}

export function expectTag(node: DerNode, tag: number): void {
  if (node.tag !== tag) throw new DerError('unexpected-element', node.start);
}

/** The element itself, of whatever type. */
export function anything(node: DerNode): DerNode {
  return node;
}
