import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** Somebody who has proved who they are and is asked for their second factor. */
export interface Pending {
  readonly personId: bigint;
  readonly method: string;
  readonly returnTo: string;
}

/** A sign-in begun anew takes the place of none: each has its own browser and its own tries. */
export async function insertPending(
  db: Queryable,
  pending: Pending & { readonly tokenHash: Buffer; readonly now: Temporal.Instant },
): Promise<void> {
  const { tokenHash, personId, method, returnTo, now } = pending;
  await db.query(
    `insert into access.pending_sign_in
       (token_hash, person_id, method, return_to, began_at)
     values ($1, $2, $3, $4, $5)`,
    [tokenHash, personId, method, returnTo, now],
  );
}

export interface PendingLimits {
  readonly notBefore: Temporal.Instant;
  readonly triesMax: number;
}

const columns = 'person_id as "personId", method, return_to as "returnTo"';
const isOpen = 'token_hash = $1 and began_at >= $2 and tries < $3';

export async function readPending(
  db: Queryable,
  tokenHash: Buffer,
  { notBefore, triesMax }: PendingLimits,
): Promise<Pending | undefined> {
  const rows = await selectRows<Pending>(
    db,
    `select ${columns} from access.pending_sign_in where ${isOpen}`,
    [tokenHash, notBefore, triesMax],
  );
  return rows[0];
}

/** Counts a try before it is made: of many at once no more than are allowed are looked at. */
export async function takeTry(
  db: Queryable,
  tokenHash: Buffer,
  { notBefore, triesMax }: PendingLimits,
): Promise<Pending | undefined> {
  const rows = await selectRows<Pending>(
    db,
    `update access.pending_sign_in set tries = tries + 1 where ${isOpen} returning ${columns}`,
    [tokenHash, notBefore, triesMax],
  );
  return rows[0];
}

export async function deletePending(db: Queryable, tokenHash: Buffer): Promise<void> {
  await db.query('delete from access.pending_sign_in where token_hash = $1', [tokenHash]);
}
