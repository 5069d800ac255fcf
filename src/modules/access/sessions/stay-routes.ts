import { everybody, users } from '#kernel/role.ts';
import { sessionCookie } from '#platform/http/cookies.ts';
import type { FastifyInstance } from 'fastify';
import type { AccessParts } from '../parts.ts';

/**
 * How long the session goes on, for the question before it ends: told without prolonging it, and
 * after «still here», which prolongs it as any other request does.
 */
export function stayRoutes(
  app: FastifyInstance,
  { sessions, clock, publicUrl }: AccessParts,
): void {
  const cookie = sessionCookie(publicUrl);
  const secondsLeft = (endsAt: Temporal.Instant | undefined) =>
    endsAt === undefined ? 0 : Math.floor(endsAt.since(clock.now()).total('seconds'));

  app.get(
    '/session/state',
    { config: { audience: everybody, withoutProlonging: true } },
    async (request, reply) => {
      const token = cookie.read(request);
      const session = token === undefined ? undefined : await sessions.peek(token);
      return reply
        .header('cache-control', 'no-store')
        .send({ secondsLeft: secondsLeft(session?.endsAt) });
    },
  );

  app.post(
    '/session/stay',
    { config: { audience: users, whileAwaiting: true, withoutKeeping: true } },
    (request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send({ secondsLeft: secondsLeft(request.session?.endsAt) }),
  );
}
