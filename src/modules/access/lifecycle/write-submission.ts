import type { DocumentDesk } from '#engine/index.ts';
import { refuse } from '#kernel/result.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { ReceivedForm } from '#platform/files/receive-form.ts';
import type { Operations, Outcome } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { nameBody } from './body-name.ts';
import { checkConsumerRequestQuery, draftConsumerRequestCommand } from './consumer-submission.ts';
import { nameTerritory } from './desk-queries.ts';
import {
  checkHeadRequestQuery,
  checkPaperRequestQuery,
  draftHeadRequestCommand,
  draftPaperRequestCommand,
} from './draft-request.ts';
import { requestContent } from './request-content.ts';

/** Submissions are of no hromada. */
const country = 0;

export interface WritingParts {
  readonly operations: Operations;
  readonly db: Database;
  readonly submissions: Ways;
  readonly desk: DocumentDesk;
}

export interface Typed {
  /** What the form holds, by the names of its questions. */
  readonly fields: Readonly<Record<string, string>>;
  readonly attachment: ReceivedForm['attachment'];
}

interface Asking {
  readonly operations: Operations;
  readonly principal: Principal;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What is asked, and of which kind the document is, in each way that submissions come. */
export function submissionOperations(secrets: FieldCipher) {
  const [checkHead, draftHead] = [checkHeadRequestQuery(secrets), draftHeadRequestCommand(secrets)];
  const [checkPaper, draftPaper] = [
    checkPaperRequestQuery(secrets),
    draftPaperRequestCommand(secrets),
  ];
  const [checkConsumer, draftConsumer] = [
    checkConsumerRequestQuery(secrets),
    draftConsumerRequestCommand(secrets),
  ];
  return {
    cabinet: {
      kind: 'access-submission',
      check: ({ operations, principal, fields }: Asking) =>
        operations.ask(checkHead, principal, fields),
      draft: ({ operations, principal, fields }: Asking) =>
        operations.carryOut(draftHead, principal, fields),
    },
    paper: {
      kind: 'access-paper',
      check: ({ operations, principal, fields }: Asking) =>
        operations.ask(checkPaper, principal, fields),
      draft: ({ operations, principal, fields }: Asking) =>
        operations.carryOut(draftPaper, principal, fields),
    },
    consumer: {
      kind: 'access-paper',
      check: ({ operations, principal, fields }: Asking) =>
        operations.ask(checkConsumer, principal, fields),
      draft: ({ operations, principal, fields }: Asking) =>
        operations.carryOut(draftConsumer, principal, fields),
    },
  } as const;
}

type Ways = ReturnType<typeof submissionOperations>;

/**
 * Makes the document of a submission, which then waits for its signature. Its fields are written
 * before its words, so that nothing can be signed that the desk would not know.
 */
export async function writeSubmission(
  parts: WritingParts,
  principal: Principal,
  { way, typed }: { readonly way: keyof Ways; readonly typed: Typed },
): Promise<Outcome<{ readonly documentId: bigint }>> {
  const { operations, submissions, desk, db } = parts;
  const { check, draft, kind } = submissions[way];
  const { fields, attachment } = typed;
  const checked = await check({ operations, principal, fields });
  if (checked.kind !== 'done') return checked;
  const said = checked.value;
  const needsFile = way !== 'cabinet' || said.act === 're-register';
  if (needsFile && attachment === undefined) {
    return { kind: 'refused', refusal: refuse('file-needed', '1039:39') };
  }
  const opened = await desk.open(principal, {
    ...{ kind, hromadaId: country, recipients: ['platform'] },
  });
  if (opened.kind !== 'done') return opened;
  const { documentId } = opened.value;
  const drafted = await draft({ operations, principal, fields: { ...fields, documentId } });
  if (drafted.kind !== 'done') return drafted;
  const content = requestContent(said, {
    bodyName: await nameBody(queryableOf(db), said.subjectId),
    territoryName:
      said.territoryId === null ? undefined : await nameTerritory(db, said.territoryId),
    submitterName: principal.personName,
  });
  const attachments = attachment === undefined ? [] : [attachment];
  const written = await desk.write(principal, { documentId, content, attachments });
  if (written.kind !== 'done') return written;
  return { kind: 'done', value: { documentId } };
}
