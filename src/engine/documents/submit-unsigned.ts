import { holders } from '#kernel/role.ts';
import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { lockDocument } from './documents.sql.ts';
import { register } from './register.ts';
import type { Numbering } from './settle-signatures.ts';

const input = z.object({ documentId: z.bigint(), version: z.number().int().min(1) });

type SubmitUnsigned = z.infer<typeof input>;

/**
 * Registers a document of a kind that needs no signature: who sent it is known by the session, and
 * the log keeps it (1039:72.2).
 */
export function submitUnsignedCommand(numbering: Numbering) {
  return defineCommand({
    id: 'documents.submit-unsigned',
    law: ['1039:10.6', '1039:72.2', '1039:73'],
    audience: [...holders, 'system'],
    scope: { kind: 'document', key: ({ documentId }: SubmitUnsigned) => String(documentId) },
    input,
    auditSubject: ({ documentId }) => `document:${documentId}`,
    async handle(
      execution: Execution,
      { documentId, version }: SubmitUnsigned,
    ): Promise<{ readonly number: string } | Refusal> {
      const db = queryableOf(execution.tx);
      const document = await lockDocument(db, documentId);
      const kind = numbering.kinds.get(document?.kind ?? '');
      if (document?.state !== 'draft' || kind === undefined) return refuse('not-a-draft');
      if (document.version !== version) return refuse('another-version');
      if (kind.signing !== 'none') return refuse('signature-needed');
      const toRegister = { document, kind, complete: true };
      const [number] = await register(execution, numbering, [toRegister]);
      if (number === undefined) throw new Error(`document ${documentId} got no number`);
      return { number };
    },
  });
}
