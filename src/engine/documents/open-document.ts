import { holders } from '#kernel/role.ts';
import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { allocateDocumentId, insertDocument } from './documents.sql.ts';
import { holderOf, type Holder } from './holder.ts';
import { partiesOf, type DocumentKinds } from './kind.ts';

const holderText = z
  .string()
  .regex(/^(platform|(person|subject):\d{1,18})$/)
  .transform((text) => text as Holder);

/** Addressees of one document; a letter to more is many letters. */
const recipientsMax = 15;

const input = z.object({
  kind: z.string(),
  /** Where it is kept: the hromada of what it is about; 0 for the country. */
  hromadaId: z.number().int().min(0),
  recipients: z.array(holderText).max(recipientsMax),
  about: z.string().max(120).optional(),
  /** A call for help with an accident that stopped a service (1039:86.3). */
  emergency: z.boolean().default(false),
});

export type OpenDocument = z.infer<typeof input>;

/**
 * Begins a document: gives it its identifier and its parties. Its words come with the first
 * version, so that they can name it.
 */
export function openDocumentCommand(kinds: DocumentKinds) {
  return defineCommand({
    id: 'documents.open',
    law: ['1039:10.6', '1039:71'],
    audience: [...holders, 'system'],
    scope: { kind: 'self' },
    input,
    async handle(
      { tx, principal, now }: Execution,
      { kind: code, hromadaId, recipients, about, emergency }: OpenDocument,
    ): Promise<{ readonly documentId: bigint } | Refusal> {
      const kind = kinds.get(code);
      const sender = holderOf(principal);
      if (kind === undefined || sender === undefined) return refuse('kind-unknown');
      if (new Set(recipients).size < recipients.length) return refuse('recipient-twice');
      if (recipients.includes(sender)) return refuse('recipient-is-sender');
      const db = queryableOf(tx);
      const documentId = await allocateDocumentId(db, hromadaId);
      const isNew = await insertDocument(db, {
        documentId,
        kind: code,
        sender,
        about,
        emergency,
        createdAt: now,
        createdBy: actorKey(principal),
        parties: partiesOf(kind, { sender, recipients }),
      });
      return isNew ? { documentId } : refuse('made-already');
    },
  });
}
