import type { Queryable } from '#platform/db/queryable.ts';
import {
  findLeftOut,
  readExtent,
  readLeaves,
  readNodesEndingIn,
  readOpeningsAfter,
  type FoundLeaf,
} from './check-tree.sql.ts';
import { canonicalBytes, commitment, type AuditEntry } from './entry.ts';
import { verifyHead, type SignedHead } from './head.ts';
import type { VerificationKey } from './keys.ts';
import {
  appendLeaves,
  emptyFrontier,
  frontierNodes,
  hashLeaf,
  rootOf,
  sameHash,
  type Frontier,
  type Hash,
  type TreeNode,
} from './tree.ts';
import { beforeAllEntries, readHeadsAfter, readNodes } from './tree.sql.ts';

const leavesPerPageMax = 5_000;
const openingsPerPageMax = 5_000;

export type Damage =
  | 'leaf-missing'
  | 'entry-missing'
  | 'entry-does-not-give-its-leaf'
  | 'node-does-not-follow-from-leaves'
  | 'head-does-not-follow-from-leaves'
  | 'head-not-signed'
  | 'leaves-without-head'
  | 'published-head-differs'
  | 'cut-off-after-publishing'
  | 'entry-planted'
  | 'opening-does-not-fit';

/** Where the log first departs from what was sealed: the bad leaf is one of those named. */
export interface BadLeaf {
  readonly damage: Damage;
  readonly firstLeaf: number;
  readonly lastLeaf: number;
}

export interface TreeReport {
  readonly leavesChecked: number;
  /** Absent when everything holds. */
  readonly bad?: BadLeaf;
}

export interface CheckOptions {
  readonly trusted: readonly VerificationKey[];
  /** Heads kept outside the database, smallest first; without them a whole new history passes. */
  readonly published?: AsyncIterable<SignedHead> | Iterable<SignedHead>;
  /** First leaf to look at; the leaves before it are taken from the stored nodes. */
  readonly from?: number;
  readonly signal?: AbortSignal;
}

/**
 * Recomputes the tree from the entries and compares it with every stored leaf, node and head, and
 * with the published heads. Stops at the first damage. May run beside a working sequencer: it looks
 * at the leaves under the newest head of its beginning.
 */
export async function checkTree(db: Queryable, options: CheckOptions): Promise<TreeReport> {
  const { signed, leaves } = await readExtent(db);
  const published = await Array.fromAsync(options.published ?? []);
  published.sort((a, b) => a.size - b.size);
  const sweep = new Sweep(db, options, published);
  const from = Math.min(options.from ?? 0, signed);
  const bad =
    (await sweep.start(from)) ??
    (await sweep.run(signed)) ??
    findUnsigned(signed, leaves) ??
    findCutOff(signed, published) ??
    (await findPlanted(db));
  const leavesChecked = sweep.size - from;
  return bad === undefined ? { leavesChecked } : { leavesChecked, bad };
}

/** Compares every opening that is still there with the commitment in its entry. */
export async function checkOpenings(
  db: Queryable,
): Promise<{ readonly openingsChecked: number; readonly badEntry?: string }> {
  let openingsChecked = 0;
  let after = { entryId: beforeAllEntries.entryId, field: '' };
  for (;;) {
    const page = await readOpeningsAfter(db, after, openingsPerPageMax);
    const bad = page.find(
      ({ opening, sealed }) => sealed === null || !sameHash(commitment(opening), sealed),
    );
    if (bad !== undefined) return { openingsChecked, badEntry: bad.entryId };
    openingsChecked += page.length;
    const last = page.at(-1);
    if (last === undefined) return { openingsChecked };
    after = { entryId: last.entryId, field: last.opening.field };
  }
}

class Sweep {
  readonly #db: Queryable;
  readonly #options: CheckOptions;
  readonly #published: readonly SignedHead[];
  #frontier: Frontier = emptyFrontier;
  #publishedSeen = 0;

  constructor(db: Queryable, options: CheckOptions, published: readonly SignedHead[]) {
    this.#db = db;
    this.#options = options;
    this.#published = published;
  }

  get size(): number {
    return this.#frontier.size;
  }

