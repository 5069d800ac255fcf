import type { DocumentDesk } from '#engine/index.ts';
import { refuse } from '#kernel/result.ts';
import { findHromadaOf, getSubjectName, type Territory } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { ReceivedForm } from '#platform/files/receive-form.ts';
import type { Operations, Outcome } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { answerContent, changeContent } from './contents.ts';
import { checkAnswer, draftAnswer } from './draft-answer.ts';
import { checkChange, draftChange } from './draft-change.ts';

/** Kept for the country where a territory is of no hromada. */
const country = 0;

export interface WritingParts {
  readonly operations: Operations;
  readonly db: Database;
  readonly documents: { readonly desk: DocumentDesk };
}

type Fields = Readonly<Record<string, string>>;
type Written = Outcome<{ readonly documentId: bigint }>;

/**
 * Makes the document of a change, which then waits for its signature. Its fields are written
 * before its words, so that nothing can be signed that would have no effect.
 */
export async function writeChange(
  parts: WritingParts,
  principal: Principal,
  typed: { readonly fields: Fields; readonly attachment: ReceivedForm['attachment'] },
): Promise<Written> {
  const { operations, db, documents } = parts;
  const { fields, attachment } = typed;
  const checked = await operations.ask(checkChange, principal, fields);
  if (checked.kind !== 'done') return checked;
  const { matter, place, right, answerer } = checked.value;
  if (matter.kind === 'right' && attachment === undefined) {
    return { kind: 'refused', refusal: refuse('file-needed', '1039:19.2') };
  }
  const documentId = await open(parts, principal, {
    ...{ kind: 'provision-change', place, to: answerer.subjectId },
  });
  const draft = { ...fields, documentId };
  const drafted = await operations.carryOut(draftChange, principal, draft);
  if (drafted.kind !== 'done') return drafted;
  const content = changeContent(
    { matter, place, right },
    {
      providerName: principal.subjectName ?? '',
      answererName: await getSubjectName(queryableOf(db), answerer.subjectId),
    },
  );
  const attachments = attachment === undefined ? [] : [attachment];
  const written = await documents.desk.write(principal, { documentId, content, attachments });
  return written.kind === 'done' ? { kind: 'done', value: { documentId } } : written;
}

/** Makes the document of an answer, which then waits for its signature. */
export async function writeAnswer(
  parts: WritingParts,
  principal: Principal,
  fields: Fields,
): Promise<Written> {
  const { operations, documents } = parts;
  const checked = await operations.ask(checkAnswer, principal, fields);
  if (checked.kind !== 'done') return checked;
  const { change, place, right, ...names } = checked.value;
  const documentId = await open(parts, principal, {
    ...{ kind: 'provision-answer', place, to: change.providerId },
  });
  const draft = { ...fields, documentId };
  const drafted = await operations.carryOut(draftAnswer, principal, draft);
  if (drafted.kind !== 'done') return drafted;
  const content = answerContent({
    ...{ matter: change.matter, place, right, ...names, number: change.number ?? '' },
    outcome: fields['outcome'] === 'confirmed' ? 'confirmed' : 'refused',
    reason: (fields['reason'] ?? '').trim(),
  });
  const written = await documents.desk.write(principal, { documentId, content });
  return written.kind === 'done' ? { kind: 'done', value: { documentId } } : written;
}

/** Opens a document between two bodies, kept where what it is about is. */
async function open(
  { db, documents }: WritingParts,
  principal: Principal,
  { kind, place, to }: { readonly kind: string; readonly place: Territory; readonly to: bigint },
): Promise<bigint> {
  const hromadaId = (await findHromadaOf(db, place.territoryId)) ?? country;
  const opened = await documents.desk.open(principal, {
    ...{ kind, hromadaId, recipients: [`subject:${to}` as const] },
  });
  if (opened.kind !== 'done') throw new Error(`no document of ${kind}: ${opened.kind}`);
  return opened.value.documentId;
}
