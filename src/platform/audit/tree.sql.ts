import { z } from 'zod';
import type { Queryable } from '#platform/db/queryable.ts';
import { entryColumns, entryRow, wholeNumber } from './audit.sql.ts';
import type { AuditEntry } from './entry.ts';
import type { SignedHead } from './head.ts';
import { hashBytes, type Hash, type NodeId, type TreeNode } from './tree.ts';

/** Place of an entry in the one order in which entries enter the tree. */
export interface Position {
  readonly era: number;
  readonly transactionId: string;
  readonly entryId: string;
}

export interface PlacedEntry {
  readonly entry: AuditEntry;
  readonly position: Position;
}

export const beforeAllEntries: Position = {
  era: 0,
  transactionId: '0',
  entryId: '00000000-0000-0000-0000-000000000000',
};

const hash = z.instanceof(Uint8Array).refine((bytes) => bytes.length === hashBytes);
const positionRow = z
  .object({ era: z.number(), transaction_id: z.string(), entry_id: z.string() })
  .transform((row): Position => ({
    era: row.era,
    transactionId: row.transaction_id,
    entryId: row.entry_id,
  }));
const nodeRow = z.object({ level: z.number(), index: wholeNumber, hash });
const headRow = z
  .object({
    size: wholeNumber,
    root: hash,
    at: z.instanceof(Temporal.Instant),
    key_id: z.string(),
    signature: z.instanceof(Uint8Array),
  })
  .transform(({ key_id: keyId, ...head }): SignedHead => ({ ...head, keyId }));

const headColumns = 'size, root, at, key_id, signature';

/**
 * The next entries after `after` that are safe to place. Transactions commit in another order than
 * they begin; those below the oldest still running one are all over, so no entry can later appear
 * before a place already given.
 */
export async function readNextEntries(
  db: Queryable,
  after: Position,
  limit: number,
): Promise<readonly PlacedEntry[]> {
  const { rows } = await db.query(
    `select ${entryColumns}, e.era, e.transaction_id::text
    from audit.entry e
    where (e.era, e.transaction_id, e.entry_id) > ($1::smallint, $2::xid8, $3::uuid)
      and (e.era, e.transaction_id)
        < (audit.current_era(), pg_snapshot_xmin(pg_current_snapshot()))
    order by e.era, e.transaction_id, e.entry_id
    limit $4`,
    [after.era, after.transactionId, after.entryId, limit],
  );
  return rows.map((row) => ({ entry: entryRow.parse(row), position: positionRow.parse(row) }));
}

/** Whether the log holds transaction ids that this server has not given out yet. */
export async function hasForeignTransactionIds(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from audit.entry
    where era = audit.current_era()
      and transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
    limit 1`,
  );
  return rows.length > 0;
}

/** The last leaf: its index, and the place of its entry unless the entry is gone. */
export async function findLastLeaf(
  db: Queryable,
): Promise<{ readonly index: number; readonly position: Position | undefined } | undefined> {
  const { rows } = await db.query(
    `select l.leaf_index, e.era, e.transaction_id::text, e.entry_id
    from audit.leaf l left join audit.entry e using (entry_id)
    order by l.leaf_index desc limit 1`,
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const position = positionRow.safeParse(row);
  return { index: wholeNumber.parse(row['leaf_index']), position: position.data };
}

/** Hashes of perfect subtrees, level 0 being the leaves. Absent nodes are absent in the answer. */
export async function readNodes(
  db: Queryable,
  ids: readonly NodeId[],
): Promise<readonly TreeNode[]> {
  const leaves = ids.filter(({ level }) => level === 0);
  const inner = ids.filter(({ level }) => level > 0);
  const { rows } = await db.query(
    `select 0::smallint as level, leaf_index as index, leaf_hash as hash
    from audit.leaf where leaf_index = any($1::bigint[])
    union all
    select n.level, n.index, n.hash
    from unnest($2::smallint[], $3::bigint[]) as wanted (level, index)
    join audit.node n using (level, index)`,
    [
      leaves.map(({ index }) => index),
      inner.map(({ level }) => level),
      inner.map(({ index }) => index),
    ],
  );
  return rows.map((row) => nodeRow.parse(row));
}

export interface Batch {
  readonly firstIndex: number;
  readonly entries: readonly AuditEntry[];
  readonly leafHashes: readonly Hash[];
  readonly nodes: readonly TreeNode[];
  readonly head: SignedHead;
}

/** Writes leaves, nodes and head in one statement: all of them are there afterwards, or none. */
export async function writeBatch(db: Queryable, batch: Batch): Promise<void> {
  const { head, nodes } = batch;
  await db.query(
    `with leaves as (
      insert into audit.leaf (leaf_index, entry_id, leaf_hash)
      select $1::bigint + place - 1, entry_id, leaf_hash
      from unnest($2::uuid[], $3::bytea[]) with ordinality as l (entry_id, leaf_hash, place)
    ), nodes as (
      insert into audit.node (level, index, hash)
      select level, index, hash
      from unnest($4::smallint[], $5::bigint[], $6::bytea[]) as n (level, index, hash)
    )
    insert into audit.tree_head (${headColumns}) values ($7, $8, $9, $10, $11)`,
    [
      batch.firstIndex,
      batch.entries.map(({ id }) => id),
      batch.leafHashes,
      nodes.map(({ level }) => level),
      nodes.map(({ index }) => index),
      nodes.map((node) => node.hash),
      head.size,
      head.root,
      head.at.toString(),
      head.keyId,
      head.signature,
    ],
  );
}

/** The newest head, or undefined before the first. */
export async function findLatestHead(db: Queryable): Promise<SignedHead | undefined> {
  const { rows } = await db.query(
    `select ${headColumns} from audit.tree_head order by size desc limit 1`,
  );
  return rows.map((row) => headRow.parse(row)).at(0);
}

/** The head of exactly that size, or undefined when none was signed at it. */
export async function findHead(db: Queryable, size: number): Promise<SignedHead | undefined> {
  const { rows } = await db.query(`select ${headColumns} from audit.tree_head where size = $1`, [
    size,
  ]);
  return rows.map((row) => headRow.parse(row)).at(0);
}

/** Heads larger than `size`, smallest first. */
export async function readHeadsAfter(
  db: Queryable,
  size: number,
  limit: number,
): Promise<readonly SignedHead[]> {
  const { rows } = await db.query(
    `select ${headColumns} from audit.tree_head where size > $1 order by size limit $2`,
    [size, limit],
  );
  return rows.map((row) => headRow.parse(row));
}
