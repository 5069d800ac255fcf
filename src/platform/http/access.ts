import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { anonymous } from '../principal.ts';
import type { EndedSession } from '../sessions/sessions.ts';
import { sessionCookie } from './cookies.ts';
import type { ServerParts } from './server.ts';

const signInPath = '/sign-in';
const changingMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Whoever comes is nobody until their session is found; even a refusal is answered to somebody. */
export function beginAsNobody(app: FastifyInstance): void {
  app.decorateRequest('principal');
  app.decorateRequest('csrfToken', '');
  app.decorateRequest('session');
  app.decorateRequest('endedSession');
  app.addHook('onRequest', async (request) => {
    request.principal = anonymous;
  });
}

/** Where somebody is led whose session awaits something of them. */
const awaitedPath = '/cabinet/profile';

/**
 * Four locks before a handler runs: a route must have declared its audience (1039:25), the session
 * must belong to it, its service must be among those that the role has now (1039:20), and a form
 * must carry the session's own token. A page that the role may not see answers like one that does
 * not exist.
 * @law 1039:20 1039:21.7 1039:42 1039:43 1039:53.4 1039:98
 */
export function enforceAccess(app: FastifyInstance, parts: ServerParts): void {
  const cookie = sessionCookie(parts.publicUrl);
  app.addHook('onRoute', (route) => {
    if ((route.config?.audience?.length ?? 0) > 0) return;
    throw new Error(`${String(route.method)} ${route.url} declares no audience`);
  });
  app.addHook('onRequest', async (request) => {
    const token = cookie.read(request);
    if (token === undefined || request.routeOptions.config.audience === undefined) return;
    if (request.routeOptions.config.withoutProlonging === true) return;
    const session = await parts.sessions.find(token);
    if (session === undefined) return;
    request.session = session;
    request.principal = session.principal;
    request.csrfToken = session.csrfToken;
    await parts.offered.refresh();
  });
  app.addHook('onRequest', async (request, reply) => {
    const { url = '', config } = request.routeOptions;
    const { audience } = config;
    const { role } = request.principal;
    if (audience === undefined) return;
    if (audience.includes(role)) {
      return parts.offered.isOff(role, url) ? reply.callNotFound() : undefined;
    }
    if (role === 'anonymous' && request.method === 'GET') {
      return reply.redirect(`${signInPath}?return=${encodeURIComponent(request.url)}`, 303);
    }
    request.endedSession = await findEnded(parts, request);
    // A form whose session has ended is read before it is answered: it is not to be lost.
    return request.endedSession === undefined ? reply.callNotFound() : undefined;
  });
  app.addHook('onRequest', async (request, reply) => {
    const { audience, whileAwaiting } = request.routeOptions.config;
    const isForAll = audience === undefined || audience.includes('anonymous');
    if (request.session?.awaits !== 'contacts' || isForAll || whileAwaiting === true) return;
    const back = request.method === 'GET' ? request.url : '/cabinet';
    return reply.redirect(`${awaitedPath}?first=yes&return=${encodeURIComponent(back)}`, 303);
  });
  app.addHook('preValidation', async (request, reply) => {
    const { endedSession } = request;
    if (endedSession !== undefined) {
      const isOurs = carriesToken(request, endedSession.csrfToken);
      const { answerLateForm, publicUrl } = parts;
      const mayKeep = isOurs && isFromOurPage(request, publicUrl) && answerLateForm !== undefined;
      return mayKeep ? answerLateForm(request, reply, endedSession) : reply.callNotFound();
    }
    if (!changingMethods.has(request.method)) return;
    if (request.routeOptions.config.withoutCsrf === true) return;
    const isAnonymous = request.principal.role === 'anonymous';
    const isOurs = isAnonymous || carriesToken(request, request.csrfToken);
    if (isOurs && isFromOurPage(request, parts.publicUrl)) return;
    return reply.html(parts.errorPages.refusedRequest(request.frame(), 403), 403);
  });
}

/** The session that a form comes too late for. */
async function findEnded(
  { sessions, publicUrl }: ServerParts,
  request: FastifyRequest,
): Promise<EndedSession | undefined> {
  const token = sessionCookie(publicUrl).read(request);
  const { withoutKeeping } = request.routeOptions.config;
  const isAnonymous = request.principal.role === 'anonymous';
  const isForm = request.method === 'POST' && isAnonymous && withoutKeeping !== true;
  return isForm && token !== undefined ? sessions.findEnded(token) : undefined;
}

function isFromOurPage(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = request.headers.origin;
  return origin === undefined || origin === new URL(publicUrl).origin;
}

/**
 * A form that carries a file sends its token in the address, since its body is read as a stream.
 */
function carriesToken(request: FastifyRequest, token: string): boolean {
  const body = request.body as { _csrf?: unknown } | undefined;
  const query = request.query as { _csrf?: unknown };
  const given = request.isMultipart() ? query._csrf : body?._csrf;
  return typeof given === 'string' && isSame(given, token);
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
