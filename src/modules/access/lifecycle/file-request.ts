import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import { z } from 'zod';
import { readInOffice } from '../memberships/memberships.sql.ts';
import { dueAt, readTerms } from './clocks.ts';
import { deskPath } from './paths.ts';
import { findRequest, markReceived } from './requests.sql.ts';
import { texts } from './texts.uk.ts';

const input = z.object({ documentId: z.bigint() });

/**
 * A signed submission comes to the desk: its term runs from the moment it was signed, or from when
 * it came on paper. Done twice, it is done once.
 * @law 1039:36 1039:38
 */
export const fileRequest = defineCommand({
  id: 'access.file-request',
  law: [law('1039:35'), law('1039:36'), law('1039:38')],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx, now }: Execution,
    { documentId }: z.infer<typeof input>,
  ): Promise<{ readonly filed: boolean }> {
    const db = queryableOf(tx);
    const request = await findRequest(db, { documentId });
    if (request === undefined) throw new Error(`document ${documentId} is no submission`);
    if (request.receivedAt !== null) return { filed: false };
    const receivedAt = request.cameAt ?? now;
    const term = dueAt(request.act, receivedAt, await readTerms(tx));
    await markReceived(db, request.requestId, { receivedAt, dueAt: term });
    const recipients = await readInOffice(db, 'technical-administrator', now);
    const letter = {
      notice: 'document-arrived' as const,
      documentKind: texts.acts[request.act],
      documentNumber: String(request.requestId),
      link: `${deskPath}/${request.requestId}`,
    };
    await writeLetters(
      tx,
      recipients.map((recipient) => ({ recipient, ...letter })),
      now,
    );
    return { filed: true };
  },
});
