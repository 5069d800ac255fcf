import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../plugin.ts';
import { accountRoutes } from './accounts/routes.ts';
import { billingRoutes } from './billing/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { importRoutes } from './imports/routes.ts';
import { questionRoutes } from './questions/routes.ts';
import { receivablesRoutes } from './receivables/routes.ts';
import { tariffRoutes } from './tariffs/routes.ts';

/** What a provider sees and does: accounts, files of readings, tariffs, the monthly run. */
export function providerRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  deskRoutes(app, parts);
  accountRoutes(app, parts);
  billingRoutes(app, parts);
  importRoutes(app, parts);
  questionRoutes(app, parts);
  receivablesRoutes(app, parts);
  tariffRoutes(app, parts);
}
