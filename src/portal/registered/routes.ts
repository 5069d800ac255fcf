import type { FastifyInstance } from 'fastify';
import { findRegisteredQuery } from '#engine/index.ts';
import { open, type PortalParts } from '../parts.ts';
import { registeredPage } from './registered-page.tsx';

/** The page that the QR code on a paper copy leads to (1039:74). */
export function registeredRoutes(
  app: FastifyInstance,
  { operations, documentKinds }: PortalParts,
): void {
  const findRegistered = findRegisteredQuery(documentKinds);
  app.get<{ Params: { number: string } }>('/check/:number', open, async (request, reply) => {
    const found = await operations.ask(findRegistered, request.principal, request.params);
    if (found.kind !== 'done' || found.value === undefined) return reply.callNotFound();
    return reply.html(registeredPage(request.frame(), found.value));
  });
}
