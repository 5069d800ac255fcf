import { users } from '#kernel/role.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccessParts } from '../parts.ts';
import { askProofAgain } from '../proof/ask-proof-again.ts';
import { endSessions } from './end-sessions.ts';
import { sessionsPage } from './sessions-page.tsx';

const path = '/cabinet/sessions';
const ending = z.object({ session: z.uuid().optional() });
const ended = z.object({ done: z.enum(['one', 'others']).optional() });

/** A person's own sessions (1039:31, 1039:99). */
export function sessionRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, sessions } = parts;
  const forUsers = { config: { audience: users } };
  const guard = askProofAgain(parts.keptForms);

  app.get(path, forUsers, async (request, reply) => {
    const { session, principal, csrfToken } = request;
    if (session === undefined || principal.personId === null) return reply.callNotFound();
    const open = await sessions.list(principal.personId);
    const done = ended.safeParse(request.query).data?.done;
    const props = { open, current: session.sessionId, csrfToken, done };
    return reply.html(sessionsPage(request.frame(), props));
  });

  app.post(`${path}/end`, forUsers, async (request, reply) => {
    const form = ending.safeParse(request.body);
    if (!form.success || request.session === undefined) return reply.callNotFound();
    // All at once is more than a slip of the hand: it throws out whoever is at work elsewhere.
    const asked = form.data.session === undefined ? await guard(request, reply) : undefined;
    if (asked !== undefined) return asked;
    const outcome = await operations.carryOut(endSessions, request.principal, {
      ...(form.data.session === undefined
        ? { allBut: request.session.sessionId }
        : { sessionId: form.data.session }),
    });
    if (outcome.kind !== 'done') return reply.callNotFound();
    sessions.forget(outcome.value.personId);
    const done = form.data.session === undefined ? 'others' : 'one';
    return reply.redirect(`${path}?done=${done}`, 303);
  });
}
