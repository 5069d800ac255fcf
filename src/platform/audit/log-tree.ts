import type { Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { canonicalBytes } from './entry.ts';
import { signHead, type SignedHead, type TreeHead } from './head.ts';
import type { SigningKey } from './keys.ts';
import {
  beforeAllEntries,
  findHead,
  findLastLeaf,
  findLatestHead,
  hasForeignTransactionIds,
  readNextEntries,
  readNodes,
  writeBatch,
  type Position,
} from './tree.sql.ts';
import {
  appendLeaves,
  emptyFrontier,
  frontierNodes,
  hashLeaf,
  rootOf,
  sameHash,
  type Frontier,
} from './tree.ts';

/** The stored log contradicts itself or what was published: somebody must look, not a program. */
export class DamagedLog extends Error {
  override readonly name = 'DamagedLog';
}

export interface Growth {
  readonly head: SignedHead;
  readonly count: number;
}

/** The tree as its one writer holds it: the right edge, and the place of the last entry. */
export class LogTree {
  readonly #db: Queryable;
  #frontier: Frontier;
  #position: Position;

  private constructor(db: Queryable, frontier: Frontier, position: Position) {
    this.#db = db;
    this.#frontier = frontier;
    this.#position = position;
  }

  /**
   * Reads the tree from the database. Throws `DamagedLog` unless its last leaf, its stored nodes,
   * its latest head and the last published head agree.
   */
  static async restore(db: Queryable, published: SignedHead | undefined): Promise<LogTree> {
    const head = await findLatestHead(db);
    const lastLeaf = await findLastLeaf(db);
    const size = head?.size ?? 0;
    if ((lastLeaf?.index ?? -1) + 1 !== size) {
      throw new DamagedLog(`the last leaf is not the last of the ${size} leaves that were signed`);
    }
    if (lastLeaf !== undefined && lastLeaf.position === undefined) {
      throw new DamagedLog(`the entry of the last leaf, ${lastLeaf.index}, is gone`);
    }
    if (await hasForeignTransactionIds(db)) {
      throw new DamagedLog('entries come from another server: run audit.begin_era() as the owner');
    }
    const frontier = head === undefined ? emptyFrontier : await readFrontier(db, head);
    if (published !== undefined) await assertHeld(db, published, size);
    return new LogTree(db, frontier, lastLeaf?.position ?? beforeAllEntries);
  }

  /** Places the next entries, at most `limit`; undefined when none is waiting. */
  async grow(
    { key, clock }: { readonly key: SigningKey; readonly clock: Clock },
    limit: number,
  ): Promise<Growth | undefined> {
    const placed = await readNextEntries(this.#db, this.#position, limit);
    const last = placed.at(-1);
    if (last === undefined) return undefined;
    const entries = placed.map(({ entry }) => entry);
    const leafHashes = entries.map((entry) => hashLeaf(canonicalBytes(entry)));
    const { frontier, nodes } = appendLeaves(this.#frontier, leafHashes);
    const head = signHead({ size: frontier.size, root: rootOf(frontier), at: clock.now() }, key);
    const firstIndex = this.#frontier.size;
    await writeBatch(this.#db, { firstIndex, entries, leafHashes, nodes, head });
    this.#frontier = frontier;
    this.#position = last.position;
    return { head, count: entries.length };
  }
}

/** The right edge of the tree at a head, checked against the head's root. */
async function readFrontier(db: Queryable, head: TreeHead): Promise<Frontier> {
  const ids = frontierNodes(head.size);
  const nodes = await readNodes(db, ids);
  const peaks = ids.flatMap((id) =>
    nodes.filter((node) => node.level === id.level && node.index === id.index),
  );
  const frontier = { size: head.size, peaks: peaks.map(({ hash }) => hash) };
  if (peaks.length !== ids.length || !sameHash(rootOf(frontier), head.root)) {
    throw new DamagedLog(`the stored nodes do not give the root that was signed at ${head.size}`);
  }
  return frontier;
}

async function assertHeld(db: Queryable, published: SignedHead, size: number): Promise<void> {
  if (published.size > size) {
    throw new DamagedLog(
      `a head of ${published.size} leaves was published, the database has ${size}: ` +
        'it was restored from an older backup or cut off',
    );
  }
  await readFrontier(db, published);
  const stored = await findHead(db, published.size);
  if (stored === undefined || !sameHash(stored.root, published.root)) {
    throw new DamagedLog(`the head published at ${published.size} leaves is not the stored one`);
  }
}
