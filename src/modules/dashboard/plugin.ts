import { panelReaders } from '#kernel/role.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import { sendSheet } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance } from 'fastify';
import { ownTerritory } from './own-territory.ts';
import { panel } from './panel.ts';
import { panelPage } from './panel-page.tsx';
import { panelSheets } from './panel-sheets.ts';
import { panelFiles, panelPath, readMetric } from './panel-state.ts';

interface PanelQuery {
  readonly period?: string;
  readonly territory?: string;
  readonly metric?: string;
  readonly file?: string;
}

/** The national interactive panel (1039:11.3). */
export function dashboardRoutes(app: FastifyInstance, { operations }: ModuleParts): void {
  app.get<{ Querystring: PanelQuery }>(
    panelPath,
    { config: { audience: panelReaders } },
    async (request, reply) => {
      const { period, metric, file } = request.query;
      const own = await operations.ask(ownTerritory, request.principal, {});
      const ceiling = own.kind === 'done' ? own.value.code : undefined;
      const territory = request.query.territory ?? ceiling;
      const answer = await operations.ask(panel, request.principal, { period, territory });
      if (answer.kind !== 'done') return reply.callNotFound();
      const { value } = answer;
      const table = panelFiles.find((name) => name === file);
      if (table !== undefined) {
        const name = `panel-${table}-${value.month?.period ?? ''}`;
        return sendSheet(reply, { format: 'csv', fileName: name }, panelSheets[table](value));
      }
      const state = {
        metric: readMetric(metric),
        territory: value.territory?.code,
        period: period === undefined ? undefined : value.month?.period,
        ceiling,
      };
      return reply.html(panelPage(request.frame(), value, state));
    },
  );
}
