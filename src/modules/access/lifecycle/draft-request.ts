import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { bodyRoles } from './acts.ts';
import { readHeadSubmission, readPaperSubmission, type Said } from './read-submission.ts';
import { insertRequest } from './requests.sql.ts';
import { headInput, paperInput, type HeadInput, type PaperInput } from './submission-input.ts';

const document = z.object({ documentId: z.bigint() });
const administrators: readonly Role[] = ['technical-administrator', 'temporary-administrator'];
const self = { kind: 'self' } as const;

/** Whom it is about is personal; the log keeps what is asked for and on what ground. */
const payloadOf = ({ act, ground, ...said }: HeadInput | PaperInput) => ({
  ...{ act, ground },
  membershipId: 'membershipId' in said ? String(said.membershipId) : null,
});

const fromHead = {
  law: [law('1039:29.1'), law('1039:35'), law('1039:54.2')],
  audience: bodyRoles,
  scope: self,
};
const fromPaper = {
  law: [law('1039:35'), law('1039:54.1'), law('1039:55')],
  audience: administrators,
  scope: self,
};

/** What the head of a body would submit, before it has a document. */
export const checkHeadRequest = defineQuery({
  ...fromHead,
  id: 'access.check-head-request',
  input: headInput,
  handle: ({ db, principal, now }: Reading, said: HeadInput): Promise<Said | Refusal> =>
    readHeadSubmission({ db, principal, now }, said),
});

/** What would be entered from paper, before it has a document. */
export const checkPaperRequest = defineQuery({
  ...fromPaper,
  id: 'access.check-paper-request',
  input: paperInput,
  handle: ({ db, principal, now }: Reading, said: PaperInput): Promise<Said | Refusal> =>
    readPaperSubmission({ db, principal, now }, said),
});

interface Drafted {
  readonly requestId: bigint;
}

/** Writes down what a document of the head's is going to say; it counts once it is signed. */
export const draftHeadRequest = defineCommand({
  ...fromHead,
  id: 'access.draft-head-request',
  input: z.intersection(headInput, document),
  auditPayload: payloadOf,
  async handle(
    { tx, principal, now }: Execution,
    { documentId, ...said }: HeadInput & z.infer<typeof document>,
  ): Promise<Drafted | Refusal> {
    const read = await readHeadSubmission({ db: tx, principal, now }, said);
    return isRefusal(read) ? read : keep({ tx, now }, read, documentId);
  },
});

/** The same of a document that an administrator makes of paper. */
export const draftPaperRequest = defineCommand({
  ...fromPaper,
  id: 'access.draft-paper-request',
  input: z.intersection(paperInput, document),
  auditPayload: payloadOf,
  async handle(
    { tx, principal, now }: Execution,
    { documentId, ...said }: PaperInput & z.infer<typeof document>,
  ): Promise<Drafted | Refusal> {
    const read = await readPaperSubmission({ db: tx, principal, now }, said);
    return isRefusal(read) ? read : keep({ tx, now }, read, documentId);
  },
});

async function keep(
  { tx, now }: Pick<Execution, 'tx' | 'now'>,
  said: Said,
  documentId: bigint,
): Promise<Drafted> {
  const requestId = await insertRequest(queryableOf(tx), { ...said, documentId }, now);
  return { requestId };
}
