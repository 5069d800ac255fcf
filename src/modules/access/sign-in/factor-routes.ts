import { everybody } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { system } from '#platform/principal.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessParts } from '../parts.ts';
import { readProof } from '../proof/read-proof.ts';
import { factorPage, type FactorFault } from '../proof/factor-page.tsx';
import { askToSign } from '../second-factor/passkeys.ts';
import { beginSession, factorPath, pendingCookie } from './let-in.ts';
import { limitsAt, passFactorCommand } from './pass-factor.ts';
import { readPending } from './pending.sql.ts';
import { signInPage } from './sign-in-page.tsx';
import { hashOf } from './tokens.ts';

const unprocessable = 422;
const open = { config: { audience: everybody } };

/** The second factor, asked for between the proof of who came and their session. */
export function factorRoutes(app: FastifyInstance, parts: AccessParts): void {
  const passFactor = passFactorCommand(parts.factors);
  const cookie = pendingCookie(parts.publicUrl);

  app.get(factorPath, open, (request, reply) => showFactor(parts, request, reply));

  app.post(factorPath, open, async (request, reply) => {
    const token = cookie.read(request) ?? '';
    const outcome = await parts.operations.carryOut(passFactor, system, {
      ...{ token, address: request.ip, proof: readProof(request.body) },
    });
    if (outcome.kind !== 'done') return showFactor(parts, request, reply, 'no-match');
    const passing = outcome.value;
    if (passing.kind !== 'passed') return showFactor(parts, request, reply, passing.kind);
    cookie.set(reply, undefined);
    const { personId, personName, method, returnTo } = passing;
    const person = { personId, personName };
    return beginSession(parts, { request, reply }, { person, method, returnTo });
  });
}

/** What is no longer, or was another browser's, begins anew; the two look alike. */
async function showFactor(
  { db, clock, factors, publicUrl }: AccessParts,
  request: FastifyRequest,
  reply: FastifyReply,
  fault?: FactorFault,
): Promise<FastifyReply> {
  const token = pendingCookie(publicUrl).read(request) ?? '';
  const now = clock.now();
  const queryable = queryableOf(db);
  const pending = await readPending(queryable, hashOf(token), limitsAt(now));
  if (pending === undefined) {
    return reply.html(signInPage(request.frame(), '/cabinet', 'factor-stale'), unprocessable);
  }
  const asking = { purpose: 'sign-in', place: token } as const;
  const conversation = { db: queryable, now, party: factors.party, asking };
  const page = factorPage(request.frame(), {
    ...{ action: factorPath, csrfToken: request.csrfToken, returnTo: undefined, fault },
    passkeyOptions: await askToSign(conversation, pending.personId),
    scriptHref: factors.scriptHref,
  });
  return reply.html(page, fault === undefined ? 200 : unprocessable);
}
