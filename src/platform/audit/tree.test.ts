import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyConsistency, verifyInclusion } from '#test/audit/verify-proof.ts';
import { lawTest } from '#test/law-test.ts';
import {
  appendLeaves,
  coverOthers,
  emptyFrontier,
  fillPlan,
  frontierNodes,
  hashLeaf,
  hashNode,
  planConsistency,
  planInclusion,
  rootOf,
  sha256,
  type Frontier,
  type Hash,
  type NodeId,
} from './tree.ts';

const sizeMax = 300;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The definitions of RFC 9162 section 2.1 word for word, with no regard to cost. */
const rfc = {
  split(count: number): number {
    return 2 ** Math.ceil(Math.log2(count) - 1);
  },
  root(leaves: readonly Hash[]): Hash {
    if (leaves.length === 0) return sha256(new Uint8Array());
    if (leaves.length === 1) return leaves[0] ?? new Uint8Array();
    const k = rfc.split(leaves.length);
    return hashNode(rfc.root(leaves.slice(0, k)), rfc.root(leaves.slice(k)));
  },
  path(m: number, leaves: readonly Hash[]): readonly Hash[] {
    if (leaves.length === 1) return [];
    const k = rfc.split(leaves.length);
    return m < k
      ? [...rfc.path(m, leaves.slice(0, k)), rfc.root(leaves.slice(k))]
      : [...rfc.path(m - k, leaves.slice(k)), rfc.root(leaves.slice(0, k))];
  },
  subproof(m: number, leaves: readonly Hash[], whole: boolean): readonly Hash[] {
    if (m === leaves.length) return whole ? [] : [rfc.root(leaves)];
    const k = rfc.split(leaves.length);
    return m <= k
      ? [...rfc.subproof(m, leaves.slice(0, k), whole), rfc.root(leaves.slice(k))]
      : [...rfc.subproof(m - k, leaves.slice(k), false), rfc.root(leaves.slice(0, k))];
  },
};

function leavesOf(count: number): readonly Hash[] {
  return Array.from({ length: count }, (_, index) => hashLeaf(Buffer.from(`leaf ${index}`)));
}

const allLeaves = leavesOf(sizeMax);

interface Built {
  readonly frontier: Frontier;
  readonly getHash: (id: NodeId) => Hash;
}

function build(leaves: readonly Hash[]): Built {
  const { frontier, nodes } = appendLeaves(emptyFrontier, leaves);
  const stored = new Map(nodes.map((node) => [`${node.level}:${node.index}`, node.hash]));
  leaves.forEach((leaf, index) => stored.set(`0:${index}`, leaf));
  return {
    frontier,
    getHash: ({ level, index }) => {
      const found = stored.get(`${level}:${index}`);
      if (found === undefined) throw new Error(`node (${level}, ${index}) was never made`);
      return found;
    },
  };
}

const whole = build(allLeaves);
const size = fc.integer({ min: 1, max: sizeMax });
/** A size and a smaller-or-equal one; a size and an index in it. */
const oldAndNew = fc.tuple(size, size).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const indexAndSize = oldAndNew.map(([a, b]) => [a - 1, b] as const);

function inclusion(leafIndex: number, size: number) {
  return {
    leafHash: allLeaves[leafIndex] ?? new Uint8Array(),
    leafIndex,
    size,
    root: rfc.root(allLeaves.slice(0, size)),
    path: fillPlan(planInclusion(leafIndex, size), whole.getHash),
  };
}

function consistency(oldSize: number, newSize: number) {
  return {
    oldSize,
    oldRoot: rfc.root(allLeaves.slice(0, oldSize)),
    newSize,
    newRoot: rfc.root(allLeaves.slice(0, newSize)),
    path: fillPlan(planConsistency(oldSize, newSize), whole.getHash),
  };
}

/** Every copy of `bytes` that differs from it in one bit. */
function* oneBitChanges(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const copy = Uint8Array.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield copy;
  }
}

describe('roots', () => {
  // The vectors of the Certificate Transparency reference implementation.
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
  inputs.push('606162636465666768696a6b6c6d6e6f');
  test.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of the first %i known leaves', (count, root) => {
    const leaves = inputs.slice(0, count).map((input) => hashLeaf(Buffer.from(input, 'hex')));
    expect(hex(rootOf(appendLeaves(emptyFrontier, leaves).frontier))).toBe(root);
  });

  test('are those of the definition however the leaves are cut into batches', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }), (batches) => {
        let frontier = emptyFrontier;
        for (const batch of batches) {
          const leaves = allLeaves.slice(frontier.size, frontier.size + batch);
          frontier = appendLeaves(frontier, leaves).frontier;
        }
        expect(rootOf(frontier)).toEqual(rfc.root(allLeaves.slice(0, frontier.size)));
      }),
    );
  });

  test('a frontier is rebuilt from the stored nodes of its size', () => {
    fc.assert(
      fc.property(size, (count) => {
        const peaks = frontierNodes(count).map(whole.getHash);
        expect(rootOf({ size: count, peaks })).toEqual(rfc.root(allLeaves.slice(0, count)));
      }),
    );
  });

  test('appending makes one node at most for each leaf', () => {
    const { nodes } = appendLeaves(emptyFrontier, allLeaves);
    expect(nodes.length).toBeLessThan(sizeMax);
  });
});

