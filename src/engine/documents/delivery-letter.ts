import { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import { writeLetter } from '#platform/mail/jobs.ts';
import { findDocumentRow } from './documents.sql.ts';
import { letterTask } from './jobs-names.ts';
import type { DocumentKinds } from './kind.ts';

export interface DeliveryLetterParts {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly kinds: DocumentKinds;
  /** The page of a document: a path. */
  readonly linkOf: (documentId: bigint) => string;
}

const delivery = z.object({
  documentId: z.string().regex(/^\d{1,19}$/),
  holder: z.string(),
});

/**
 * Writes the letter that a document has come to somebody's cabinet (1039:84.2). Apart from the
 * registration, whose counters others wait for; once, however often the job runs.
 */
export function deliveryLetterJob(parts: DeliveryLetterParts): Job<unknown> {
  const { db, clock, kinds, linkOf } = parts;
  return defineJob({
    task: letterTask,
    payload: delivery,
    async handle({ documentId, holder }) {
      const document = await findDocumentRow(db, BigInt(documentId));
      const kind = kinds.get(document?.kind ?? '');
      if (document?.number == null || kind === undefined) {
        throw new Error(`document ${documentId} is not registered`);
      }
      const letter = {
        ...{ recipient: holder, notice: 'document-arrived' as const },
        ...{ documentKind: kind.name, documentNumber: document.number },
        link: linkOf(document.documentId),
        cause: `document ${documentId}`,
      };
      await writeLetter(db, letter, clock.now());
    },
  });
}
