import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface Search {
  readonly searcherId: bigint;
  readonly rnokppIndex: Buffer;
  /** Null when the platform knows nobody by the number. */
  readonly personId: bigint | null;
  readonly now: Temporal.Instant;
}

export async function insertSearch(db: Queryable, search: Search): Promise<void> {
  const { searcherId, rnokppIndex, personId, now } = search;
  await db.query(
    `insert into access.person_search (searcher_id, rnokpp_index, person_id, searched_at)
     values ($1, $2, $3, $4)`,
    [searcherId, rnokppIndex, personId, now],
  );
}

/** How many other numbers somebody has looked for since an instant. */
export async function countOtherSearches(
  db: Queryable,
  { searcherId, rnokppIndex }: Pick<Search, 'searcherId' | 'rnokppIndex'>,
  since: Temporal.Instant,
): Promise<number> {
  const [row] = await selectRows<{ count: number }>(
    db,
    `select count(distinct rnokpp_index)::int as count from access.person_search
     where searcher_id = $1 and searched_at > $3 and rnokpp_index <> $2`,
    [searcherId, rnokppIndex, since],
  );
  return row?.count ?? 0;
}

/** Whether somebody has found a person since an instant. */
export async function hasFound(
  db: Queryable,
  { searcherId, personId }: { readonly searcherId: bigint; readonly personId: bigint },
  since: Temporal.Instant,
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `select 1 from access.person_search
     where searcher_id = $1 and person_id = $2 and searched_at > $3 limit 1`,
    [searcherId, personId, since],
  );
  return rows.length > 0;
}
