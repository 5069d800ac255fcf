import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendDocument } from '#engine/documents/send-document.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import { formatInstant } from '#ui/format/time.ts';
import { kindName } from './kinds.ts';
import { documentsPath, type CorrespondenceParts } from './parts.ts';
import { findOrNothing, forHolders, type DocumentRoute, type Found } from './routing.ts';
import { texts } from './texts.uk.ts';

type Give = (found: Found, reply: FastifyReply, name: string) => Promise<FastifyReply>;

/** What can be carried away: the words, the container with signatures, attachments, the message. */
export function downloadRoutes(app: FastifyInstance, parts: CorrespondenceParts): void {
  const { desk, secrets, publicUrl } = parts;
  const db = queryableOf(parts.db);
  const path = `${documentsPath}/:documentId`;
  const give = (file: string, answer: Give) => {
    app.get<DocumentRoute>(`${path}/${file}`, forHolders, async (request, reply) => {
      const found = await findOrNothing(parts, request, reply);
      if (found === undefined) return reply;
      const { number, documentId } = found.history.document;
      return answer(found, reply, number ?? String(documentId));
    });
  };

  for (const form of ['html', 'pdf', 'asice'] as const) {
    give(`document.${form}`, ({ version }, reply) =>
      sendDocument(reply, { desk, db, secrets, publicUrl }, { version, form }),
    );
  }

  give('delivery.txt', async ({ history }, reply, name) => {
    const { document, deliveries, holder } = history;
    const mine = deliveries.filter((one) => one.holder === holder || document.sender === holder);
    if (mine.length === 0) return notFound(reply);
    const messages = mine.map((delivery) =>
      texts.deliveryFacts.messageText({
        message: delivery.messageNumber,
        number: document.number ?? '',
        kind: kindName(document.kind),
        deliveredAt: formatInstant(delivery.deliveredAt),
        servedAt: formatInstant(delivery.servedAt),
        rule: texts.deliveryFacts.rules[delivery.rule],
      }),
    );
    const file = `${texts.prefixes.deliveryMessage}-${name}.txt`;
    return sendFile(reply, file, 'text/plain; charset=utf-8').send(messages.join('\r\n'));
  });

  app.get<DocumentRoute & { Params: { number: string } }>(
    `${path}/attachments/:number`,
    forHolders,
    async (request, reply) => {
      const found = await findOrNothing(parts, request, reply);
      if (found === undefined) return reply;
      const attachments = await desk.attachments(found.version);
      const attached = attachments[Number(request.params.number) - 1];
      if (attached === undefined) return reply.callNotFound();
      const { name, file } = attached;
      const bytes = await desk.bytes(file.address);
      return sendFile(reply, name, file.mediaType).send(Buffer.from(bytes));
    },
  );
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
