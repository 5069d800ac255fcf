import type { FastifyInstance } from 'fastify';
import type { CabinetParts } from '../plugin.ts';
import { auditLogRoutes } from './audit/routes.ts';
import { parameterRoutes } from './parameters/parameter-routes.ts';
import { proposalRoutes } from './parameters/proposal-routes.ts';

/** Parameters with four eyes, the log of actions (1039:20.3). */
export function administratorRoutes(app: FastifyInstance, parts: CabinetParts): void {
  parameterRoutes(app, parts);
  proposalRoutes(app, parts);
  auditLogRoutes(app, parts);
}
