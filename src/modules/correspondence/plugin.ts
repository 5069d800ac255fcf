import type { FastifyInstance } from 'fastify';
import { draftRoutes } from './draft-routes.ts';
import { downloadRoutes } from './download-routes.ts';
import { envelopeRoutes } from './envelope-routes.ts';
import type { CorrespondenceParts } from './parts.ts';
import { readingRoutes } from './reading-routes.ts';
import { signingRoutes } from './signing-routes.ts';

/** Documents in the cabinets: written, read, signed, carried away. */
export function correspondenceRoutes(app: FastifyInstance, parts: CorrespondenceParts): void {
  readingRoutes(app, parts);
  draftRoutes(app, parts);
  signingRoutes(app, parts);
  downloadRoutes(app, parts);
  envelopeRoutes(app, parts);
}
