import { concatBytes, sameBytes } from '#exchange/signature/own/der/bytes.ts';

export type Hash = Uint8Array;

export interface Root {
  readonly size: number;
  readonly root: Hash;
}

export async function sha256(...parts: readonly Uint8Array[]): Promise<Hash> {
  const joined = new Uint8Array(concatBytes(...parts));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
}

export const leafHash = (bytes: Uint8Array): Promise<Hash> => sha256(Uint8Array.of(0), bytes);

const nodeHash = (left: Hash, right: Hash): Promise<Hash> => sha256(Uint8Array.of(1), left, right);

const half = (index: number): number => Math.floor(index / 2);
const isOdd = (index: number): boolean => index % 2 === 1;

export interface Inclusion {
  readonly leaf: Hash;
  readonly index: number;
  readonly path: readonly Hash[];
}

/** RFC 9162, 2.1.3.2. */
export async function inclusionHolds(
  { leaf, index, path }: Inclusion,
  { size, root }: Root,
): Promise<boolean> {
  let at = index;
  let last = size - 1;
  let node = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      node = await nodeHash(sibling, node);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else node = await nodeHash(node, sibling);
    [at, last] = [half(at), half(last)];
  }
  return index < size && last === 0 && sameBytes(node, root);
}

/** RFC 9162, 2.1.4.2. */
export async function consistencyHolds(
  older: Root,
  newer: Root,
  path: readonly Hash[],
): Promise<boolean> {
  if (older.size >= newer.size) {
    return older.size === newer.size && path.length === 0 && sameBytes(older.root, newer.root);
  }
  const isWholeTree = 2 ** Math.round(Math.log2(older.size)) === older.size;
  const [first, ...rest] = isWholeTree ? [older.root, ...path] : path;
  if (first === undefined || path.length === 0) return false;
  let at = older.size - 1;
  let last = newer.size - 1;
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let oldNode = first;
  let newNode = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      oldNode = await nodeHash(sibling, oldNode);
      newNode = await nodeHash(sibling, newNode);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else newNode = await nodeHash(newNode, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameBytes(oldNode, older.root) && sameBytes(newNode, newer.root);
}
