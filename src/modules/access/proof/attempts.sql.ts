import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';

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
  /** Wrong codes of the person at sign-in, or of the session. */
  readonly own: number;
  /** Other people whose codes were wrong from the address. */
  readonly othersAtAddress: number;
}

/** What was wrong since an instant; codes of a sign-in and of a session do not add up. */
export async function countFailures(
  db: Queryable,
  { personId, sessionId, addressIndex }: Trier,
  since: Temporal.Instant,
): Promise<Failures> {
  await oneAtATime(db, 'factor', personId);
  const rows = await selectRows<Failures>(
    db,
    `select (select count(*)::int from access.factor_attempt
             where person_id = $1 and session_id is not distinct from $2::uuid
               and attempted_at >= $4) as own,
            access.count_others_from($1, $3, $4) as "othersAtAddress"`,
    [personId, sessionId, addressIndex, since],
  );
  return rows[0] ?? { own: 0, othersAtAddress: 0 };
}
