import { isProvedLately } from '#platform/sessions/sessions.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { keepForm, type KeptFormParts } from '../kept-forms/keep-form.ts';

export const proofPath = '/cabinet/proof';

/** A guard of a route; it answers itself where the proof is to come first. */
export type ProofGuard = (
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply | undefined>;

/**
 * A guard of routes that do what cannot be undone, for `preHandler`: whoever proved who they are
 * more than ten minutes ago proves it again, and comes back to where they were with what they
 * filled in.
 * @law 1039:10.2 1039:53.3
 */
export function askProofAgain(parts: KeptFormParts): ProofGuard {
  return async (request, reply) => {
    const { session } = request;
    if (session !== undefined && isProvedLately(session, parts.clock.now())) return undefined;
    const back =
      request.method === 'GET'
        ? request.url
        : await keepForm(parts, { request, reply }, request.principal);
    return reply.redirect(`${proofPath}?return=${encodeURIComponent(back)}`, 303);
  };
}
