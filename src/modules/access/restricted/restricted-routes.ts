import type { Schema } from '#kernel/command.ts';
import { refuse } from '#kernel/result.ts';
import { restrictedAskers } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { receiveForm, type ReceivedForm } from '#platform/files/receive-form.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fileFault, valuesOf } from '../lifecycle/form-values.ts';
import { readBodiesInOffice } from '../memberships/memberships.sql.ts';
import type { AccessParts } from '../parts.ts';
import { askRestrictedPage, type AskPageProps } from './ask-page.tsx';
import { askRestrictedCommand, type RestrictedAsked } from './ask-restricted.ts';
import { restrictedKind } from './kind.ts';
import { ownRestrictedPage } from './own-page.tsx';
import { restrictedPath } from './paths.ts';
import { restrictedContent } from './restricted-content.ts';
import { setRestrictedDocument } from './restricted.sql.ts';
import { ownRestrictedQuery } from './restricted-queries.ts';
import { restrictedFault, texts } from './texts.uk.ts';

const unprocessable = 422;
/** Requests are of no hromada: where the account lies is not known to whoever asks. */
const country = 0;
const forAskers = { config: { audience: restrictedAskers } };

/** Requests of officials for restricted information (1039:95, 1039:96). */
export function restrictedRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, secrets } = parts;
  const ownRestricted = ownRestrictedQuery(secrets);

  app.get(restrictedPath, forAskers, async (request, reply) => {
    const found = await operations.ask(ownRestricted, request.principal, {});
    if (found.kind !== 'done') return reply.callNotFound();
    return reply.html(ownRestrictedPage(request.frame(), found.value));
  });

  app.get(`${restrictedPath}/new`, forAskers, (request, reply) =>
    showForm(request, reply, { values: {}, parts: [], faults: {} }),
  );

  const askRestricted = askRestrictedCommand(secrets);
  const withFile = { config: { ...forAskers.config, takesFile: true } };
  app.post(restrictedPath, withFile, async (request, reply) => {
    const received = await receiveForm(request, parts.documents.store);
    const values = valuesOf(received);
    const { attachment } = received;
    const asked = { ...values, parts: received.fields.get('parts') ?? [] };
    const again = (faults: AskPageProps['faults']) =>
      showForm(request, reply, { values, parts: asked.parts, faults });
    const read = readAsked(askRestricted.input, asked);
    const file = attachment === undefined ? (fileFault(received) ?? texts.faults.file) : undefined;
    if ('faults' in read || attachment === undefined) {
      const faults = 'faults' in read ? read.faults : {};
      return again(file === undefined ? faults : { ...faults, file });
    }
    const made = await operations.carryOut(askRestricted, request.principal, asked);
    if (made.kind === 'hidden') return reply.callNotFound();
    if (made.kind !== 'done') return again(refusalFaults(made));
    const writing = { requestId: made.value.requestId, asked: read.asked, attachment };
    const documentId = await writeDocument(parts, request, writing);
    return reply.redirect(`/cabinet/documents/${documentId}/sign`, 303);
  });
}

/** What was typed, read as the command will; or what is wrong beside which question. */
function readAsked(
  input: Schema<RestrictedAsked>,
  typed: unknown,
): { readonly asked: RestrictedAsked } | { readonly faults: AskPageProps['faults'] } {
  const read = input.safeParse(typed);
  if (read.success) return { asked: read.data };
  const { issues } = read.error as z.ZodError;
  return {
    faults: Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message])),
  };
}

function refusalFaults(outcome: Outcome<unknown>): AskPageProps['faults'] {
  const refusal = outcome.kind === 'refused' ? outcome.refusal : refuse('other');
  const isOfDay = refusal.refusal.startsWith('until');
  return { [isOfDay ? 'until' : '']: restrictedFault(refusal) };
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  props: Omit<AskPageProps, 'csrfToken'>,
): FastifyReply {
  const page = askRestrictedPage(request.frame(), { ...props, csrfToken: request.csrfToken });
  return reply.html(page, Object.keys(props.faults).length === 0 ? 200 : unprocessable);
}

interface Writing {
  readonly requestId: bigint;
  readonly asked: RestrictedAsked;
  readonly attachment: NonNullable<ReceivedForm['attachment']>;
}

/** The document of a request, a draft that waits for the official's signature. */
async function writeDocument(
  { db, documents, clock }: AccessParts,
  { principal }: FastifyRequest,
  { requestId, asked, attachment }: Writing,
): Promise<bigint> {
  const queryable = queryableOf(db);
  const bodies = await readBodiesInOffice(queryable, 'owner', clock.now());
  // Of one body with whoever decides, they have it already.
  const others = bodies.filter((subjectId) => subjectId !== principal.subjectId);
  const opened = await documents.desk.open(principal, {
    ...{ kind: restrictedKind.code, hromadaId: country },
    ...{ about: `restricted-request:${requestId}` },
    recipients: others.length === 0 ? ['platform'] : others.map((id) => `subject:${id}` as const),
  });
  if (opened.kind !== 'done') throw new Error(`no document of a request: ${opened.kind}`);
  const { documentId } = opened.value;
  await setRestrictedDocument(queryable, requestId, documentId);
  const content = restrictedContent(asked, {
    bodyName: principal.subjectName ?? '',
    officialName: principal.personName,
  });
  const attachments = [attachment];
  const written = await documents.desk.write(principal, { documentId, content, attachments });
  if (written.kind !== 'done') throw new Error(`no words of a request: ${written.kind}`);
  return documentId;
}
