import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { sessionCookie } from '#platform/http/cookies.ts';
import type { Session } from '#platform/sessions/sessions.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { localPath } from '../local-path.ts';
import type { AccessParts } from '../parts.ts';
import { readFactors } from '../second-factor/factors.sql.ts';
import { askToSign } from '../second-factor/passkeys.ts';
import { sendToIdGovUa } from '../sign-in/sign-in-routes.ts';
import { proofPath } from './ask-proof-again.ts';
import { factorPage, type FactorFault } from './factor-page.tsx';
import { proveAgainCommand } from './prove-again.ts';
import { readProof } from './read-proof.ts';
import { signInAgainPage } from './sign-in-again-page.tsx';

const unprocessable = 422;
const withReturn = z
  .object({ return: z.string().default('/cabinet') })
  .catch({ return: '/cabinet' });

/** The proof given again in the middle of a session (1039:10.2). */
export function proofRoutes(app: FastifyInstance, parts: AccessParts): void {
  const forUsers = { config: { audience: users, whileAwaiting: true } };
  const proveAgain = proveAgainCommand(parts.factors);
  const cookie = sessionCookie(parts.publicUrl);

  app.get(proofPath, forUsers, async (request, reply) => {
    const { session } = request;
    if (session === undefined) return reply.callNotFound();
    const returnTo = localPath(withReturn.parse(request.query).return);
    return showProof(parts, { request, reply, session, returnTo });
  });

  app.post(proofPath, forUsers, async (request, reply) => {
    const { session } = request;
    const token = cookie.read(request);
    if (session === undefined || token === undefined) return reply.callNotFound();
    const returnTo = localPath(withReturn.parse(request.body).return);
    const outcome = await parts.operations.carryOut(proveAgain, request.principal, {
      ...{ sessionId: session.sessionId, address: request.ip, proof: readProof(request.body) },
    });
    const tried = outcome.kind === 'done' ? outcome.value : 'no-match';
    if (tried !== 'passed') {
      return showProof(parts, { request, reply, session, returnTo, fault: tried });
    }
    const next = await parts.sessions.renew(token, { proved: true });
    cookie.set(reply, next);
    return reply.redirect(returnTo, 303);
  });

  app.get(`${proofPath}/begin`, forUsers, (request, reply) => {
    const { session } = request;
    if (session === undefined) return reply.callNotFound();
    const returnTo = localPath(withReturn.parse(request.query).return);
    return sendToIdGovUa(parts, reply, { returnTo, provesSession: session.sessionId });
  });
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: Session;
  readonly returnTo: string;
  readonly fault?: FactorFault;
}

/** A second factor where there is one; the first one anew where there is none. */
async function showProof(
  parts: AccessParts,
  { request, reply, session, returnTo, fault }: Asked,
): Promise<FastifyReply> {
  const { csrfToken } = request;
  const { personId } = session.principal;
  if (personId === null || !(await hasFactors(parts, personId))) {
    return reply.html(signInAgainPage(request.frame(), returnTo));
  }
  const { db, clock, factors } = parts;
  const asking = { purpose: 'prove', place: session.sessionId } as const;
  const conversation = { db: queryableOf(db), now: clock.now(), party: factors.party, asking };
  const page = factorPage(request.frame(), {
    ...{ action: proofPath, csrfToken, returnTo, fault, scriptHref: factors.scriptHref },
    passkeyOptions: await askToSign(conversation, personId),
  });
  return reply.html(page, fault === undefined ? 200 : unprocessable);
}

async function hasFactors({ db }: AccessParts, personId: bigint | null): Promise<boolean> {
  return personId !== null && (await readFactors(queryableOf(db), personId)).length > 0;
}