describe('proofs', () => {
  test('of inclusion are those of the definition, and hold', () => {
    fc.assert(
      fc.property(indexAndSize, ([index, size]) => {
        const claim = inclusion(index, size);
        expect(claim.path).toEqual(rfc.path(index, allLeaves.slice(0, size)));
        expect(verifyInclusion(claim)).toBe(true);
      }),
    );
  });

  test('of consistency are those of the definition, and hold', () => {
    fc.assert(
      fc.property(oldAndNew, ([oldSize, newSize]) => {
        const claim = consistency(oldSize, newSize);
        expect(claim.path).toEqual(rfc.subproof(oldSize, allLeaves.slice(0, newSize), true));
        expect(verifyConsistency(claim)).toBe(true);
      }),
    );
  });

  test('exist for every leaf of every small tree and every pair of small heads', () => {
    for (let size = 1; size <= 33; size += 1) {
      for (let index = 0; index < size; index += 1) {
        expect(verifyInclusion(inclusion(index, size))).toBe(true);
        expect(verifyConsistency(consistency(index + 1, size))).toBe(true);
      }
    }
  });

  test.each([
    ['a leaf beyond the tree', () => planInclusion(5, 5)],
    ['a leaf before the first', () => planInclusion(-1, 5)],
    ['an empty old tree', () => planConsistency(0, 5)],
    ['an old tree larger than the new', () => planConsistency(6, 5)],
    ['a size that is not whole', () => planInclusion(0, 1.5)],
  ])('are refused for %s', (_, plan) => {
    expect(plan).toThrow(RangeError);
  });
});

describe('a forgery fails', () => {
  const few = { numRuns: 8 };

  lawTest(['1039:53.3'], 'one changed bit anywhere in a proof of inclusion is noticed', () => {
    fc.assert(
      fc.property(indexAndSize, ([index, size]) => {
        const claim = inclusion(index, size);
        for (const leafHash of oneBitChanges(claim.leafHash)) {
          expect(verifyInclusion({ ...claim, leafHash })).toBe(false);
        }
        for (const root of oneBitChanges(claim.root)) {
          expect(verifyInclusion({ ...claim, root })).toBe(false);
        }
        claim.path.forEach((hash, at) => {
          for (const changed of oneBitChanges(hash)) {
            expect(verifyInclusion({ ...claim, path: claim.path.with(at, changed) })).toBe(false);
          }
        });
      }),
      few,
    );
  });

  lawTest(['1039:53.3'], 'one changed bit anywhere in a proof of consistency is noticed', () => {
    fc.assert(
      fc.property(oldAndNew, ([oldSize, newSize]) => {
        const claim = consistency(oldSize, newSize);
        for (const oldRoot of oneBitChanges(claim.oldRoot)) {
          expect(verifyConsistency({ ...claim, oldRoot })).toBe(false);
        }
        for (const newRoot of oneBitChanges(claim.newRoot)) {
          expect(verifyConsistency({ ...claim, newRoot })).toBe(false);
        }
        claim.path.forEach((hash, at) => {
          for (const changed of oneBitChanges(hash)) {
            expect(verifyConsistency({ ...claim, path: claim.path.with(at, changed) })).toBe(false);
          }
        });
      }),
      few,
    );
  });

  test('a path too long, too short or of another leaf is noticed', () => {
    fc.assert(
      fc.property(indexAndSize, ([index, size]) => {
        fc.pre(size > 1);
        const claim = inclusion(index, size);
        const longer = [...claim.path, claim.root];
        expect(verifyInclusion({ ...claim, path: longer })).toBe(false);
        expect(verifyInclusion({ ...claim, path: claim.path.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...claim, leafIndex: (index + 1) % size })).toBe(false);
        expect(verifyInclusion({ ...claim, leafIndex: size })).toBe(false);
      }),
    );
  });

  test('hashes of another length are noticed, not padded', () => {
    const claim = inclusion(3, 7);
    const short = claim.path.map((hash) => hash.subarray(0, 31));
    expect(verifyInclusion({ ...claim, path: short })).toBe(false);
    const older = consistency(3, 7);
    expect(verifyConsistency({ ...older, path: [...older.path, Buffer.alloc(33)] })).toBe(false);
    expect(() => hashNode(Buffer.alloc(31), Buffer.alloc(33))).toThrow(RangeError);
  });

  test('a leaf cannot pass for a node, nor a node for a leaf', () => {
    const [left, right] = [allLeaves[0] ?? new Uint8Array(), allLeaves[1] ?? new Uint8Array()];
    expect(hashLeaf(Buffer.concat([left, right]))).not.toEqual(hashNode(left, right));
  });

  test('a history written anew does not continue the old head', () => {
    fc.assert(
      fc.property(oldAndNew, fc.nat(sizeMax - 1), ([oldSize, newSize], at) => {
        fc.pre(at < oldSize && oldSize < newSize);
        const rewritten = allLeaves.with(at, hashLeaf(Buffer.from('another story')));
        const fake = build(rewritten.slice(0, newSize));
        const claim = {
          ...consistency(oldSize, newSize),
          newRoot: rootOf(fake.frontier),
          path: fillPlan(planConsistency(oldSize, newSize), fake.getHash),
        };
        expect(verifyConsistency(claim)).toBe(false);
      }),
    );
  });
});

test('some leaves and what covers all others tile the tree without a gap or an overlap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: sizeMax }), fc.array(fc.nat(sizeMax)), (size, given) => {
      const leaves = Array.from(new Set(given.filter((leaf) => leaf < size)));
      leaves.sort((a, b) => a - b);
      const others = Array.from(coverOthers(leaves, size));
      const spans = [...leaves.map((index) => ({ level: 0, index })), ...others]
        .map(({ level, index }) => [index * 2 ** level, (index + 1) * 2 ** level] as const)
        .toSorted(([a], [b]) => a - b);
      expect(spans.map(([start]) => start)).toEqual(
        [0, ...spans.map(([, end]) => end)].slice(0, -1),
      );
      expect(spans.at(-1)?.[1]).toBe(size);
    }),
  );
});
