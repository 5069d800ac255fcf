import { findDocumentRow } from '#engine/documents/documents.sql.ts';
import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { grantRight, recordEvent } from '#modules/registry/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { kindOf, type Change } from './change.ts';
import { findAnswer, lockChange, markSettled } from './changes.sql.ts';
import { changePath } from './paths.ts';
import { texts } from './texts.uk.ts';

const input = z.object({ documentId: z.bigint() });

/**
 * A signed answer settles what was asked for: what is confirmed is recorded in the register in the
 * same transaction, with who confirmed it and by what documents. What the register would not take
 * any more is left as an obstacle. The first answer counts, and none to what was withdrawn.
 * @law 1039:19.2 1039:23.3.b.4 1039:23.3.b.5 1039:23.3.b.6 1039:23.3.b.7 1039:23.3.b.8
 */
export const settleChange = defineCommand({
  id: 'provision.settle-change',
  law: [
    ...[law('1039:19.2'), law('1039:23.3.b.4'), law('1039:23.3.b.5')],
    ...[law('1039:23.3.b.6'), law('1039:23.3.b.7'), law('1039:23.3.b.8')],
  ],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx, now }: Execution,
    { documentId }: z.infer<typeof input>,
  ): Promise<{ readonly settled: boolean }> {
    const db = queryableOf(tx);
    const answer = await findAnswer(db, documentId);
    if (answer === undefined) throw new Error(`document ${documentId} is no answer`);
    const change = await lockChange(db, answer);
    if (change?.state !== 'submitted') return { settled: false };
    const answerNumber = (await findDocumentRow(db, documentId))?.number ?? undefined;
    if (answerNumber === undefined) throw new Error(`document ${documentId} is not registered`);
    const { outcome } = answer;
    const obstacle = outcome === 'refused' ? null : await record(tx, change, answerNumber);
    await markSettled(db, change.changeId, {
      ...{ answerDocumentId: documentId, answerNumber, obstacle, settledAt: now },
      state: obstacle === null ? outcome : 'obstructed',
    });
    const letter = {
      ...({ notice: 'decision-made', documentNumber: change.number ?? '' } as const),
      documentKind: texts.kinds[kindOf(change.matter)],
      link: changePath(change.changeId),
    };
    await writeLetters(tx, [{ ...letter, recipient: `subject:${change.providerId}` }], now);
    return { settled: true };
  },
});

/** Tells the register; what it says no to is given back. */
async function record(tx: Tx, change: Change, answerNumber: string): Promise<Refusal | null> {
  const { matter, answererId, number } = change;
  const confirmation = {
    ...{ subjectId: answererId, submissionNumber: number ?? '', answerNumber },
  };
  if (matter.kind === 'right') {
    const { termThrough, ...right } = matter.right;
    const asked = { ...right, termThrough: termThrough ?? undefined };
    const granted = await grantRight(tx, asked, confirmation);
    return isRefusal(granted) ? granted : null;
  }
  const { territoryId, ...event } = matter.event;
  const asked = { ...event, territoryId: territoryId ?? undefined };
  const recorded = await recordEvent(tx, asked, confirmation);
  return isRefusal(recorded) ? recorded : null;
}
