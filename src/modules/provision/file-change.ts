import { findDocumentRow } from '#engine/documents/documents.sql.ts';
import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { lockChange, markSubmitted } from './changes.sql.ts';
import { answerDueAt } from './clocks.ts';

const input = z.object({ documentId: z.bigint() });

/**
 * A signed change comes to whoever is to answer it: the term runs from its registration. Done
 * twice, it is done once; what was withdrawn meanwhile stays withdrawn.
 * @law 1039:19.2
 */
export const fileChange = defineCommand({
  id: 'provision.file-change',
  law: [law('1039:19.1'), law('1039:19.2')],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx }: Execution,
    { documentId }: z.infer<typeof input>,
  ): Promise<{ readonly filed: boolean }> {
    const db = queryableOf(tx);
    const change = await lockChange(db, { documentId });
    if (change === undefined) throw new Error(`document ${documentId} is no change`);
    if (change.state !== 'draft') return { filed: false };
    const { number, registeredAt } = (await findDocumentRow(db, documentId)) ?? {};
    if (typeof number !== 'string' || registeredAt === null || registeredAt === undefined) {
      throw new Error(`document ${documentId} is not registered`);
    }
    const dueAt = await answerDueAt(tx, registeredAt);
    await markSubmitted(db, change.changeId, { number, submittedAt: registeredAt, dueAt });
    return { filed: true };
  },
});
