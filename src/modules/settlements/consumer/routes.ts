import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../plugin.ts';
import { billRoutes } from './bills/bill-routes.ts';
import { readingRoutes } from './readings/reading-routes.ts';

/** What a consumer sees and does: bills, readings, payments. */
export function consumerRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  billRoutes(app, parts);
  readingRoutes(app, parts);
}
