import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { sight } from '#platform/alarms/watch.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { readInOffice } from '../memberships/memberships.sql.ts';
import { findAskedAccount } from './find-asked-account.ts';
import { restrictedDeskPath } from './paths.ts';
import { findRestricted, markRestrictedReceived } from './restricted.sql.ts';
import { decideBy } from './terms.ts';
import { texts } from './texts.uk.ts';

const input = z.object({ documentId: z.bigint() });

/**
 * A signed request comes to the owner's desk with its term. One about an account that is not there
 * or lies elsewhere is a sign for the administrators; whoever asked learns nothing of it. Done
 * twice, it is done once.
 * @law 1039:95 1039:21.5
 */
export const fileRestricted = defineCommand({
  id: 'access.file-restricted',
  law: [law('1039:95'), law('1039:96'), law('1039:21.5')],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx, now }: Execution,
    { documentId }: z.infer<typeof input>,
  ): Promise<{ readonly filed: boolean }> {
    const db = queryableOf(tx);
    const request = await findRestricted(db, { documentId });
    if (request === undefined) throw new Error(`document ${documentId} is no request`);
    const dueAt = await decideBy(tx, now);
    if (!(await markRestrictedReceived(db, documentId, { receivedAt: now, dueAt }))) {
      return { filed: false };
    }
    if ((await findAskedAccount(tx, request)) === undefined) {
      await sight(tx, { kind: 'restricted-astray', about: `person:${request.personId}`, now });
    }
    const letter = {
      notice: 'document-arrived' as const,
      documentKind: texts.document.name,
      documentNumber: String(request.requestId),
      link: `${restrictedDeskPath}/${request.requestId}`,
    };
    const owners = await readInOffice(db, 'owner', now);
    await writeLetters(
      tx,
      owners.map((recipient) => ({ recipient, ...letter })),
      now,
    );
    return { filed: true };
  },
});
