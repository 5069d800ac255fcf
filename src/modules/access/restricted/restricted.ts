import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import {
  insertRestricted,
  markRestrictedDecided,
  restrictedColumns,
  setRestrictedSaid,
  type RestrictedDecision,
  type RestrictedFields,
  type RestrictedRow,
} from './restricted.sql.ts';

const wordsSchema = z.object({
  /** Number, date and author of the act, or of the consumer's own paper. */
  details: z.string(),
  purpose: z.string(),
});

/** What a request says in free words; it lies sealed. */
export type RestrictedWords = Readonly<z.infer<typeof wordsSchema>>;

/** A request with its words. */
export interface RestrictedRequest extends Omit<RestrictedRow, 'said' | 'reason'>, RestrictedWords {
  readonly reason: string | null;
}

/** Writes a request down. What is sealed is tied to its row, so the row comes first. */
export async function writeRestricted(
  db: Queryable,
  secrets: FieldCipher,
  asked: RestrictedFields & RestrictedWords,
  now: Temporal.Instant,
): Promise<bigint> {
  const requestId = await insertRestricted(db, asked, now);
  const words = JSON.stringify(wordsSchema.parse(asked));
  await setRestrictedSaid(db, requestId, await secrets.seal(placeOf('said', requestId), words));
  return requestId;
}

export async function openRestricted(
  secrets: FieldCipher,
  { said, reason, ...row }: RestrictedRow,
): Promise<RestrictedRequest> {
  const { requestId } = row;
  if (said === null) throw new Error(`request ${requestId} says nothing`);
  const words = await secrets.open(placeOf('said', requestId), said);
  return {
    ...row,
    ...wordsSchema.parse(JSON.parse(words)),
    reason: reason === null ? null : await secrets.open(placeOf('reason', requestId), reason),
  };
}

export async function decideRestrictedRow(
  db: Queryable,
  secrets: FieldCipher,
  requestId: bigint,
  decided: Omit<RestrictedDecision, 'reason'> & {
    readonly reason: string;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  const { now, ...decision } = decided;
  const reason = await secrets.seal(placeOf('reason', requestId), decision.reason);
  await markRestrictedDecided(db, requestId, { ...decision, reason }, now);
}

/** How a request stands on a day. */
export type Standing = 'draft' | 'waiting' | 'refused' | 'open' | 'over';

export function standingOf(
  { receivedAt, outcome, endedAt, openedUntil }: RestrictedRequest,
  on: Temporal.PlainDate,
): Standing {
  if (outcome === 'refused') return 'refused';
  if (outcome === null) return receivedAt === null ? 'draft' : 'waiting';
  const isOver = openedUntil !== null && Temporal.PlainDate.compare(openedUntil, on) <= 0;
  return endedAt !== null || isOver ? 'over' : 'open';
}

function placeOf(column: keyof typeof restrictedColumns, requestId: bigint) {
  return { column: restrictedColumns[column], rowId: String(requestId) };
}
