import { holders } from '#kernel/role.ts';
import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { lockDocument, markWithdrawn } from './documents.sql.ts';

const input = z.object({ documentId: z.bigint() });

type WithdrawDraft = z.infer<typeof input>;

/** Takes a draft back before it is registered; its versions stay in the store (1039:10.22). */
export const withdrawDraft = defineCommand({
  id: 'documents.withdraw-draft',
  law: ['1039:71', '1039:75'],
  audience: holders,
  scope: { kind: 'document', key: ({ documentId }: WithdrawDraft) => String(documentId) },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx }: Execution,
    { documentId }: WithdrawDraft,
  ): Promise<Readonly<Record<string, never>> | Refusal> {
    const db = queryableOf(tx);
    const document = await lockDocument(db, documentId);
    if (document?.state !== 'draft') return refuse('not-a-draft');
    await markWithdrawn(db, documentId);
    return {};
  },
});
