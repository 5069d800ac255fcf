import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { bodyRoles } from './acts.ts';
import { readHeadSubmission, readPaperSubmission, type Said } from './read-submission.ts';
import { writeRequest } from './requests.ts';
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
export function checkHeadRequestQuery(secrets: FieldCipher) {
  return defineQuery({
    ...fromHead,
    id: 'access.check-head-request',
    input: headInput,
    handle: ({ db, principal, now }: Reading, said: HeadInput): Promise<Said | Refusal> =>
      readHeadSubmission({ db, secrets, principal, now }, said),
  });
}

/** What would be entered from paper, before it has a document. */
export function checkPaperRequestQuery(secrets: FieldCipher) {
  return defineQuery({
    ...fromPaper,
    id: 'access.check-paper-request',
    input: paperInput,
    handle: ({ db, principal, now }: Reading, said: PaperInput): Promise<Said | Refusal> =>
      readPaperSubmission({ db, secrets, principal, now }, said),
  });
}

interface Drafted {
  readonly requestId: bigint;
}

/** Writes down what a document of the head's is going to say; it counts once it is signed. */
export function draftHeadRequestCommand(secrets: FieldCipher) {
  return defineCommand({
    ...fromHead,
    id: 'access.draft-head-request',
    input: z.intersection(headInput, document),
    auditPayload: payloadOf,
    async handle(
      { tx, principal, now }: Execution,
      { documentId, ...said }: HeadInput & z.infer<typeof document>,
    ): Promise<Drafted | Refusal> {
      const read = await readHeadSubmission({ db: tx, secrets, principal, now }, said);
      return isRefusal(read) ? read : keep({ tx, now, secrets }, read, documentId);
    },
  });
}

/** The same of a document that an administrator makes of paper. */
export function draftPaperRequestCommand(secrets: FieldCipher) {
  return defineCommand({
    ...fromPaper,
    id: 'access.draft-paper-request',
    input: z.intersection(paperInput, document),
    auditPayload: payloadOf,
    async handle(
      { tx, principal, now }: Execution,
      { documentId, ...said }: PaperInput & z.infer<typeof document>,
    ): Promise<Drafted | Refusal> {
      const read = await readPaperSubmission({ db: tx, secrets, principal, now }, said);
      return isRefusal(read) ? read : keep({ tx, now, secrets }, read, documentId);
    },
  });
}

async function keep(
  { tx, now, secrets }: Pick<Execution, 'tx' | 'now'> & { readonly secrets: FieldCipher },
  said: Said,
  documentId: bigint,
): Promise<Drafted> {
  const submission = { ...said, documentId };
  const requestId = await writeRequest(queryableOf(tx), secrets, submission, now);
  return { requestId };
}
