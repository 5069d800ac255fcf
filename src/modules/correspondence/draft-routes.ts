import { isOneOf, ownConsumers, suppliers } from '#kernel/role.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AttachedFile, Attachment } from '#engine/documents/document-desk.ts';
import type { Outcome } from '#platform/operations.ts';
import { withdrawDraft } from '#engine/documents/withdraw-draft.ts';
import type { FileAddress } from '#platform/files/store.ts';
import { findAccountHolders, listAddressees, type Addressee } from './addressees.ts';
import { formPage } from './form-page.tsx';
import { contentOf, emptyForm, faultsOf, formOf, isKind, type LetterFaults } from './letter.ts';
import { correspondenceKinds } from './kinds.ts';
import { documentsPath, type CorrespondenceParts } from './parts.ts';
import {
  findOrNothing,
  forHolders,
  forWriters,
  documentIdOf,
  withAttachment,
  type DocumentRequest,
  type DocumentRoute,
  type Found,
} from './routing.ts';
import { texts } from './texts.uk.ts';
import { readUpload, type Uploaded } from './upload.ts';

const unprocessable = 422;

/** A draft: begun, changed by new versions, sent when it needs no signature. */
export function draftRoutes(app: FastifyInstance, parts: CorrespondenceParts): void {
  app.get(`${documentsPath}/new`, forWriters, async (request, reply) =>
    showForm(parts, { request, reply, uploaded: blank, faults: {} }),
  );

  app.post(documentsPath, withAttachment, (request, reply) => begin(parts, request, reply));

  app.get<DocumentRoute>(
    `${documentsPath}/:documentId/edit`,
    forWriters,
    async (request, reply) => {
      const found = await findDraft(parts, request, reply);
      if (found === undefined) return reply;
      const content = await parts.desk.content(found.version);
      const uploaded = { ...blank, form: formOf(found.history.document.kind, content) };
      return showForm(parts, { request, reply, uploaded, faults: {}, found });
    },
  );

  app.post<DocumentRoute>(`${documentsPath}/:documentId/edit`, withAttachment, (request, reply) =>
    change(parts, request, reply),
  );

  app.post<DocumentRoute>(
    `${documentsPath}/:documentId/submit`,
    forHolders,
    async (request, reply) => {
      const documentId = documentIdOf(request);
      if (documentId === undefined) return reply.callNotFound();
      const version = Number(request.body?.['version']);
      const sent = await parts.desk.submitUnsigned(request.principal, { documentId, version });
      if (sent.kind === 'hidden') return reply.callNotFound();
      return reply.redirect(`${documentsPath}/${documentId}`, 303);
    },
  );

  app.post<DocumentRoute>(
    `${documentsPath}/:documentId/withdraw`,
    forHolders,
    async (request, reply) => {
      const documentId = documentIdOf(request);
      if (documentId === undefined) return reply.callNotFound();
      const taken = await parts.operations.carryOut(withdrawDraft, request.principal, {
        documentId,
      });
      if (taken.kind === 'hidden') return reply.callNotFound();
      return reply.redirect(documentsPath, 303);
    },
  );
}

const blank: Uploaded = { form: emptyForm, attachment: undefined, refused: undefined };

interface FormShown {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly uploaded: Uploaded;
  readonly faults: LetterFaults;
  /** The draft that is changed. */
  readonly found?: Found;
}

