import type { DocumentContent, SigningDesk } from '#engine/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import { formatInstant } from '#ui/format/time.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { roleNames } from '../texts.uk.ts';
import { nameBody } from './body-name.ts';
import { findHeld } from './decisions.sql.ts';
import { findRequest } from './requests.sql.ts';
import { openRequest, type AccessRequest } from './requests.ts';
import { texts } from './texts.uk.ts';

export const noticeTask = 'access-notice';
/** Notices are of no hromada. */
const country = 0;
const payload = z.object({ requestId: z.string().transform(BigInt) });

export interface NoticeParts {
  readonly db: Queryable;
  readonly secrets: FieldCipher;
  readonly signing: SigningDesk;
}

/**
 * Tells whom a decision is about, in the cabinet and by e-mail: a document of the platform's own,
 * made once (1039:36, 1039:38). Of what was refused, whoever asked is told.
 */
export function noticeJob(parts: NoticeParts): Job<unknown> {
  return defineJob({
    task: noticeTask,
    payload,
    handle: ({ requestId }) => tellOf(parts, requestId),
  });
}

async function tellOf({ db, secrets, signing }: NoticeParts, requestId: bigint): Promise<void> {
  const request = await findRequest(db, { requestId });
  if (request === undefined || request.outcome === null) {
    throw new Error(`submission ${requestId} is not decided`);
  }
  const held = request.membershipId === null ? undefined : await findHeld(db, request.membershipId);
  const toldId =
    request.outcome === 'approved' && held !== undefined ? held.personId : request.submitterId;
  const bodyName = await nameBody(db, request.subjectId);
  await signing.issueOwn({
    ...{ kind: 'access-notice', hromadaId: country, about: `access-request:${requestId}` },
    recipients: [`person:${toldId}`],
    content: async () => noticeContent(await openRequest(secrets, request), bodyName),
  });
}

/**
 * @law 1039:36 1039:38
 */
function noticeContent(request: AccessRequest, bodyName: string): DocumentContent {
  const { act, outcome, role, ground, reason, decidedAt, subjectId } = request;
  const { fields, notices } = texts;
  const next = subjectId === null ? notices.nextInPerson[act] : notices.next[act];
  const person = [request.surname, request.givenName].join(' ');
  return {
    title: outcome === 'approved' ? notices.approved[act] : notices.refused,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: fields.person, value: person },
          { label: fields.body, value: bodyName },
          { label: fields.role, value: roleNames[role] },
          { label: fields.asked, value: texts.acts[act] },
          { label: fields.ground, value: texts.grounds[ground] },
          { label: fields.reason, value: reason ?? '' },
          ...(decidedAt === null
            ? []
            : [{ label: fields.decidedAt, value: formatInstant(decidedAt) }]),
        ],
      },
      ...(outcome === 'approved' ? [{ kind: 'paragraph' as const, text: next ?? '' }] : []),
    ],
  };
}
