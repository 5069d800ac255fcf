import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface Challenge {
  readonly challengeId: string;
  readonly browserHash: Buffer;
  /** What is signed, letter for letter. */
  readonly content: string;
  readonly returnTo: string;
  readonly provesSession: string | null;
}

export async function insertChallenge(
  db: Queryable,
  challenge: Challenge & { readonly now: Temporal.Instant },
): Promise<void> {
  await db.query(
    `insert into access.key_challenge
       (challenge_id, browser_hash, content, return_to, proves_session, made_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      challenge.challengeId,
      challenge.browserHash,
      challenge.content,
      challenge.returnTo,
      challenge.provesSession,
      challenge.now,
    ],
  );
}

export interface ChallengeOf {
  readonly challengeId: string;
  readonly browserHash: Buffer;
  readonly notBefore: Temporal.Instant;
}

const columns = 'content, return_to as "returnTo", proves_session as "provesSession"';
const isOpen = `challenge_id = $1 and browser_hash = $2 and made_at >= $3 and used_at is null`;
type Found = Pick<Challenge, 'content' | 'returnTo' | 'provesSession'>;

export async function readChallenge(
  db: Queryable,
  { challengeId, browserHash, notBefore }: ChallengeOf,
): Promise<Found | undefined> {
  const rows = await selectRows<Found>(
    db,
    `select ${columns} from access.key_challenge where ${isOpen}`,
    [challengeId, browserHash, notBefore],
  );
  return rows[0];
}

/** Uses it up, whatever the signature turns out to be. */
export async function useChallenge(
  db: Queryable,
  { challengeId, browserHash, notBefore }: ChallengeOf,
  now: Temporal.Instant,
): Promise<Found | undefined> {
  const rows = await selectRows<Found>(
    db,
    `update access.key_challenge set used_at = $4 where ${isOpen} returning ${columns}`,
    [challengeId, browserHash, notBefore, now],
  );
  return rows[0];
}
