import type { Queryable } from '#platform/db/queryable.ts';

export async function insertAttempt(
  db: Queryable,
  attempt: {
    readonly stateHash: Buffer;
    readonly browserHash: Buffer;
    readonly returnTo: string;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `insert into access.sign_in_attempt (state_hash, browser_hash, return_to, created_at)
     values ($1, $2, $3, $4)`,
    [attempt.stateHash, attempt.browserHash, attempt.returnTo, attempt.now],
  );
}

/** Uses a state up: the second caller finds nothing, and so does another browser or a late one. */
export async function useAttempt(
  db: Queryable,
  stateHash: Buffer,
  browserHash: Buffer,
  instants: { readonly now: Temporal.Instant; readonly notBefore: Temporal.Instant },
): Promise<string | undefined> {
  const { rows } = await db.query(
    `update access.sign_in_attempt set used_at = $3
     where state_hash = $1 and browser_hash = $2 and used_at is null and created_at >= $4
     returning return_to`,
    [stateHash, browserHash, instants.now, instants.notBefore],
  );
  return rows[0]?.['return_to'] as string | undefined;
}
