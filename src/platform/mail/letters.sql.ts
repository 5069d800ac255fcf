import { selectRows, type Queryable } from '../db/queryable.ts';
import type { Letter } from './compose.ts';

export interface DueLetter extends Letter {
  readonly letterId: string;
  /** When what it tells of happened. */
  readonly writtenAt: Temporal.Instant;
  /** This one among them. */
  readonly tries: number;
}

/** Why a letter is not tried again. */
export type Reason = 'refused' | 'no-address' | 'too-many-tries';

/** Writes letters down with the job that sends them: all are committed, or none. */
export async function insertLetters(
  db: Queryable,
  letters: readonly Letter[],
  { task, now }: { readonly task: string; readonly now: Temporal.Instant },
): Promise<void> {
  // One question, not two: whoever registers a document holds what other registrations wait for.
  await db.query(
    `-- prepared: insert-letters
     with written as (
       insert into platform.letter
         (recipient, notice, document_kind, document_number, link, written_at, next_try_at)
       select recipient, notice, document_kind, document_number, link, $1, $1
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         as l (recipient, notice, document_kind, document_number, link))
     select graphile_worker.add_job($7, '{}'::json)`,
    [
      now,
      letters.map(({ recipient }) => recipient),
      letters.map(({ notice }) => notice),
      letters.map(({ documentKind }) => documentKind),
      letters.map(({ documentNumber }) => documentNumber),
      letters.map(({ link }) => link),
      task,
    ],
  );
}

export interface Pauses {
  /** After the first try; each next one is twice as long. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/**
 * Takes the letter that has been due longest, if any: it is due again after a pause, whatever
 * becomes of this try. No two processes take the same one.
 */
export async function takeDueLetter(
  db: Queryable,
  now: Temporal.Instant,
  { firstSeconds, longestSeconds }: Pauses,
): Promise<DueLetter | undefined> {
  const rows = await selectRows<DueLetter>(
    db,
    `update platform.letter
     set tries = tries + 1,
         next_try_at = $1::timestamptz
           + least($2::integer * 2.0 ^ least(tries, 30), $3::integer) * interval '1 second'
     where letter_id = (
       select letter_id from platform.letter
       where state = 'waiting' and next_try_at <= $1
       order by next_try_at limit 1
       for update skip locked)
     returning letter_id as "letterId", recipient, notice, document_kind as "documentKind",
       document_number as "documentNumber", link, tries, written_at as "writtenAt"`,
    [now, firstSeconds, longestSeconds],
  );
  return rows[0];
}

export async function markSent(
  db: Queryable,
  letterId: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update platform.letter set state = 'sent', sent_at = $2
     where letter_id = $1 and state = 'waiting'`,
    [letterId, now],
  );
}

export async function giveUp(db: Queryable, letterId: string, reason: Reason): Promise<void> {
  await db.query(
    `update platform.letter set state = 'given-up', reason = $2
     where letter_id = $1 and state = 'waiting'`,
    [letterId, reason],
  );
}
