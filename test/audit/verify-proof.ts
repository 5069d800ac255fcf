import { commitment, type AuditEntry, type Opening } from '#platform/audit/entry.ts';
import { hashNode, sameHash, type Hash } from '#platform/audit/tree.ts';

/** What a reader of a proof works out: the other side of what the platform gives out. */
interface Inclusion {
  readonly leafHash: Hash;
  readonly leafIndex: number;
  readonly size: number;
  readonly root: Hash;
  readonly path: readonly Hash[];
}

/** RFC 9162, 2.1.3.2. */
export function verifyInclusion({ leafHash, leafIndex, size, root, path }: Inclusion): boolean {
  if (!isWithin(leafIndex, 0, size - 1) || ![leafHash, ...path].every(isHash)) return false;
  let at = leafIndex;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = hashNode(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = hashNode(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(hash, root);
}

interface Consistency {
  readonly oldSize: number;
  readonly oldRoot: Hash;
  readonly newSize: number;
  readonly newRoot: Hash;
  readonly path: readonly Hash[];
}

/** RFC 9162, 2.1.4.2; two heads of one size are consistent when their roots are the same. */
export function verifyConsistency(claim: Consistency): boolean {
  const { oldSize, oldRoot, newSize, newRoot } = claim;
  if (!isWithin(oldSize, 1, newSize) || ![oldRoot, ...claim.path].every(isHash)) return false;
  if (oldSize === newSize) return claim.path.length === 0 && sameHash(oldRoot, newRoot);
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...claim.path] : claim.path;
  if (first === undefined || claim.path.length === 0) return false;
  let at = oldSize - 1;
  let last = newSize - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldHash = hashNode(sibling, oldHash);
      newHash = hashNode(sibling, newHash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      newHash = hashNode(newHash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(oldHash, oldRoot) && sameHash(newHash, newRoot);
}

/** Whether an opening is the one its entry was sealed with. */
export function opens(opening: Opening, entry: AuditEntry): boolean {
  const sealed = entry[opening.field];
  return sealed !== null && sameHash(commitment(opening), sealed);
}

const hashBytes = 32;

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === hashBytes;
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isWithin(value: number, low: number, high: number): boolean {
  return [value, high].every(Number.isSafeInteger) && low <= value && value <= high;
}
