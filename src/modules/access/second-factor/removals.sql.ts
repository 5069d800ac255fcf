import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** Column that how a person proved who they are is tied to. */
export const groundColumn = 'access.factor_removal.ground';
const shownMax = 20;

export async function insertRemoval(
  db: Queryable,
  removal: {
    readonly personId: bigint;
    readonly removerId: bigint;
    readonly now: Temporal.Instant;
  },
): Promise<bigint> {
  const [row] = await selectRows<{ removalId: bigint }>(
    db,
    `insert into access.factor_removal (person_id, remover_id, removed_at) values ($1, $2, $3)
     returning removal_id as "removalId"`,
    [removal.personId, removal.removerId, removal.now],
  );
  if (row === undefined) throw new Error('the removal was not written');
  return row.removalId;
}

export async function setGround(db: Queryable, removalId: bigint, ground: Buffer): Promise<void> {
  await db.query('update access.factor_removal set ground = $2 where removal_id = $1', [
    removalId,
    ground,
  ]);
}

/** When factors of a person were removed by somebody else, and on what proof, the newest first. */
export interface Removal {
  readonly removalId: bigint;
  readonly removedAt: Temporal.Instant;
  /** Sealed; null until it is written. */
  readonly ground: Buffer | null;
}

export async function readRemovals(db: Queryable, personId: bigint): Promise<readonly Removal[]> {
  return selectRows(
    db,
    `select removal_id as "removalId", removed_at as "removedAt", ground
     from access.factor_removal where person_id = $1 order by removal_id desc limit $2`,
    [personId, shownMax],
  );
}
