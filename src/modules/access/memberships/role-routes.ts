import { users } from '#kernel/role.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { sessionCookie } from '#platform/http/cookies.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { localPath } from '../local-path.ts';
import type { AccessParts } from '../parts.ts';
import { actAs } from './act-as.ts';
import { listMemberships } from './list-memberships.ts';
import { isOpenTo, keyOf } from './membership.ts';
import { rolePage } from './role-page.tsx';
import { keepIfOpen } from './still-open.ts';

export const rolePath = '/cabinet/role';

const chosen = z.object({ membership: z.string(), return: z.string().default('') });

/** The choice of the name in which somebody acts (1039:20, 1039:25). */
export function roleRoutes(app: FastifyInstance, parts: AccessParts): void {
  const forUsers = { config: { audience: users } };
  const cookie = sessionCookie(parts.publicUrl);

  app.get<{ Querystring: { return?: string } }>(rolePath, forUsers, async (request, reply) => {
    const found = await choicesOf(parts, request);
    if (found === undefined) return reply.callNotFound();
    return reply.html(
      rolePage(request.frame(), {
        choices: found.map(({ membership, isOpen }) => ({
          ...{ membership, isOpen },
          isCurrent: keyOf(membership) === keyOf(request.principal),
        })),
        returnTo: localPath(request.query.return),
        csrfToken: request.csrfToken,
      }),
    );
  });

  app.post(rolePath, forUsers, async (request, reply) => {
    const form = chosen.safeParse(request.body);
    const found = await choicesOf(parts, request);
    const choice = found?.find(({ membership }) => keyOf(membership) === form.data?.membership);
    const token = cookie.read(request);
    if (!form.success || choice?.isOpen !== true || token === undefined) {
      return reply.callNotFound();
    }
    const acting = await parts.operations.carryOut(actAs, request.principal, {
      key: form.data.membership,
    });
    if (acting.kind !== 'done') return reply.callNotFound();
    const renewed = await parts.sessions.renew(token, { principal: acting.value });
    const next = renewed && (await keepIfOpen(parts, renewed, acting.value));
    cookie.set(reply, next);
    return reply.redirect(localPath(form.data.return), 303);
  });
}

async function choicesOf({ db, clock }: AccessParts, request: FastifyRequest) {
  const { session, principal } = request;
  if (principal.personId === null || session === undefined) return undefined;
  const today = dayInKyiv(clock.now());
  const memberships = await listMemberships(queryableOf(db), principal.personId, today);
  return memberships.map((membership) => ({
    membership,
    isOpen: isOpenTo(session.method, membership.role),
  }));
}
