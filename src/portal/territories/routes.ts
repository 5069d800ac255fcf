import { publicOverview } from '#modules/dashboard/index.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import { sendSheet } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance } from 'fastify';
import { readFormat } from '../downloads.tsx';
import { open, type PortalParts } from '../parts.ts';
import { searchTerritories } from './find-territories.ts';
import { territoriesPage } from './territories-page.tsx';
import { territoryFacts } from './territory.ts';
import { territoryPage } from './territory-page.tsx';
import { territoriesSheet } from './territory-sheet.ts';

export function territoryRoutes(app: FastifyInstance, { operations }: PortalParts): void {
  app.get<{ Querystring: { q?: GivenText; format?: string } }>(
    '/territories',
    open,
    async (request, reply) => {
      const text = oneText(request.query.q);
      const answer = await operations.ask(searchTerritories, request.principal, { text });
      if (answer.kind !== 'done') return reply.callNotFound();
      const format = readFormat(request.query.format);
      if (format !== undefined) {
        const file = { format, fileName: 'territories' };
        return sendSheet(reply, file, territoriesSheet(answer.value.found));
      }
      return reply.html(territoriesPage(request.frame(), text, answer.value));
    },
  );

  app.get<{ Params: { code: string } }>('/territories/:code', open, async (request, reply) => {
    const { code } = request.params;
    const facts = await operations.ask(territoryFacts, request.principal, { code });
    if (facts.kind !== 'done') return reply.callNotFound();
    const overview = await operations.ask(publicOverview, request.principal, { territory: code });
    if (overview.kind !== 'done') return reply.callNotFound();
    return reply.html(territoryPage(request.frame(), facts.value, overview.value));
  });
}
