import type { FastifyInstance } from 'fastify';
import { accountRoutes } from './accounts/account-routes.ts';
import { lifeCycleRoutes } from './lifecycle/access-routes.ts';
import { lookRoutes } from './looks/look-routes.ts';
import { houseRoutes } from './houses/house-routes.ts';
import { profileRoutes } from './contacts/profile-routes.ts';
import { keptFormRoutes } from './kept-forms/kept-form-routes.ts';
import { mandateRoutes } from './mandates/mandate-routes.ts';
import { roleRoutes } from './memberships/role-routes.ts';
import { ownershipRoutes } from './ownership/ownership-routes.ts';
import type { AccessParts } from './parts.ts';
import { proofRoutes } from './proof/proof-routes.ts';
import { restrictedDeskRoutes } from './restricted/desk-routes.ts';
import { restrictedRoutes } from './restricted/restricted-routes.ts';
import { securityRoutes } from './second-factor/security-routes.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { stayRoutes } from './sessions/stay-routes.ts';
import { factorRoutes } from './sign-in/factor-routes.ts';
import { keyRoutes } from './sign-in/key/key-routes.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';

/** Who somebody is, in whose name they act, and their sessions. */
export function accessRoutes(app: FastifyInstance, parts: AccessParts): void {
  signInRoutes(app, parts);
  roleRoutes(app, parts);
  sessionRoutes(app, parts);
  accountRoutes(app, parts);
  ownershipRoutes(app, parts);
  mandateRoutes(app, parts);
  houseRoutes(app, parts);
  lookRoutes(app, parts);
  restrictedRoutes(app, parts);
  restrictedDeskRoutes(app, parts);
  lifeCycleRoutes(app, parts);
  factorRoutes(app, parts);
  keyRoutes(app, parts);
  securityRoutes(app, parts);
  proofRoutes(app, parts);
  profileRoutes(app, parts);
  keptFormRoutes(app, parts.keptForms);
  stayRoutes(app, parts);
}
