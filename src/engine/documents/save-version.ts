import { holders } from '#kernel/role.ts';
import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { insertVersion, lockDocument } from './documents.sql.ts';

const file = z.object({
  name: z.string().min(1).max(200),
  mediaType: z.string().max(100),
  sizeBytes: z.number().int().min(0),
  address: z.string().regex(/^[0-9a-f]{64}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const input = z.object({
  documentId: z.bigint(),
  version: z.number().int().min(1),
  files: z.array(file).min(2),
});

type SaveVersion = z.infer<typeof input>;

/**
 * Adds a version to a draft. Its bytes are in the store already; a registered document takes none
 * (1039:10.22), and of two who write the same version at once the first is kept.
 */
export const saveVersion = defineCommand({
  id: 'documents.save-version',
  law: ['1039:10.6', '1039:10.22', '1039:71'],
  audience: [...holders, 'system'],
  scope: { kind: 'document', key: ({ documentId }: SaveVersion) => String(documentId) },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx, principal, now }: Execution,
    { documentId, version, files }: SaveVersion,
  ): Promise<{ readonly version: number } | Refusal> {
    const db = queryableOf(tx);
    const document = await lockDocument(db, documentId);
    if (document?.state !== 'draft') return refuse('not-a-draft');
    if (document.version !== version - 1) return refuse('version-is-not-next');
    await insertVersion(db, {
      documentId,
      version,
      files,
      madeAt: now,
      madeBy: actorKey(principal),
    });
    return { version };
  },
});
