import type { ProofGuard } from '#modules/access/index.ts';
import type { DocumentDesk, SigningDesk } from '#engine/index.ts';
import type { nameActorsQuery, ServiceSets } from '#modules/access/index.ts';
import type { VerificationKey } from '#platform/audit/keys.ts';
import type { Database } from '#platform/db/database.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import type { FastifyInstance } from 'fastify';
import { users } from '#kernel/role.ts';
import { administratorRoutes } from './administrator/routes.ts';

export interface CabinetParts extends ModuleParts {
  readonly serviceSets: ServiceSets;
  readonly nameActors: ReturnType<typeof nameActorsQuery>;
  readonly auditKeys: () => Promise<readonly VerificationKey[]>;
  /** Results of the checks of the log of actions. */
  readonly auditChecksPath: string;
  /** Extracts of the log as e-documents. */
  readonly documents: {
    readonly desk: DocumentDesk;
    readonly signing: SigningDesk;
    readonly db: Queryable;
    readonly store: FileStore;
  };
  readonly db: Database;
  /** Asks for the proof again before what lets people in or out. */
  readonly askProof: ProofGuard;
}

/** The way into the cabinet: the first service of the role. */
export function cabinetRoutes(app: FastifyInstance, parts: CabinetParts): void {
  app.get('/cabinet', { config: { audience: users } }, (request, reply) => {
    const [first] = parts.serviceSets.servicesOf(request.principal.role);
    return first === undefined ? reply.callNotFound() : reply.redirect(first.path, 303);
  });
  administratorRoutes(app, parts);
}
