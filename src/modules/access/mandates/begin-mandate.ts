import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { findMandate, moveMandate } from './mandates.sql.ts';

const input = z.object({ documentId: z.bigint() });

/**
 * Both sides have signed: the mandate counts from now on. Done twice, it is done once; one that was
 * ended meanwhile stays ended.
 * @law 1039:20.11
 */
export const beginMandate = defineCommand({
  id: 'access.begin-mandate',
  law: [law('1039:20.11')],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx, now }: Execution,
    { documentId }: z.infer<typeof input>,
  ): Promise<{ readonly began: boolean }> {
    const db = queryableOf(tx);
    const mandate = await findMandate(db, { documentId });
    if (mandate === undefined) return { began: false };
    const { mandateId } = mandate;
    const began = await moveMandate(db, {
      ...{ mandateId, now, from: ['offered'], to: 'active', by: 'signatures' },
    });
    return { began };
  },
});
