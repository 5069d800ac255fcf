import { sight } from '#platform/alarms/watch.ts';
import { everybody } from '#kernel/role.ts';
import { sessionCookieName, setSessionCookie } from '#platform/http/access.ts';
import type { FastifyInstance } from 'fastify';
import { localPath } from '../local-path.ts';
import { rolePath } from '../memberships/role-routes.ts';
import { keepIfOpen } from '../memberships/still-open.ts';
import type { AccessParts } from '../parts.ts';
import { deviceOf } from './device.ts';
import { beginSignIn, endSignIn, type SignInFailure } from './sign-in.ts';
import { signInPage, type FailureText } from './sign-in-page.tsx';

const browserCookie = 'zhkp-sign-in';
const browserCookieSeconds = 600;

/** Sign-in through id.gov.ua and sign-out. */
export function signInRoutes(app: FastifyInstance, parts: AccessParts): void {
  const open = { config: { audience: everybody } };
  const secure = parts.publicUrl.startsWith('https:');

  app.get<{ Querystring: { return?: string } }>('/sign-in', open, (request, reply) =>
    reply.html(signInPage(request.frame(), localPath(request.query.return ?? '/cabinet'))),
  );

  app.get<{ Querystring: { return?: string } }>('/sign-in/begin', open, async (request, reply) => {
    const begun = await beginSignIn(parts, request.query.return ?? '/cabinet');
    void reply.setCookie(browserCookie, begun.browserToken, {
      path: '/sign-in',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: browserCookieSeconds,
    });
    return reply.redirect(begun.location, 303);
  });

  app.get('/sign-in/return', open, async (request, reply) => {
    const signedIn = await endSignIn(parts, request.query, request.cookies[browserCookie] ?? '');
    void reply.clearCookie(browserCookie, { path: '/sign-in' });
    if (signedIn.kind !== 'signed-in') {
      await sightFailure(parts, signedIn);
      return reply.html(signInPage(request.frame(), '/cabinet', failureText(signedIn)), 422);
    }
    await endSession(request.cookies[sessionCookieName(parts.publicUrl)]);
    const { principal, method, returnTo } = signedIn;
    const device = deviceOf(request.headers['user-agent']);
    const begun = await parts.sessions.begin({ principal, method, device });
    const token = await keepIfOpen(parts, begun, principal);
    setSessionCookie(reply, parts.publicUrl, token);
    const choice = `${rolePath}?return=${encodeURIComponent(returnTo)}`;
    return reply.redirect(signedIn.mustChoose ? choice : returnTo, 303);
  });

  app.post('/sign-out', open, async (request, reply) => {
    await endSession(request.cookies[sessionCookieName(parts.publicUrl)]);
    setSessionCookie(reply, parts.publicUrl);
    return reply.redirect('/', 303);
  });

  /** A new sign-in never goes on under an old token: that would let one be planted beforehand. */
  async function endSession(token: string | undefined): Promise<void> {
    if (token !== undefined) await parts.sessions.end(token);
  }
}

function failureText(failed: SignInFailure): FailureText {
  if (failed.kind === 'stale') return 'stale';
  switch (failed.failure.kind) {
    case 'unavailable':
    case 'denied':
    case 'no-tax-number':
    case 'auth-type-not-allowed':
      return failed.failure.kind;
    case 'refused':
    case 'malformed':
      return 'other';
  }
}

/** Whoever changed their mind is no sign of anything; an answer that is not ours is. */
async function sightFailure({ db, clock }: AccessParts, failed: SignInFailure): Promise<void> {
  if (failed.kind === 'identity' && !['refused', 'malformed'].includes(failed.failure.kind)) return;
  await sight(db, { kind: 'sign-in-failed', about: 'sign-in', now: clock.now() });
}
