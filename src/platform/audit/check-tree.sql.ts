import { z } from 'zod';
import type { Queryable } from '#platform/db/queryable.ts';
import { entryColumns, entryRow, wholeNumber } from './audit.sql.ts';
import { committedFields, type AuditEntry, type Opening } from './entry.ts';
import type { TreeNode } from './tree.ts';

/** A leaf as found, with its entry unless that is gone or no longer of its form. */
export interface FoundLeaf {
  readonly index: number;
  readonly hash: Uint8Array;
  readonly isEntryThere: boolean;
  readonly entry: AuditEntry | undefined;
  /** It lies in the file of a month that was taken out. */
  readonly isOut: boolean;
}

const bytes = z.instanceof(Uint8Array);
const extentRow = z.object({ signed: wholeNumber, leaves: wholeNumber });
const leafRow = z.object({ leaf_index: wholeNumber, leaf_hash: bytes });
const nodeRow = z.object({ level: z.number(), index: wholeNumber, hash: bytes });
const leftOutRow = z.object({ entry_id: z.string(), leaf_index: wholeNumber });
const openingRow = z
  .object({
    entry_id: z.string(),
    field: z.enum(committedFields),
    salt: bytes,
    value: z.string(),
    sealed: bytes.nullable(),
  })
  .transform(({ entry_id: entryId, sealed, ...opening }) => ({ entryId, sealed, opening }));

/** Size of the newest head, and one more than the last leaf, at one instant. */
export async function readExtent(
  db: Queryable,
): Promise<{ readonly signed: number; readonly leaves: number }> {
  const { rows } = await db.query(
    `select coalesce((select max(size) from audit.tree_head), 0) as signed,
      coalesce((select max(leaf_index) + 1 from audit.leaf), 0) as leaves`,
  );
  return extentRow.parse(rows[0]);
}

/** Leaves [start, end) in order. */
export async function readLeaves(
  db: Queryable,
  start: number,
  end: number,
): Promise<readonly FoundLeaf[]> {
  const { rows } = await db.query(
    `select l.leaf_index, l.leaf_hash, ${entryColumns}, e.entry_id is null and exists (
      select from audit.month_out o where l.entry_id >= audit.lowest_id(o.month)
        and l.entry_id < audit.lowest_id((o.month + interval '1 month')::date)) as is_out
    from audit.leaf l left join audit.entry e using (entry_id)
    where l.leaf_index >= $1 and l.leaf_index < $2
    order by l.leaf_index`,
    [start, end],
  );
  return rows.map((row) => {
    const { leaf_index: index, leaf_hash: hash } = leafRow.parse(row);
    const isEntryThere = row['command'] !== null;
    const isOut = row['is_out'] === true;
    return { index, hash, isEntryThere, isOut, entry: entryRow.safeParse(row).data };
  });
}

/** The stored inner nodes whose last leaf is in [start, end). */
export async function readNodesEndingIn(
  db: Queryable,
  start: number,
  end: number,
): Promise<readonly TreeNode[]> {
  const { rows } = await db.query(
    `select n.level, n.index, n.hash
    from generate_series(1, 52) as l (level)
    join audit.node n
      on n.level = l.level::smallint
      and n.index >= ($1::bigint >> l.level)
      and n.index < ($2::bigint >> l.level)`,
    [start, end],
  );
  return rows.map((row) => nodeRow.parse(row));
}

/**
 * An entry that stands before a sealed one in the order of sealing, but is not in the tree itself:
 * it was planted later. With it, the leaf that follows it.
 */
export async function findLeftOut(
  db: Queryable,
): Promise<{ readonly entryId: string; readonly leafIndex: number } | undefined> {
  const { rows } = await db.query(
    `with last as (
      select e.era, e.transaction_id, e.entry_id
      from audit.leaf l join audit.entry e using (entry_id)
      order by l.leaf_index desc limit 1
    ), planted as (
      select e.era, e.transaction_id, e.entry_id
      from audit.entry e, last
      where (e.era, e.transaction_id, e.entry_id)
          < (last.era, last.transaction_id, last.entry_id)
        and not exists (select from audit.leaf l where l.entry_id = e.entry_id)
      order by e.era, e.transaction_id, e.entry_id limit 1
    )
    select planted.entry_id, following.leaf_index
    from planted cross join lateral (
      select l.leaf_index
      from audit.entry e join audit.leaf l using (entry_id)
      where (e.era, e.transaction_id, e.entry_id)
        > (planted.era, planted.transaction_id, planted.entry_id)
      order by e.era, e.transaction_id, e.entry_id limit 1
    ) as following`,
  );
  return rows
    .map((row) => leftOutRow.parse(row))
    .map(({ entry_id: entryId, leaf_index: leafIndex }) => ({ entryId, leafIndex }))
    .at(0);
}

export interface FoundOpening {
  readonly entryId: string;
  readonly opening: Opening;
  /** The commitment in the entry. */
  readonly sealed: Uint8Array | null;
}

/** Openings in the order of their entries, after the given one. */
export async function readOpeningsAfter(
  db: Queryable,
  after: { readonly entryId: string; readonly field: string },
  limit: number,
): Promise<readonly FoundOpening[]> {
  const { rows } = await db.query(
    `select o.entry_id, o.field, o.salt, o.value,
      case o.field
        when 'actor' then e.actor_commitment
        when 'subject' then e.subject_commitment
        else e.payload_commitment
      end as sealed
    from audit.opening o left join audit.entry e using (entry_id)
    where (o.entry_id, o.field) > ($1::uuid, $2)
    order by o.entry_id, o.field
    limit $3`,
    [after.entryId, after.field, limit],
  );
  return rows.map((row) => openingRow.parse(row));
}
