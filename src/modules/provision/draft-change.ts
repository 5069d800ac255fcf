import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { changeInput, type ChangeInput } from './change-input.ts';
import { insertChange } from './changes.sql.ts';
import { readChange, type SaidChange } from './read-change.ts';

const fromProvider = {
  law: [law('1039:19.2'), law('1039:23.3.b.4'), law('1039:23.3.b.5'), law('1039:23.3.b.6')],
  audience: ['provider', 'manager'],
  scope: { kind: 'self' },
} as const;

/** What a provider would ask to change, before it has a document. */
export const checkChange = defineQuery({
  ...fromProvider,
  id: 'provision.check-change',
  input: changeInput,
  handle: ({ db, principal, now }: Reading, input: ChangeInput): Promise<SaidChange | Refusal> =>
    readChange({ db, principal, now }, input),
});

const drafted = z.intersection(changeInput, z.object({ documentId: z.bigint() }));

/**
 * Writes down what a document of a provider's is going to ask for; it counts once it is signed.
 * @law 1039:19.2
 */
export const draftChange = defineCommand({
  ...fromProvider,
  id: 'provision.draft-change',
  input: drafted,
  // The words stand in the document.
  auditPayload: ({ kind, documentId }) => ({ kind, documentId: String(documentId) }),
  async handle(
    { tx, principal, now }: Execution,
    { documentId, ...input }: z.infer<typeof drafted>,
  ): Promise<{ readonly changeId: bigint } | Refusal> {
    const said = await readChange({ db: tx, principal, now }, input);
    if (isRefusal(said)) return said;
    const { subjectId: providerId } = principal;
    if (providerId === null) throw new Error('a change of nobody was read');
    const answererId = said.answerer.subjectId;
    const change = { providerId, answererId, matter: said.matter, documentId };
    return { changeId: await insertChange(queryableOf(tx), change, now) };
  },
});