async function showForm(parts: CorrespondenceParts, shown: FormShown): Promise<FastifyReply> {
  const { request, reply, uploaded, faults, found } = shown;
  const isConsumer = isOneOf(ownConsumers, request.principal.role);
  const listed = isConsumer
    ? await parts.operations.ask(listAddressees, request.principal, {})
    : undefined;
  const html = formPage({
    frame: request.frame(),
    csrfToken: request.csrfToken,
    form: uploaded.form,
    faults,
    documentId: found?.history.document.documentId,
    addressees: listed?.kind === 'done' ? listed.value : undefined,
    attachments: found === undefined ? [] : await parts.desk.attachments(found.version),
  });
  return reply.html(html, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

async function begin(
  parts: CorrespondenceParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { desk, store } = parts;
  const uploaded = await readUpload(request, store);
  const { form, attachment } = uploaded;
  const recipients = await recipientsOf(parts, request, form.to);
  const faults = {
    ...faultsOf(form),
    ...(form.to.trim() !== '' && recipients.length === 0 ? { to: texts.faults.account } : {}),
    ...fileFaults(uploaded, form.kind),
  };
  const [first] = recipients;
  if (Object.keys(faults).length > 0 || first === undefined) {
    return showForm(parts, { request, reply, uploaded, faults });
  }
  const opened = await desk.open(request.principal, {
    kind: form.kind,
    hromadaId: first.hromadaId,
    recipients: recipients.map(({ holder }) => holder),
  });
  if (opened.kind !== 'done') {
    return showForm(parts, { request, reply, uploaded, faults: { text: texts.faults.other } });
  }
  const { documentId } = opened.value;
  const attachments = attachment === undefined ? [] : [attachment];
  const written = await desk.write(request.principal, {
    ...{ documentId, content: contentOf(form), attachments },
  });
  if (written.kind !== 'done') {
    return showForm(parts, { request, reply, uploaded, faults: { text: texts.faults.other } });
  }
  return reply.redirect(`${documentsPath}/${documentId}`, 303);
}

/** Whom the form names: a provider of the consumer's, or those whose account it is. */
async function recipientsOf(
  { operations }: CorrespondenceParts,
  { principal }: FastifyRequest,
  to: string,
): Promise<readonly Addressee[]> {
  if (to.trim() === '') return [];
  if (isOneOf(suppliers, principal.role)) {
    const found = await operations.ask(findAccountHolders, principal, { number: to });
    return found.kind === 'done' ? found.value : [];
  }
  const listed = await operations.ask(listAddressees, principal, {});
  return listed.kind === 'done' ? listed.value.filter(({ holder }) => holder === to) : [];
}

function fileFaults(
  { refused, attachment }: Uploaded,
  kind: string,
  kept: readonly AttachedFile[] = [],
): LetterFaults {
  if (refused !== undefined) return { file: refused };
  const max = correspondenceKinds.find(({ code }) => code === kind)?.attachmentsMax ?? 0;
  const count = kept.length + (attachment === undefined ? 0 : 1);
  if (count > max) return { file: texts.faults.attachmentsTooMany };
  return kind === 'paper-copy' && count === 0 ? { file: texts.faults.attachment } : {};
}

/** A letter in draft of whoever asks; what is registered or made elsewhere is not changed here. */
async function findDraft(
  parts: CorrespondenceParts,
  request: DocumentRequest,
  reply: FastifyReply,
): Promise<Found | undefined> {
  const found = await findOrNothing(parts, request, reply);
  if (found === undefined) return undefined;
  const { document, holder } = found.history;
  const isTheirs = document.state === 'draft' && document.sender === holder;
  if (isTheirs && isKind(document.kind)) return found;
  void reply.redirect(`${documentsPath}/${document.documentId}`, 303);
  return undefined;
}

async function change(
  parts: CorrespondenceParts,
  request: DocumentRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = await findDraft(parts, request, reply);
  if (found === undefined) return reply;
  const { documentId, kind } = found.history.document;
  const read = await readUpload(request, parts.store);
  const uploaded = { ...read, form: { ...read.form, kind, to: '-' } };
  const { form, attachment } = uploaded;
  const attached = await parts.desk.attachments(found.version);
  const kept = attached.filter(({ file }) => !form.removed.includes(file.name));
  const faults = { ...faultsOf(form), ...fileFaults(uploaded, kind, kept) };
  const shown = { request, reply, uploaded, found };
  if (Object.keys(faults).length > 0) return showForm(parts, { ...shown, faults });
  const attachments: Attachment[] = [];
  for (const { name, file } of kept) {
    const stored = await parts.store.find(file.address as FileAddress);
    if (stored !== undefined) attachments.push({ name, file: stored });
  }
  if (attachment !== undefined) attachments.push(attachment);
  const written = await parts.desk.write(request.principal, {
    ...{ documentId, content: contentOf(form), attachments },
  });
  if (written.kind === 'done') return reply.redirect(`${documentsPath}/${documentId}`, 303);
  return showForm(parts, { ...shown, faults: writeFaults(written) });
}

const writeFaultTexts: Readonly<Record<string, LetterFaults>> = {
  'attachments-too-big': { file: texts.faults.attachmentsTooBig },
  'version-is-not-next': { text: texts.faults.changed },
};

function writeFaults(outcome: Outcome<unknown>): LetterFaults {
  const code = outcome.kind === 'refused' ? outcome.refusal.refusal : '';
  return writeFaultTexts[code] ?? { text: texts.faults.other };
}
