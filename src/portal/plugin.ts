import type { FastifyInstance } from 'fastify';
import { auditRoutes } from './audit/routes.ts';
import { checkRoutes } from './check/routes.ts';
import { debtRoutes } from './debts/routes.ts';
import { homeRoutes } from './home/routes.ts';
import type { PortalParts } from './parts.ts';
import { providerRoutes } from './providers/routes.ts';
import { registeredRoutes } from './registered/routes.ts';
import { siteRoutes } from './site/routes.tsx';
import { tariffRoutes } from './tariffs/routes.ts';
import { territoryRoutes } from './territories/routes.ts';

/** The public portal: open to everybody, no personal data (1039:11.1, 1039:94). */
export function portalRoutes(app: FastifyInstance, parts: PortalParts): void {
  homeRoutes(app, parts);
  territoryRoutes(app, parts);
  providerRoutes(app, parts);
  tariffRoutes(app, parts);
  debtRoutes(app, parts);
  auditRoutes(app, parts);
  checkRoutes(app, parts);
  registeredRoutes(app, parts);
  siteRoutes(app, parts);
}
