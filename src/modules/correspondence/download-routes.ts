import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Stamp } from '#engine/documents/content/pdf/stamp.ts';
import { renderDocumentPdf } from '#engine/documents/content/to-pdf.ts';
import { contentFile } from '#engine/documents/metadata.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import { formatInstant } from '#ui/format/time.ts';
import { kindName } from './kinds.ts';
import { attachmentsOf } from './letter.ts';
import { documentsPath, type CorrespondenceParts } from './parts.ts';
import { findOrNothing, forParties, type DocumentRoute, type Found } from './routing.ts';
import { texts } from './texts.uk.ts';

type Give = (found: Found, reply: FastifyReply, name: string) => Promise<FastifyReply>;

/** What can be carried away: the words, the container with signatures, attachments, the message. */
export function downloadRoutes(app: FastifyInstance, parts: CorrespondenceParts): void {
  const { desk } = parts;
  const path = `${documentsPath}/:documentId`;
  const give = (file: string, answer: Give) => {
    app.get<DocumentRoute>(`${path}/${file}`, forParties, async (request, reply) => {
      const found = await findOrNothing(parts, request, reply);
      if (found === undefined) return reply;
      const { number, documentId } = found.history.document;
      return answer(found, reply, number ?? String(documentId));
    });
  };

  give('document.html', async ({ version }, reply, name) => {
    const file = version.files.find((one) => one.name === contentFile.name);
    if (file === undefined) throw new Error('a version without its content');
    const bytes = await desk.bytes(file.address);
    return sendFile(reply, `${name}.html`, 'text/html; charset=utf-8').send(Buffer.from(bytes));
  });

  give('document.pdf', async ({ version, history }, reply, name) => {
    const stamp = stampOf(history, parts.publicUrl);
    const pdf = await renderDocumentPdf(await desk.content(version), stamp);
    return sendFile(reply, `${name}.pdf`, 'application/pdf').send(Buffer.from(pdf));
  });

  give('document.asice', async ({ version }, reply, name) => {
    const container = await desk.container(version);
    const type = 'application/vnd.etsi.asic-e+zip';
    return sendFile(reply, `${name}.asice`, type).send(Buffer.from(container));
  });

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
    forParties,
    async (request, reply) => {
      const found = await findOrNothing(parts, request, reply);
      if (found === undefined) return reply;
      const file = attachmentsOf(found.version.files)[Number(request.params.number) - 1];
      if (file === undefined) return reply.callNotFound();
      const bytes = await desk.bytes(file.address);
      return sendFile(reply, file.name, file.mediaType).send(Buffer.from(bytes));
    },
  );
}

/** What ties a paper copy to the document: its number, date, signers and where it is checked. */
function stampOf({ document, signatures }: Found['history'], publicUrl: string): Stamp | undefined {
  const { number, registeredAt, version } = document;
  if (number === null || registeredAt === null) return undefined;
  const valid = signatures.filter((one) => one.state === 'valid' && one.version === version);
  return {
    number,
    date: dayInKyiv(registeredAt).toString(),
    checkUrl: `${publicUrl}/check/${encodeURIComponent(number)}`,
    signers: valid.map(({ signerName }) => signerName ?? ''),
  };
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
