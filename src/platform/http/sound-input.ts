import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ErrorPages } from './server.ts';

const badRequest = 400;
const otherMediaType = 415;

/**
 * Refuses what no page of ours sends, before a handler sees it: a file where none is asked for,
 * and the zero character, which no text of the database may hold.
 */
export function refuseUnsound(app: FastifyInstance, pages: ErrorPages): void {
  app.addHook('preValidation', async (request, reply) => {
    const status = faultOf(request);
    if (status === undefined) return;
    return reply.html(pages.refusedRequest(request.frame(), status), status);
  });
}

function faultOf(request: FastifyRequest): number | undefined {
  const { takesFile = false } = request.routeOptions.config;
  if (request.isMultipart() && !takesFile) return otherMediaType;
  const { params, query, body } = request;
  return [params, query, body].some(holdsZero) ? badRequest : undefined;
}

/** A text of a form with a file, or the name of that file, as the database may hold it. */
export function withoutZero(text: string): string {
  return text.replaceAll('\0', '');
}

/** Fields of an address or a form: texts, or lists of them. */
function holdsZero(fields: unknown): boolean {
  if (typeof fields === 'string') return fields.includes('\0');
  if (typeof fields !== 'object' || fields === null) return false;
  return Object.entries(fields).some((entry) => entry.flat().some(holdsZero));
}
