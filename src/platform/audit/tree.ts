import { hash as digest } from 'node:crypto';

/**
 * The Merkle tree of RFC 9162, section 2.1, over SHA-256. Sizes and indexes are whole numbers below
 * 2^53. A node (level, index) is the root of the perfect subtree over the leaves
 * [index·2^level, (index+1)·2^level); only such nodes are ever stored, and they never change.
 */
export type Hash = Uint8Array;

export interface NodeId {
  readonly level: number;
  readonly index: number;
}

export interface TreeNode extends NodeId {
  readonly hash: Hash;
}

/** The leaves [start, end), a subtree of some tree head. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The right edge of a tree (a "compact range"): the roots of the perfect subtrees that make it up,
 * largest first. It is all that is needed to append and to name the root.
 */
export interface Frontier {
  readonly size: number;
  readonly peaks: readonly Hash[];
}

export const hashBytes = 32;
export const emptyFrontier: Frontier = { size: 0, peaks: [] };

const leafPrefix = Uint8Array.of(0);
const nodePrefix = 1;
const emptyRoot: Hash = sha256(new Uint8Array());

/** SHA-256(0x00 ‖ leaf). */
export function hashLeaf(leaf: Uint8Array): Hash {
  return sha256(Buffer.concat([leafPrefix, leaf]));
}

const pair = Buffer.alloc(1 + 2 * hashBytes, nodePrefix);

/** SHA-256(0x01 ‖ left ‖ right). Throws RangeError when either is not a SHA-256. */
export function hashNode(left: Hash, right: Hash): Hash {
  if (left.length !== hashBytes || right.length !== hashBytes) {
    throw new RangeError('a node joins two hashes of 32 bytes');
  }
  pair.set(left, 1);
  pair.set(right, 1 + hashBytes);
  return sha256(pair);
}

export function sha256(bytes: Uint8Array): Hash {
  return digest('sha256', bytes, 'buffer');
}

export function sameHash(a: Hash, b: Hash): boolean {
  return Buffer.compare(a, b) === 0;
}

/**
 * Appends leaves in O(their number). Returns the new frontier and every perfect-subtree node above
 * the leaves that became whole, in the order in which they did.
 */
export function appendLeaves(
  frontier: Frontier,
  leafHashes: readonly Hash[],
): { readonly frontier: Frontier; readonly nodes: readonly TreeNode[] } {
  const peaks = [...frontier.peaks];
  const nodes: TreeNode[] = [];
  let size = frontier.size;
  for (const leafHash of leafHashes) {
    let hash = leafHash;
    let level = 0;
    for (let index = size; index % 2 === 1; level += 1) {
      const left = peaks.pop();
      if (left === undefined) throw new RangeError('the frontier has too few peaks for its size');
      index = (index - 1) / 2;
      hash = hashNode(left, hash);
      nodes.push({ level: level + 1, index, hash });
    }
    peaks.push(hash);
    size += 1;
  }
  return { frontier: { size, peaks }, nodes };
}

/** Root of the whole tree; that of no leaves is SHA-256 of nothing. */
export function rootOf(frontier: Frontier): Hash {
  return foldPeaks(frontier.peaks);
}

/** The nodes whose hashes are the peaks of a tree of `size` leaves. */
export function frontierNodes(size: number): readonly NodeId[] {
  return nodesOfSpan({ start: 0, end: size });
}

/** A proof still to be filled: for each of its hashes, the stored nodes it is folded from. */
export type ProofPlan = readonly (readonly NodeId[])[];

/** RFC 9162, 2.1.3.1: what proves that leaf `leafIndex` is in the tree of `size` leaves. */
export function planInclusion(leafIndex: number, size: number): ProofPlan {
  assertWithin(leafIndex, 0, size - 1);
  const path: Span[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + largestPowerOfTwoBelow(end - start);
    if (leafIndex < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse().map(nodesOfSpan);
}

/** RFC 9162, 2.1.4.1: what proves that the tree of `newSize` continues the tree of `oldSize`. */
export function planConsistency(oldSize: number, newSize: number): ProofPlan {
  assertWithin(oldSize, 1, newSize);
  const path: Span[] = [];
  let start = 0;
  let end = newSize;
  while (oldSize < end) {
    const middle = start + largestPowerOfTwoBelow(end - start);
    if (oldSize <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  // A left edge that starts at 0 is the old root itself, which the verifier already has.
  if (start > 0) path.push({ start, end });
  return path.reverse().map(nodesOfSpan);
}

/** Fills a plan with hashes. `getHash` must know every node of the plan. */
export function fillPlan(plan: ProofPlan, getHash: (id: NodeId) => Hash): readonly Hash[] {
  return plan.map((nodes) => foldPeaks(nodes.map(getHash)));
}

function nodesOfSpan({ start, end }: Span): readonly NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

function foldPeaks(peaks: readonly Hash[]): Hash {
  const last = peaks.at(-1);
  if (last === undefined) return emptyRoot;
  return peaks.slice(0, -1).reduceRight((right, left) => hashNode(left, right), last);
}

function largestPowerOfTwoBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function isWithin(value: number, low: number, high: number): boolean {
  return [value, high].every(Number.isSafeInteger) && low <= value && value <= high;
}

function assertWithin(value: number, low: number, high: number): void {
  if (!isWithin(value, low, high)) throw new RangeError(`${value} is not in [${low}, ${high}]`);
}

/**
 * Perfect subtrees that cover all leaves of a tree but the given ones, which come in their order:
 * together with them they give the root.
 */
export function* coverOthers(leaves: Iterable<number>, size: number): Generator<NodeId> {
  let start = 0;
  for (const leaf of leaves) {
    yield* perfectSubtrees({ start, end: leaf });
    start = leaf + 1;
  }
  yield* perfectSubtrees({ start, end: size });
}

/** The largest perfect subtrees of a span, from its left. */
function* perfectSubtrees({ start, end }: Span): Generator<NodeId> {
  for (let at = start; at < end;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    yield { level, index: at / 2 ** level };
    at += 2 ** level;
  }
}
