import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closeIncident, listIncidents } from '#platform/alarms/incidents.ts';
import { z } from 'zod';
import type { CabinetParts } from '../../plugin.ts';
import { readActorNames } from '../actor-names.ts';
import { forAdministrator } from '../for-administrator.ts';
import { incidentsPage, incidentsPath } from './incidents-page.tsx';

const unprocessable = 422;
const closing = z.object({ incidentId: z.string().catch('') });

/** Attempts to get in and other trouble (1039:21.5, 1039:53.5). */
export function incidentRoutes(app: FastifyInstance, { operations }: CabinetParts): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, faultOf?: string) => {
    const found = await operations.ask(listIncidents, request.principal, {});
    if (found.kind !== 'done') return reply.callNotFound();
    const { done } = request.query as { done?: string };
    const { csrfToken } = request;
    const abouts = found.value.map(({ about }) => about);
    const names = await readActorNames(operations, request.principal, abouts);
    const page = { incidents: found.value, names, csrfToken, isDone: done !== undefined, faultOf };
    const status = faultOf === undefined ? 200 : unprocessable;
    return reply.html(incidentsPage(request.frame(), page), status);
  };

  app.get(incidentsPath, forAdministrator, (request, reply) => show(request, reply));

  app.post(incidentsPath, forAdministrator, async (request, reply) => {
    const closed = await operations.carryOut(closeIncident, request.principal, request.body);
    if (closed.kind === 'done') return reply.redirect(`${incidentsPath}?done=1`, 303);
    if (closed.kind !== 'faults') return reply.callNotFound();
    return show(request, reply, closing.parse(request.body ?? {}).incidentId);
  });
}
