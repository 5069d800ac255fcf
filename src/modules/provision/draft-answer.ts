import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { localPowers } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { changeIdField } from './change-id.ts';
import { answers } from './change.ts';
import { insertAnswer } from './changes.sql.ts';
import { obstacleTo } from './read-change.ts';
import { readDeskChange, type ShownChange } from './show-changes.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const reasonCharsMax = 1_000;

const answerInput = z
  .object({
    changeId: changeIdField,
    outcome: z.enum(answers, faults.outcome),
    reason: z.string().trim().max(reasonCharsMax, faults.reasonTooLong).default(''),
  })
  .refine(({ outcome, reason }) => outcome === 'confirmed' || reason !== '', {
    path: ['reason'],
    error: faults.reason,
  });
type AnswerInput = z.infer<typeof answerInput>;

const answering = {
  law: [law('1039:19.1'), law('1039:19.2')],
  audience: [...localPowers, 'technical-administrator'],
  scope: { kind: 'self' },
} as const;

/** What an answer would be to, before it has a document. */
export const checkAnswer = defineQuery({
  ...answering,
  id: 'provision.check-answer',
  input: answerInput,
  handle: ({ db, principal, now }: Reading, input: AnswerInput) =>
    readAnswered({ db, principal, now }, input),
});

const drafted = z.intersection(answerInput, z.object({ documentId: z.bigint() }));

/**
 * Writes down what a document of the answering body's says; it counts once it is signed.
 * @law 1039:19.2
 */
export const draftAnswer = defineCommand({
  ...answering,
  id: 'provision.draft-answer',
  input: drafted,
  auditSubject: ({ changeId }) => `change:${changeId}`,
  // A reason stands in the document.
  auditPayload: ({ outcome, documentId }) => ({ outcome, documentId: String(documentId) }),
  async handle(
    { tx, principal, now }: Execution,
    { documentId, ...input }: z.infer<typeof drafted>,
  ): Promise<{ readonly drafted: true } | Refusal> {
    const shown = await readAnswered({ db: tx, principal, now }, input);
    if (isRefusal(shown)) return shown;
    const { changeId, outcome } = input;
    await insertAnswer(queryableOf(tx), { documentId, changeId, outcome }, now);
    return { drafted: true };
  },
});

/** Refuses what is answered already, and to confirm what the register would not take any more. */
async function readAnswered(
  reader: Parameters<typeof readDeskChange>[0],
  { changeId, outcome }: AnswerInput,
): Promise<ShownChange | Refusal> {
  if (!reader.principal.maySign) return refuse('may-not-sign', law('1039:34'));
  const shown = await readDeskChange(reader, changeId);
  if (isRefusal(shown)) return shown;
  const { change } = shown;
  if (change.state !== 'submitted') return refuse('answered-already', law('1039:19.2'));
  const obstacle = outcome === 'confirmed' ? await obstacleTo(reader.db, change.matter) : undefined;
  return obstacle ?? shown;
}
