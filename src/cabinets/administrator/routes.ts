import type { FastifyInstance } from 'fastify';
import type { CabinetParts } from '../plugin.ts';
import { deskRoutes } from './access/desk-routes.ts';
import { paperRoutes } from './access/paper-routes.ts';
import { reportRoutes } from './access/report-routes.ts';
import { serviceSetRoutes } from './access/service-sets-routes.ts';
import { auditLogRoutes } from './audit/routes.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { parameterRoutes } from './parameters/parameter-routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { proposalRoutes } from './parameters/proposal-routes.ts';
import { storeRoutes } from './store/routes.ts';
import { eventRoutes } from './subjects/event-routes.ts';
import { rightRoutes } from './subjects/right-routes.ts';
import { subjectRoutes } from './subjects/subject-routes.ts';
import { territoryRoutes } from './territories/routes.ts';

/** Parameters with four eyes, the registry, the log of actions (1039:20.3). */
export function administratorRoutes(app: FastifyInstance, parts: CabinetParts): void {
  parameterRoutes(app, parts);
  proposalRoutes(app, parts);
  subjectRoutes(app, parts);
  rightRoutes(app, parts);
  eventRoutes(app, parts);
  territoryRoutes(app, parts);
  auditLogRoutes(app, parts);
  storeRoutes(app, parts);
  incidentRoutes(app, parts);
  paperRoutes(app, parts);
  peopleRoutes(app, parts);
  deskRoutes(app, parts);
  reportRoutes(app, parts);
  serviceSetRoutes(app, parts);
}
