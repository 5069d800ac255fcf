import type { FastifyInstance } from 'fastify';
import { findDocumentAbout } from '#engine/documents/documents.sql.ts';
import { forProviders, subjectOf } from '../provider/cabinet.tsx';
import { providerTariff } from '../provider/tariffs/tariffs.ts';
import type { SettlementsDocumentParts } from './parts.ts';
import { tariffContent } from './tariff-content.ts';

const documentsPath = '/cabinet/documents';
/** Tariffs belong to the country's register, whatever hromada they are for. */
const country = 0;

/** The decision on a tariff as a document that the official signs; begun once for each tariff. */
export function tariffRoutes(app: FastifyInstance, parts: SettlementsDocumentParts): void {
  const { operations, documents } = parts;
  const { desk, db } = documents;

  app.post<{ Params: { tariffId: string } }>(
    '/cabinet/tariffs/:tariffId/decision',
    forProviders,
    async (request, reply) => {
      const { principal } = request;
      const input = { ...request.params, subjectId: subjectOf(request) };
      const found = await operations.ask(providerTariff, principal, input);
      if (found.kind !== 'done') return reply.callNotFound();
      const kind = 'tariff-decision';
      const about = `tariff:${found.value.tariff.tariffId}`;
      const known = await findDocumentAbout(db, about, kind);
      if (known !== undefined) return reply.redirect(`${documentsPath}/${known.documentId}`, 303);
      const opened = await desk.open(principal, {
        ...{ kind, about, hromadaId: country, recipients: [] },
      });
      if (opened.kind !== 'done') return reply.callNotFound();
      const { documentId } = opened.value;
      await desk.write(principal, { documentId, content: tariffContent(found.value) });
      return reply.redirect(`${documentsPath}/${documentId}/sign`, 303);
    },
  );
}
