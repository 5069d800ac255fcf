import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../plugin.ts';
import { billRoutes } from './bills/bill-routes.ts';
import { historyRoutes } from './history/history-routes.ts';
import { homeRoutes } from './home/home-routes.ts';
import { readingRoutes } from './readings/reading-routes.ts';

/** What a consumer sees and does: home, bills, readings, history. */
export function consumerRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  homeRoutes(app, parts);
  billRoutes(app, parts);
  readingRoutes(app, parts);
  historyRoutes(app, parts);
}
