import type { FastifyInstance, FastifyReply } from 'fastify';
import { signatureBytesMax } from '#engine/documents/signing-desk.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import { kindName } from './kinds.ts';
import { readOneFile } from '#platform/http/one-file.ts';
import { documentsPath, type CorrespondenceParts } from './parts.ts';
import {
  findOrNothing,
  forHolders,
  documentIdOf,
  withFile,
  type DocumentRequest,
  type DocumentRoute,
  type Found,
} from './routing.ts';
import { signPage } from './sign-page.tsx';
import { texts } from './texts.uk.ts';

const unprocessable = 422;

/** Signing: the page, the bytes to sign, the signature made here or elsewhere, the confirmation. */
export function signingRoutes(app: FastifyInstance, parts: CorrespondenceParts): void {
  const path = `${documentsPath}/:documentId`;

  app.get<DocumentRoute>(`${path}/sign`, forHolders, async (request, reply) => {
    const found = await findOrNothing(parts, request, reply);
    return found === undefined ? reply : showSigning(parts, { request, reply, found });
  });

  app.get<DocumentRoute>(`${path}/to-sign.xml`, forHolders, async (request, reply) => {
    const found = await findOrNothing(parts, request, reply);
    if (found === undefined) return reply;
    const asked = await parts.signing.asked(found.version, found.history.holder);
    const isWanted =
      String(asked?.slot) === request.query['slot'] &&
      String(asked?.version) === request.query['version'];
    if (asked === undefined || !isWanted) return reply.callNotFound();
    const name = `${request.params.documentId}-${asked.version}-${asked.slot}.xml`;
    return sendFile(reply, name, 'application/xml').send(Buffer.from(asked.manifest));
  });

  app.post<DocumentRoute>(`${path}/signatures`, withFile, (request, reply) =>
    takeSignature(parts, request, reply),
  );

  app.post<DocumentRoute>(`${path}/confirm`, forHolders, async (request, reply) => {
    const documentId = documentIdOf(request);
    if (documentId === undefined) return reply.callNotFound();
    const sealed = await parts.signing.seal(request.principal, documentId);
    if (sealed.kind === 'hidden') return reply.callNotFound();
    const query = sealed.kind === 'refused' ? `?refused=${sealed.refusal.refusal}` : '';
    return reply.redirect(`${documentsPath}/${documentId}${query}`, 303);
  });
}

async function showSigning(
  parts: CorrespondenceParts,
  shown: {
    readonly request: DocumentRequest;
    readonly reply: FastifyReply;
    readonly found: Found;
    readonly error?: string;
  },
): Promise<FastifyReply> {
  const { request, reply, found, error } = shown;
  const { documentId, kind } = found.history.document;
  const asked = await parts.signing.asked(found.version, found.history.holder);
  if (asked === undefined) return reply.redirect(`${documentsPath}/${documentId}`, 303);
  const html = signPage({
    frame: request.frame(),
    csrfToken: request.csrfToken,
    documentId,
    kind: kindName(kind),
    content: await parts.desk.content(found.version),
    asked,
    signerHref: parts.signerHref,
    front: parts.front,
    demonstrationKeys: parts.demonstrationKeys,
    maySign: request.principal.maySign,
    error,
  });
  return reply.html(html, error === undefined ? 200 : unprocessable);
}

async function takeSignature(
  parts: CorrespondenceParts,
  request: DocumentRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = await findOrNothing(parts, request, reply);
  if (found === undefined) return reply;
  const { documentId } = found.history.document;
  const signature = await readOneFile(request, signatureBytesMax);
  if (signature === undefined) {
    const error = texts.signPage.chooseSignature;
    return showSigning(parts, { request, reply, found, error });
  }
  const signed = await parts.signing.sign(request.principal, {
    ...{ documentId, signature },
    slot: Number(request.query['slot']),
    version: Number(request.query['version']),
  });
  if (signed.kind === 'hidden') {
    reply.callNotFound();
    return reply;
  }
  if (signed.kind !== 'done') {
    const code = signed.kind === 'refused' ? signed.refusal.refusal : '';
    const error = texts.refusals[code] ?? texts.otherReason(code);
    return showSigning(parts, { request, reply, found, error });
  }
  const { state, signatureId } = signed.value;
  const query = state === 'refused' ? `?refused=${signatureId}` : '';
  return reply.redirect(`${documentsPath}/${documentId}${query}`, 303);
}
