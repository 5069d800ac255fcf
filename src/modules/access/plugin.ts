import type { FastifyInstance } from 'fastify';
import { accountRoutes } from './accounts/account-routes.ts';
import { lifeCycleRoutes } from './lifecycle/access-routes.ts';
import { lookRoutes } from './looks/look-routes.ts';
import { mandateRoutes } from './mandates/mandate-routes.ts';
import { roleRoutes } from './memberships/role-routes.ts';
import type { AccessParts } from './parts.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';

/** Who somebody is, in whose name they act, and their sessions. */
export function accessRoutes(app: FastifyInstance, parts: AccessParts): void {
  signInRoutes(app, parts);
  roleRoutes(app, parts);
  sessionRoutes(app, parts);
  accountRoutes(app, parts);
  mandateRoutes(app, parts);
  lookRoutes(app, parts);
  lifeCycleRoutes(app, parts);
}
