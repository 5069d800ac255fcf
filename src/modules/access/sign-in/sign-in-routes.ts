import { sight } from '#platform/alarms/watch.ts';
import { everybody } from '#kernel/role.ts';
import { ownCookie, sessionCookie } from '#platform/http/cookies.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { localPath } from '../local-path.ts';
import type { AccessParts } from '../parts.ts';
import { letIn } from './let-in.ts';
import { beginSignIn, endSignIn, type SignInFailure } from './sign-in.ts';
import { signInPage, type FailureText } from './sign-in-page.tsx';

const browserCookieName = 'zhkp-sign-in';
const browserCookieSeconds = 600;
const open = { config: { audience: everybody } };

/** Sign-in through id.gov.ua and sign-out. */
export function signInRoutes(app: FastifyInstance, parts: AccessParts): void {
  const browserCookie = ownCookie(parts.publicUrl, browserCookieName);
  const cookie = sessionCookie(parts.publicUrl);

  app.get<{ Querystring: { return?: string; late?: string } }>(
    '/sign-in',
    open,
    (request, reply) => {
      const { return: back, late } = request.query;
      const returnTo = localPath(back);
      return reply.html(signInPage(request.frame(), returnTo, undefined, late === 'yes'));
    },
  );

  app.get<{ Querystring: { return?: string } }>('/sign-in/begin', open, (request, reply) =>
    sendToIdGovUa(parts, reply, {
      returnTo: localPath(request.query.return),
      provesSession: null,
    }),
  );

  app.get('/sign-in/return', open, async (request, reply) => {
    const token = browserCookie.read(request) ?? '';
    const came = await endSignIn(parts, request.query, token);
    browserCookie.set(reply, undefined);
    const failed = (failure: FailureText) =>
      reply.html(signInPage(request.frame(), '/cabinet', failure), 422);
    if (came.kind !== 'identified') {
      await sightFailure(parts, came);
      return failed(failureText(came));
    }
    const answer = await letIn(parts, { request, reply }, came);
    return typeof answer === 'string' ? failed(answer) : answer;
  });

  app.post('/sign-out', open, async (request, reply) => {
    const token = cookie.read(request);
    if (token !== undefined) await parts.sessions.end(token);
    cookie.set(reply, undefined);
    return reply.redirect('/', 303);
  });
}

/** Sends the browser to id.gov.ua, to begin a session or to prove again whose it is. */
export async function sendToIdGovUa(
  parts: AccessParts,
  reply: FastifyReply,
  wish: Parameters<typeof beginSignIn>[1],
): Promise<FastifyReply> {
  const begun = await beginSignIn(parts, wish);
  const browserCookie = ownCookie(parts.publicUrl, browserCookieName);
  browserCookie.set(reply, begun.browserToken, { seconds: browserCookieSeconds });
  return reply.redirect(begun.location, 303);
}

function failureText(failed: SignInFailure): FailureText {
  if (failed.kind !== 'identity') return failed.kind;
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
