import { publicOverview } from '#modules/dashboard/index.ts';
import { sendSheet } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance } from 'fastify';
import { readFormat } from '../downloads.tsx';
import { open, type PortalParts } from '../parts.ts';
import { debtsPage } from './debts-page.tsx';
import { debtsSheet } from './debts-sheet.ts';

interface DebtsQuery {
  readonly territory?: string;
  readonly period?: string;
  readonly format?: string;
}

export function debtRoutes(app: FastifyInstance, { operations }: PortalParts): void {
  app.get<{ Querystring: DebtsQuery }>('/debts', open, async (request, reply) => {
    const { territory, period, format } = request.query;
    const asked = { territory, period };
    const answer = await operations.ask(publicOverview, request.principal, asked);
    if (answer.kind !== 'done') return reply.callNotFound();
    const fileFormat = readFormat(format);
    if (fileFormat !== undefined) {
      const fileName = `debts-${answer.value.month?.period ?? ''}`;
      return sendSheet(reply, { format: fileFormat, fileName }, debtsSheet(answer.value));
    }
    return reply.html(debtsPage(request.frame(), { overview: answer.value, asked: period }));
  });
}
