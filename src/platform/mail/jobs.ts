import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { queryableOf, type Connection } from '../db/queryable-of.ts';
import type { Queryable } from '../db/queryable.ts';
import { defineJob, type Job } from '../jobs/worker.ts';
import { compose, type Letter } from './compose.ts';
import {
  giveUp,
  insertLetters,
  markSent,
  takeDueLetter,
  type DueLetter,
  type Pauses,
  type Reason,
} from './letters.sql.ts';
import type { Mailer } from './mailer.ts';

const sendMailTask = 'send-mail';
const everyMinute = '* * * * *';
/** Letters that one job has on the way at a time. */
const lanes = 4;
/** Weeks at the longest pause; a server that says "later" for so long means "never". */
const triesMax = 400;
/** The first is longer than the longest conversation with a server that answers at all. */
const usualPauses: Pauses = { firstSeconds: 120, longestSeconds: 3_600 };

/** Writes letters down in the transaction of what they tell of; they go out soon after. */
export async function writeLetters(
  db: Connection,
  letters: readonly Letter[],
  now: Temporal.Instant,
): Promise<void> {
  if (letters.length === 0) return;
  await insertLetters(queryableOf(db), letters, { task: sendMailTask, now });
}

export interface MailParts {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly publicUrl: string;
  /** The address of a recipient at this moment; undefined when they have none. */
  addressOf(recipient: string): Promise<string | undefined>;
  /** What a letter with a code says; the code stands nowhere among the letters. */
  codeOf?(recipient: string): Promise<string | undefined>;
  /** Told of a letter that will not be tried again. */
  onGivenUp(letterId: string, reason: Reason): void;
  readonly signal: AbortSignal;
  readonly pauses?: Pauses;
}

/**
 * Sends what is due: at once when a letter is written, and every minute what is still waiting. A
 * try is written down before it is made, so a letter is never lost. One whose answer got lost goes
 * out again under the same Message-ID, by which mail systems know it for one.
 */
export function mailJobs(parts: MailParts): readonly Job<unknown>[] {
  return [
    defineJob({
      task: sendMailTask,
      payload: z.unknown(),
      cron: everyMinute,
      handle: () => sendDue(parts),
    }),
  ];
}

async function sendDue(parts: MailParts): Promise<void> {
  const { mailer, signal } = parts;
  // One letter finds out whether a server that was away is back; only then the others follow.
  if (mailer.circuit() === 'half-open') await sendNext(parts);
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      let more = true;
      while (more && !signal.aborted && mailer.circuit() === 'closed') more = await sendNext(parts);
    }),
  );
}

/** False when nothing is due. */
async function sendNext(parts: MailParts): Promise<boolean> {
  const { db, clock, pauses = usualPauses } = parts;
  const letter = await takeDueLetter(db, clock.now(), pauses);
  if (letter !== undefined) await sendOne(parts, letter);
  return letter !== undefined;
}

async function sendOne(parts: MailParts, letter: DueLetter): Promise<void> {
  const { db, clock, mailer, publicUrl } = parts;
  const { letterId } = letter;
  const drop = async (reason: Reason) => {
    await giveUp(db, letterId, reason);
    parts.onGivenUp(letterId, reason);
  };
  const to = await parts.addressOf(letter.recipient);
  if (to === undefined) return drop('no-address');
  const code =
    letter.notice === 'contact-code' ? await parts.codeOf?.(letter.recipient) : undefined;
  const words = compose(letter, publicUrl, code);
  const outcome = await mailer.send({ id: letterId, to, ...words });
  if (outcome.ok) return markSent(db, letterId, clock.now());
  if (outcome.error.kind === 'never') return drop('refused');
  if (outcome.error.kind === 'later' && letter.tries >= triesMax) return drop('too-many-tries');
}
