import { concatBytes } from '../der/bytes.ts';
import * as encode from '../der/encode.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { constructedBit } from '../der/tags.ts';

/** Changes that do not care what is in the bytes. */
export const blindMutations = [
  'flip-bit',
  'set-byte',
  'swap-bytes',
  'truncate',
  'drop-byte',
  'insert-byte',
  'edit-length',
] as const;

/** Changes of elements, after which all lengths are right again: they come past the reader. */
const shapedMutations = ['drop-element', 'double-element', 'swap-elements', 'flip-inside'] as const;

type BlindMutation = (typeof blindMutations)[number];
type ShapedMutation = (typeof shapedMutations)[number];
export type Mutation = BlindMutation | ShapedMutation;

export const mutations: readonly Mutation[] = [...blindMutations, ...shapedMutations];

export interface Mutant {
  readonly mutation: Mutation;
  readonly bytes: Uint8Array;
}

/** A random whole number from 0 to `below` − 1. */
type Dice = (below: number) => number;

/** Numbers that follow from a seed (mulberry32), so that a mutant can be met again. */
function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** So many mutants of a DER encoding, none the same as it. */
export function* mutantsOf(
  original: Uint8Array,
  { count, seed }: { readonly count: number; readonly seed: number },
): Generator<Mutant> {
  const dice = diceOf(seed);
  const elements = elementsOf(readDer(original));
  for (let made = 0; made < count;) {
    const mutation = mutations[dice(mutations.length)] ?? 'flip-bit';
    const making = { dice, elements };
    const bytes = isShaped(mutation)
      ? reshape(original, mutation, making)
      : change(original, mutation, making);
    if (isSame(bytes, original)) continue;
    made += 1;
    yield { mutation, bytes };
  }
}

function isShaped(mutation: Mutation): mutation is ShapedMutation {
  return shapedMutations.some((shaped) => shaped === mutation);
}

function isSame(bytes: Uint8Array, original: Uint8Array): boolean {
  return bytes.length === original.length && bytes.every((byte, at) => byte === original[at]);
}

/** An element with the place of its parent in the list of all. */
interface Element {
  readonly node: DerNode;
  readonly parent: number;
}

function elementsOf(root: DerNode): readonly Element[] {
  const elements: Element[] = [{ node: root, parent: -1 }];
  for (let at = 0; at < elements.length; at += 1) {
    const node = elements[at]?.node;
    if (node === undefined || (node.tag & constructedBit) === 0) continue;
    elements.push(...node.children().map((child) => ({ node: child, parent: at })));
  }
  return elements;
}

interface Making {
  readonly dice: Dice;
  readonly elements: readonly Element[];
}

function change(original: Uint8Array, mutation: BlindMutation, making: Making): Uint8Array {
  const { dice } = making;
  const at = dice(original.length);
  const copy = original.slice();
  switch (mutation) {
    case 'flip-bit':
      copy[at] = (copy[at] ?? 0) ^ (1 << dice(8));
      return copy;
    case 'set-byte':
      copy[at] = dice(256);
      return copy;
    case 'swap-bytes': {
      const other = dice(original.length);
      copy[at] = original[other] ?? 0;
      copy[other] = original[at] ?? 0;
      return copy;
    }
    case 'truncate':
      return copy.subarray(0, at);
    case 'drop-byte':
      return concatBytes(copy.subarray(0, at), copy.subarray(at + 1));
    case 'insert-byte':
      return concatBytes(copy.subarray(0, at), Uint8Array.of(dice(256)), copy.subarray(at));
    case 'edit-length':
      return editLength(copy, making);
  }
}

/** Writes over one of the length octets of some element. */
function editLength(copy: Uint8Array, { dice, elements }: Making): Uint8Array {
  const node = elements[dice(elements.length)]?.node;
  if (node === undefined) return copy;
  const octets = node.contentStart - node.start - 1;
  copy[node.start + 1 + dice(octets)] = dice(256);
  return copy;
}

function reshape(
  original: Uint8Array,
  mutation: ShapedMutation,
  { dice, elements }: Making,
): Uint8Array {
  const chosen = elements[1 + dice(elements.length - 1)];
  const parent = elements[chosen?.parent ?? 0];
  if (chosen === undefined || parent === undefined) return original;
  const children = parent.node.children();
  const at = children.findIndex(({ start }) => start === chosen.node.start);
  const changed = children.map(({ raw }) => raw);
  switch (mutation) {
    case 'drop-element':
      changed.splice(at, 1);
      break;
    case 'double-element':
      changed.splice(at, 0, chosen.node.raw);
      break;
    case 'swap-elements': {
      const other = dice(children.length);
      changed[at] = children[other]?.raw ?? chosen.node.raw;
      changed[other] = chosen.node.raw;
      break;
    }
    case 'flip-inside':
      changed[at] = flipInside(chosen.node, dice);
  }
  return replace(elements, chosen.parent, encode.element(parent.node.tag, concatBytes(...changed)));
}

function flipInside({ tag, content }: DerNode, dice: Dice): Uint8Array {
  const copy = content.slice();
  const at = dice(Math.max(1, copy.length));
  if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << dice(8));
  return encode.element(tag, copy);
}

/** The whole again with one element replaced, lengths of those around it made right. */
function replace(elements: readonly Element[], at: number, encoding: Uint8Array): Uint8Array {
  const element = elements[at];
  const parent = elements[element?.parent ?? -1];
  if (element === undefined || parent === undefined) return encoding;
  const content = concatBytes(
    ...parent.node
      .children()
      .map((child) => (child.start === element.node.start ? encoding : child.raw)),
  );
  return replace(elements, element.parent, encode.element(parent.node.tag, content));
}
