import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { anonymous } from '../principal.ts';
import type { ServerParts } from './server.ts';

const signInPath = '/sign-in';
const changingMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** `__Host-` binds the cookie to the origin; browsers allow it over https only. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-zhkp' : 'zhkp';
}

/**
 * Four locks before a handler runs: a route must have declared its audience (1039:25), the session
 * must belong to it, its service must be among those that the role has now (1039:20), and a form
 * must carry the session's own token. A page that the role may not see answers like one that does
 * not exist.
 * @law 1039:21.7 1039:20
 */
export function enforceAccess(app: FastifyInstance, parts: ServerParts): void {
  const cookieName = sessionCookieName(parts.publicUrl);
  app.decorateRequest('principal');
  app.decorateRequest('csrfToken', '');
  app.decorateRequest('session');
  app.addHook('onRoute', (route) => {
    if ((route.config?.audience?.length ?? 0) > 0) return;
    throw new Error(`${String(route.method)} ${route.url} declares no audience`);
  });
  app.addHook('onRequest', async (request) => {
    request.principal = anonymous;
    const token = request.cookies[cookieName];
    if (token === undefined || request.routeOptions.config.audience === undefined) return;
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
      const back = encodeURIComponent(request.url);
      return reply.redirect(`${signInPath}?return=${back}`, 303);
    }
    return reply.callNotFound();
  });
  app.addHook('preValidation', async (request, reply) => {
    if (!changingMethods.has(request.method)) return;
    if (request.routeOptions.config.withoutCsrf === true) return;
    if (isFromOurPage(request, parts.publicUrl) && carriesToken(request)) return;
    return reply.html(parts.errorPages.refusedRequest(request.frame(), 403), 403);
  });
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
function carriesToken(request: FastifyRequest): boolean {
  if (request.principal.role === 'anonymous') return true;
  const body = request.body as { _csrf?: unknown } | undefined;
  const query = request.query as { _csrf?: unknown };
  const given = request.isMultipart() ? query._csrf : body?._csrf;
  return typeof given === 'string' && isSame(given, request.csrfToken);
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Sets or clears the session cookie. */
export function setSessionCookie(reply: FastifyReply, publicUrl: string, token?: string): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: publicUrl.startsWith('https:'),
  };
  const name = sessionCookieName(publicUrl);
  if (token === undefined) void reply.clearCookie(name, options);
  else void reply.setCookie(name, token, options);
}
