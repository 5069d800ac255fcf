import type { FastifyInstance, FastifyReply } from 'fastify';
import { certificateBytesMax } from '#engine/documents/transfer-desk.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import { readCertificateFile } from './certificate-file.ts';
import { envelopePage } from './envelope-page.tsx';
import { readOneFile } from '#platform/http/one-file.ts';
import { documentsPath, type CorrespondenceParts } from './parts.ts';
import {
  findOrNothing,
  forHolders,
  withFile,
  type DocumentRequest,
  type DocumentRoute,
  type Found,
} from './routing.ts';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
/** PEM is longer than what it holds, and may have words around it. */
const fileBytesMax = 4 * certificateBytesMax;
const envelopeType = 'application/pkcs7-mime; smime-type=enveloped-data';

/** A document to take away so that only the reader's own key opens it (1039:10.18). */
export function envelopeRoutes(app: FastifyInstance, parts: CorrespondenceParts): void {
  const path = `${documentsPath}/:documentId`;

  app.get<DocumentRoute>(`${path}/envelope`, forHolders, async (request, reply) => {
    const found = await findOrNothing(parts, request, reply);
    return found === undefined ? reply : showForm(parts, { request, reply, found });
  });

  app.post<DocumentRoute>(`${path}/document.p7e`, withFile, async (request, reply) => {
    const found = await findOrNothing(parts, request, reply);
    return found === undefined ? reply : sendEnvelope(parts, { request, reply, found });
  });
}

interface Asked {
  readonly request: DocumentRequest;
  readonly reply: FastifyReply;
  readonly found: Found;
}

async function showForm(
  parts: CorrespondenceParts,
  { request, reply, found }: Asked,
  error?: string,
): Promise<FastifyReply> {
  const html = envelopePage({
    frame: request.frame(),
    csrfToken: request.csrfToken,
    documentId: found.history.document.documentId,
    title: (await parts.desk.content(found.version)).title,
    demonstrationKeys: parts.demonstrationKeys,
    error,
  });
  return reply.html(html, error === undefined ? 200 : unprocessable);
}

async function sendEnvelope(parts: CorrespondenceParts, asked: Asked): Promise<FastifyReply> {
  const { request, reply, found } = asked;
  const file = readCertificateFile(await readOneFile(request, fileBytesMax));
  const { faults, otherFault } = texts.envelopePage;
  if (!file.ok) return showForm(parts, asked, faults[file.fault]);
  const outcome = await parts.transfer.envelope(request.principal, found.version, file.certificate);
  if (outcome.kind === 'hidden') {
    reply.callNotFound();
    return reply;
  }
  if (outcome.kind !== 'done') {
    const code = outcome.kind === 'refused' ? outcome.refusal.refusal : '';
    return showForm(parts, asked, faults[code] ?? otherFault);
  }
  const { number, documentId } = found.history.document;
  const name = `${number ?? documentId}.asice.p7e`;
  return sendFile(reply, name, envelopeType).send(Buffer.from(outcome.value));
}
