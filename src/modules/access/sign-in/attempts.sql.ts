import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export async function insertAttempt(
  db: Queryable,
  attempt: {
    readonly stateHash: Buffer;
    readonly browserHash: Buffer;
    readonly returnTo: string;
    /** The session whose person proves again who they are; null when one is to begin. */
    readonly provesSession: string | null;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `insert into access.sign_in_attempt
       (state_hash, browser_hash, return_to, proves_session, created_at)
     values ($1, $2, $3, $4, $5)`,
    [attempt.stateHash, attempt.browserHash, attempt.returnTo, attempt.provesSession, attempt.now],
  );
}

export interface UsedAttempt {
  readonly returnTo: string;
  readonly provesSession: string | null;
}

/** Uses a state up: the second caller finds nothing, and so does another browser or a late one. */
export async function useAttempt(
  db: Queryable,
  stateHash: Buffer,
  browserHash: Buffer,
  instants: { readonly now: Temporal.Instant; readonly notBefore: Temporal.Instant },
): Promise<UsedAttempt | undefined> {
  const rows = await selectRows<UsedAttempt>(
    db,
    `update access.sign_in_attempt set used_at = $3
     where state_hash = $1 and browser_hash = $2 and used_at is null and created_at >= $4
     returning return_to as "returnTo", proves_session as "provesSession"`,
    [stateHash, browserHash, instants.now, instants.notBefore],
  );
  return rows[0];
}
