import type { FastifyInstance } from 'fastify';
import type { SettlementsDocumentParts } from './parts.ts';
import { sealedRoutes } from './sealed-routes.ts';
import { tariffRoutes } from './tariff-routes.ts';

/** E-documents of settlements: sealed bills and receipts, signed decisions on tariffs. */
export function settlementsDocumentRoutes(
  app: FastifyInstance,
  parts: SettlementsDocumentParts,
): void {
  sealedRoutes(app, parts);
  tariffRoutes(app, parts);
}
