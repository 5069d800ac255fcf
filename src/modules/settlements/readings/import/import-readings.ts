import { suppliers } from '#kernel/role.ts';
import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { periodOf } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { findEarlierCopy, findImport, insertImport } from './import.sql.ts';
import { importFaults } from './texts.uk.ts';

/** Name of the job that reads an import; its payload is `{ importId }`. */
export const readImportTask = 'read-readings-import';

const fileNameCharsMax = 200;

const input = z.object({
  providerId: accountIdSchema,
  /** What `storeUpload` answered. */
  importId: z.uuid(),
  fileFormat: z.enum(['csv', 'xlsx']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z
    .string()
    .trim()
    .min(1, importFaults.fileName)
    .max(fileNameCharsMax, importFaults.fileNameTooLong),
});

export interface QueuedImport {
  readonly importId: string;
  /** The import that had the very same bytes; reading them again does no harm. */
  readonly sameAs: string | null;
}

/** A provider sends a file of readings; a job reads it. */
export const importReadings = defineCommand({
  id: 'import-readings',
  law: [law('1039:19.7'), law('1039:amend-5.5'), law('1039:amend-6.5')],
  audience: suppliers,
  scope: { kind: 'provider', key: ({ providerId }: z.infer<typeof input>) => String(providerId) },
  input,
  auditSubject: ({ importId }) => `reading-import:${importId}`,
  async handle(
    execution: Execution,
    { providerId, importId, fileFormat, sha256, fileName },
  ): Promise<QueuedImport | Refusal> {
    const { tx, principal, now } = execution;
    const db = queryableOf(tx);
    const entered = await insertImport(db, {
      importId,
      providerId,
      fileName,
      fileFormat,
      sha256,
      period: periodOf(dayInKyiv(now)),
      createdBy: actorKey(principal),
      createdAt: now,
    });
    const queued = await findImport(db, importId);
    if (queued === undefined || queued.providerId !== providerId) return refuse('no-such-import');
    if (entered) {
      const key = `reading-import:${importId}`;
      await execution.enqueue(readImportTask, { importId }, { key });
    }
    const copy = await findEarlierCopy(db, queued);
    return { importId, sameAs: copy?.importId ?? null };
  },
});
