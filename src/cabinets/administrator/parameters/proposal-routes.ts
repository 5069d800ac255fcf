import { decideParameter } from '#platform/parameters/decide-parameter.ts';
import { readProposal } from '#platform/parameters/list-parameters.ts';
import { previewProposal, waitingProposals } from '#platform/parameters/review-parameters.ts';
import { actorKey } from '#platform/principal.ts';
import { settlementsEffects } from '#modules/settlements/index.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { readActorNames } from '../actor-names.ts';
import { forAdministrator } from '../for-administrator.ts';
import { allParameters } from './all-parameters.ts';
import { refusalText } from './parameter-routes.ts';
import { proposalPage, type ProposalNews } from './proposal-page.tsx';
import { proposalsPage } from './proposals-page.tsx';

interface ProposalRoute {
  readonly Params: { readonly parameterId: string };
  readonly Querystring: { readonly news?: string };
  readonly Body: { readonly decision?: string };
}

const newsKinds: readonly ProposalNews[] = ['sent', 'approved', 'rejected'];

const decide = decideParameter(allParameters);
const preview = previewProposal(allParameters, settlementsEffects);

/** Proposals of values and the decisions of the second person on them. */
export function proposalRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations } = parts;

  app.get('/cabinet/proposals', forAdministrator, async (request, reply) => {
    const waiting = await operations.ask(waitingProposals, request.principal, {});
    if (waiting.kind !== 'done') return reply.callNotFound();
    const proposals = waiting.value;
    const actors = proposals.map(({ enteredBy }) => enteredBy);
    const names = await readActorNames(parts, request.principal, actors);
    return reply.html(proposalsPage(request.frame(), { proposals, names }));
  });

  app.get<ProposalRoute>(
    '/cabinet/proposals/:parameterId',
    forAdministrator,
    async (request, reply) => {
      const news = newsKinds.find((known) => known === request.query.news);
      return showProposal(parts, { request, reply }, { news });
    },
  );

  app.post<ProposalRoute>(
    '/cabinet/proposals/:parameterId/decision',
    forAdministrator,
    async (request, reply) => {
      const { parameterId } = request.params;
      const input = { parameterId, decision: request.body.decision };
      const decided = await operations.carryOut(decide, request.principal, input);
      if (decided.kind === 'done') {
        const address = `/cabinet/proposals/${parameterId}?news=${decided.value.state}`;
        return reply.redirect(address, 303);
      }
      const refusal =
        decided.kind === 'refused'
          ? refusalText(decided.refusal.refusal)
          : decided.kind === 'faults'
            ? decided.faults[0]?.message
            : undefined;
      return showProposal(parts, { request, reply }, { refusal });
    },
  );
}

interface Said {
  readonly news?: ProposalNews | undefined;
  readonly refusal?: string | undefined;
}

async function showProposal(
  parts: CabinetParts,
  { request, reply }: { request: FastifyRequest<ProposalRoute>; reply: FastifyReply },
  { news, refusal }: Said,
): Promise<FastifyReply> {
  const { operations } = parts;
  const { principal, params } = request;
  const found = await operations.ask(readProposal, principal, params);
  if (found.kind !== 'done') {
    reply.callNotFound();
    return reply;
  }
  const proposal = found.value;
  const previewed = await operations.ask(preview, principal, params);
  const names = await readActorNames(parts, principal, [proposal.enteredBy, proposal.decidedBy]);
  const props = {
    proposal,
    effect: previewed.kind === 'done' ? previewed.value : undefined,
    obstacle:
      proposal.state === 'proposed' && previewed.kind === 'refused'
        ? refusalText(previewed.refusal.refusal)
        : undefined,
    names,
    isOwn: personOf(proposal.enteredBy) === personOf(actorKey(principal)),
    csrfToken: request.csrfToken,
    news,
    refusal,
  };
  return reply.html(proposalPage(request.frame(), props), refusal === undefined ? 200 : 422);
}

/** The person of an actor's short name, whatever role they act in. */
function personOf(actor: string): string {
  return actor.split(':').slice(0, 2).join(':');
}
