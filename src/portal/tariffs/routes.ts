import { sendSheet } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance } from 'fastify';
import { readFormat } from '../downloads.tsx';
import { open, type PortalParts } from '../parts.ts';
import { compareTariffs } from './compare-tariffs.ts';
import { readOrder } from './sort-tariffs.ts';
import { tariffFacts } from './tariff.ts';
import { tariffPage } from './tariff-page.tsx';
import { tariffsPage } from './tariffs-page.tsx';
import { tariffsSheet } from './tariffs-sheet.ts';

interface TariffsQuery {
  readonly service?: string;
  readonly component?: string;
  readonly territory?: string;
  readonly on?: string;
  readonly sort?: string;
  readonly direction?: string;
  readonly format?: string;
}

export function tariffRoutes(app: FastifyInstance, { operations }: PortalParts): void {
  app.get<{ Querystring: TariffsQuery }>('/tariffs', open, async (request, reply) => {
    const { service, component, territory, on, sort, direction, format } = request.query;
    const asked = { service, component, on, territory: territory === '' ? undefined : territory };
    const answer = await operations.ask(compareTariffs, request.principal, asked);
    if (answer.kind !== 'done') return reply.callNotFound();
    const order = readOrder(sort, direction);
    const fileFormat = readFormat(format);
    if (fileFormat !== undefined) {
      const fileName = `tariffs-${answer.value.service}`;
      return sendSheet(reply, { format: fileFormat, fileName }, tariffsSheet(answer.value, order));
    }
    return reply.html(tariffsPage(request.frame(), answer.value, order));
  });

  app.get<{ Params: { tariffId: string } }>('/tariffs/:tariffId', open, async (request, reply) => {
    const answer = await operations.ask(tariffFacts, request.principal, request.params);
    if (answer.kind !== 'done') return reply.callNotFound();
    return reply.html(tariffPage(request.frame(), answer.value));
  });
}
