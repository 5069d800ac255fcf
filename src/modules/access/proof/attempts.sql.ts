import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** Who tried, where: at sign-in, or in a session that asked for the proof again. */
export interface Trier {
  readonly personId: bigint;
  readonly sessionId: string | null;
  /** A keyed hash of the address of the network. */
  readonly addressIndex: Buffer;
}

export async function insertFailure(
  db: Queryable,
  { personId, sessionId, addressIndex }: Trier,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `insert into access.factor_attempt (person_id, session_id, address_index, attempted_at)
     values ($1, $2, $3, $4)`,
    [personId, sessionId, addressIndex, now],
  );
}

export interface Failures {
  /** Of the person at sign-in, or of the session. */
  readonly own: number;
  readonly ofAddress: number;
}

/**
 * Wrong codes since an instant; those of a sign-in and of a session do not add up. Of tries at once
 * each waits for the one before it to be over, so that none escapes the count.
 */
export async function countFailures(
  db: Queryable,
  { personId, sessionId, addressIndex }: Trier,
  since: Temporal.Instant,
): Promise<Failures> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('factor:' || $1::text, 0))`, [
    String(personId),
  ]);
  const rows = await selectRows<Failures>(
    db,
    `select (select count(*)::int from access.factor_attempt
             where person_id = $1 and session_id is not distinct from $2::uuid
               and attempted_at >= $4) as own,
            access.count_tries_from($3, $4) as "ofAddress"`,
    [personId, sessionId, addressIndex, since],
  );
  return rows[0] ?? { own: 0, ofAddress: 0 };
}
