import type { FastifyInstance, FastifyReply } from 'fastify';
import { listDocuments, openDelivered } from '#engine/documents/find-document.ts';
import { holderOf } from '#engine/documents/holder.ts';
import { readSignatures } from '#engine/documents/signatures.sql.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { documentPage } from './document-page.tsx';
import { listPage } from './list-page.tsx';
import { nameHolders, nameParties } from './names.ts';
import { documentsPath, type CorrespondenceParts } from './parts.ts';
import { texts } from './texts.uk.ts';
import {
  findOrNothing,
  forHolders,
  mayWrite,
  type DocumentRequest,
  type DocumentRoute,
} from './routing.ts';

/** Lists of documents and a document itself. */
export function readingRoutes(app: FastifyInstance, parts: CorrespondenceParts): void {
  app.get<DocumentRoute>(documentsPath, forHolders, async (request, reply) => {
    const { operations, db, desk } = parts;
    const page = Math.max(1, Math.trunc(Number(request.query['page'] ?? 1)) || 1);
    const listed = await operations.ask(listDocuments, request.principal, { page });
    const holder = holderOf(request.principal);
    if (listed.kind !== 'done' || holder === undefined) return notFound(reply);
    const documents = listed.value;
    const titles = new Map<bigint, string>();
    for (const { documentId } of documents) {
      const version = await desk.version(documentId);
      if (version !== undefined) titles.set(documentId, (await desk.content(version)).title);
    }
    const names = await nameHolders(db, [holder, ...documents.map(({ sender }) => sender)]);
    const frame = request.frame();
    const shown = { frame, documents, names, titles, holder, page };
    return reply.html(listPage({ ...shown, mayWrite: mayWrite(request.principal.role) }));
  });

  app.get<DocumentRoute>(`${documentsPath}/:documentId`, forHolders, (request, reply) =>
    showDocument(parts, { request, reply }),
  );
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

/** Shows a document, and notes that its addressee has opened it. */
async function showDocument(
  parts: CorrespondenceParts,
  { request, reply }: { readonly request: DocumentRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { db, desk, signing, operations } = parts;
  const found = await findOrNothing(parts, request, reply);
  if (found === undefined) return reply;
  const { history, version } = found;
  const { holder, deliveries } = history;
  if (deliveries.some((one) => one.holder === holder && one.openedAt === null)) {
    await operations.carryOut(openDelivered, request.principal, request.params);
  }
  const refusedId = request.query['refused'];
  const signatures = await readSignatures(queryableOf(db), history.document.documentId);
  const refused = signatures.find(({ signatureId }) => signatureId === refusedId);
  return reply.html(
    documentPage({
      frame: request.frame(),
      csrfToken: request.csrfToken,
      history,
      content: await desk.content(version),
      attachments: await desk.attachments(version),
      names: await nameParties(db, history),
      toSign: (await signing.asked(version, holder)) !== undefined,
      refused: refused?.state === 'refused' ? refused.reasons : knownRefusal(refusedId),
    }),
  );
}

/** Why what the reader has just tried was refused, when it left no signature behind. */
function knownRefusal(code: string | undefined): readonly string[] {
  return code !== undefined && code in texts.refusals ? [code] : [];
}
