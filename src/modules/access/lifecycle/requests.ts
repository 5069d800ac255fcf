import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import {
  insertRequest,
  markDecided,
  requestColumns,
  setSaid,
  type DecisionRow,
  type RequestRow,
  type SubmissionFields,
} from './requests.sql.ts';

const saidSchema = z.object({
  rnokpp: z.string(),
  surname: z.string(),
  givenName: z.string(),
  patronymic: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** Order, decision or circumstance. */
  basis: z.string(),
});

/** What a submission says in words of whom it names; it lies sealed. */
export type SaidInWords = Readonly<z.infer<typeof saidSchema>>;

/** What a submission says in fields. */
export interface Submission extends SubmissionFields, SaidInWords {}

/** A submission with what became of it. */
export interface AccessRequest extends Omit<RequestRow, 'said' | 'reason'>, SaidInWords {
  readonly reason: string | null;
}

/** Writes a submission down. What is sealed is tied to its row, so the row comes first. */
export async function writeRequest(
  db: Queryable,
  secrets: FieldCipher,
  submission: Submission,
  now: Temporal.Instant,
): Promise<bigint> {
  const requestId = await insertRequest(db, submission, now);
  const said = JSON.stringify(saidSchema.parse(submission));
  await setSaid(db, requestId, await secrets.seal(placeOf('said', requestId), said));
  return requestId;
}

export async function openRequest(
  secrets: FieldCipher,
  { said, reason, ...row }: RequestRow,
): Promise<AccessRequest> {
  const { requestId } = row;
  if (said === null) throw new Error(`submission ${requestId} says nothing`);
  const words = await secrets.open(placeOf('said', requestId), said);
  return {
    ...row,
    ...saidSchema.parse(JSON.parse(words)),
    reason: reason === null ? null : await openReason(secrets, { requestId, reason }),
  };
}

export function openRequests(
  secrets: FieldCipher,
  rows: readonly RequestRow[],
): Promise<readonly AccessRequest[]> {
  return Promise.all(rows.map((row) => openRequest(secrets, row)));
}

export function openReason(
  secrets: FieldCipher,
  { requestId, reason }: { readonly requestId: bigint; readonly reason: Buffer },
): Promise<string> {
  return secrets.open(placeOf('reason', requestId), reason);
}

export async function writeDecision(
  db: Queryable,
  secrets: FieldCipher,
  requestId: bigint,
  decision: Omit<DecisionRow, 'reason'> & { readonly reason: string },
): Promise<void> {
  const reason = await secrets.seal(placeOf('reason', requestId), decision.reason);
  await markDecided(db, requestId, { ...decision, reason });
}

function placeOf(column: keyof typeof requestColumns, requestId: bigint) {
  return { column: requestColumns[column], rowId: String(requestId) };
}