  /** Takes the tree of the first `size` leaves from the stored nodes. */
  async start(size: number): Promise<BadLeaf | undefined> {
    const ids = frontierNodes(size);
    const stored = await readNodes(this.#db, ids);
    const peaks = ids.flatMap(({ level, index }) =>
      stored.filter((node) => node.level === level && node.index === index),
    );
    if (peaks.length < ids.length) {
      return { damage: 'node-does-not-follow-from-leaves', firstLeaf: 0, lastLeaf: size - 1 };
    }
    this.#frontier = { size, peaks: peaks.map(({ hash }) => hash) };
    return undefined;
  }

  async run(end: number): Promise<BadLeaf | undefined> {
    while (this.size < end) {
      this.#options.signal?.throwIfAborted();
      const bad = await this.#checkPage(Math.min(this.size + leavesPerPageMax, end));
      if (bad !== undefined) return bad;
    }
    return undefined;
  }

  async #checkPage(end: number): Promise<BadLeaf | undefined> {
    const start = this.size;
    const leaves = await readLeaves(this.#db, start, end);
    const badLeaf = findBadLeaf(leaves, start, end);
    // What stands before a bad leaf is still compared: its nodes may be bad earlier.
    const goodEnd = badLeaf?.firstLeaf ?? end;
    const hashes = leaves.slice(0, goodEnd - start).map(({ hash }) => hash);
    const heads = await this.#headsEndingIn(start, goodEnd);
    const nodes: TreeNode[] = [];
    for (const size of new Set([...heads.map((head) => head.size), goodEnd])) {
      const grown = appendLeaves(this.#frontier, hashes.slice(this.size - start, size - start));
      const badHead = this.#findBadHead(grown.frontier, heads);
      nodes.push(...grown.nodes);
      if (badHead !== undefined) return (await this.#findBadNode(start, size, nodes)) ?? badHead;
      this.#frontier = grown.frontier;
    }
    return (await this.#findBadNode(start, goodEnd, nodes)) ?? badLeaf;
  }

  async #headsEndingIn(start: number, end: number): Promise<readonly SignedHead[]> {
    const stored = await readHeadsAfter(this.#db, start, end - start);
    const published: SignedHead[] = [];
    for (; ; this.#publishedSeen += 1) {
      const head = this.#published[this.#publishedSeen];
      if (head === undefined || head.size > end) break;
      if (head.size > start) published.push(head);
    }
    return [...stored.filter(({ size }) => size <= end), ...published].sort(
      (a, b) => a.size - b.size,
    );
  }

  #findBadHead(frontier: Frontier, heads: readonly SignedHead[]): BadLeaf | undefined {
    const lastLeaf = frontier.size - 1;
    const root = rootOf(frontier);
    for (const head of heads.filter(({ size }) => size === frontier.size)) {
      const where = { firstLeaf: this.size, lastLeaf };
      if (!sameHash(head.root, root)) {
        const isPublished = this.#published.includes(head);
        const damage = isPublished ? 'published-head-differs' : 'head-does-not-follow-from-leaves';
        return { damage, ...where };
      }
      if (!verifyHead(head, this.#options.trusted)) return { damage: 'head-not-signed', ...where };
    }
    return undefined;
  }

  async #findBadNode(
    start: number,
    end: number,
    computed: readonly TreeNode[],
  ): Promise<BadLeaf | undefined> {
    const key = ({ level, index }: TreeNode): string => `${level}:${index}`;
    const nodes = await readNodesEndingIn(this.#db, start, end);
    const stored = new Map<string, Hash>(nodes.map((node) => [key(node), node.hash]));
    const bad = computed.find((node) => {
      const hash = stored.get(key(node));
      return hash === undefined || !sameHash(hash, node.hash);
    });
    if (bad === undefined) return undefined;
    const width = 2 ** bad.level;
    const firstLeaf = bad.index * width;
    const damage = 'node-does-not-follow-from-leaves';
    return { damage, firstLeaf, lastLeaf: firstLeaf + width - 1 };
  }
}

function findBadLeaf(
  leaves: readonly FoundLeaf[],
  start: number,
  end: number,
): BadLeaf | undefined {
  for (let index = start; index < end; index += 1) {
    const leaf = leaves[index - start];
    const at = { firstLeaf: index, lastLeaf: index };
    if (leaf?.index !== index) return { damage: 'leaf-missing', ...at };
    // The hash of an entry that lies in a file is still followed up to the head.
    if (leaf.isOut) continue;
    if (!leaf.isEntryThere) return { damage: 'entry-missing', ...at };
    if (!givesLeaf(leaf.entry, leaf.hash)) return { damage: 'entry-does-not-give-its-leaf', ...at };
  }
  return undefined;
}

function givesLeaf(entry: AuditEntry | undefined, hash: Hash): boolean {
  if (entry === undefined) return false;
  try {
    return sameHash(hashLeaf(canonicalBytes(entry)), hash);
  } catch (error) {
    // A row that cannot be encoded was never sealed like this.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function findUnsigned(signed: number, leaves: number): BadLeaf | undefined {
  if (leaves <= signed) return undefined;
  return { damage: 'leaves-without-head', firstLeaf: signed, lastLeaf: leaves - 1 };
}

function findCutOff(signed: number, published: readonly SignedHead[]): BadLeaf | undefined {
  const largest = published.at(-1)?.size ?? 0;
  if (largest <= signed) return undefined;
  return { damage: 'cut-off-after-publishing', firstLeaf: signed, lastLeaf: largest - 1 };
}

async function findPlanted(db: Queryable): Promise<BadLeaf | undefined> {
  const planted = await findLeftOut(db);
  if (planted === undefined) return undefined;
  const { leafIndex } = planted;
  return { damage: 'entry-planted', firstLeaf: leafIndex, lastLeaf: leafIndex };
}
