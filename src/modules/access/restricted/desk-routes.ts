import { refuse } from '#kernel/result.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccessParts } from '../parts.ts';
import { askProofAgain } from '../proof/ask-proof-again.ts';
import { decideRestrictedCommand } from './decide-restricted.ts';
import { restrictedDeskPage } from './desk-page.tsx';
import { endRestricted } from './end-restricted.ts';
import { oneRestrictedPage, type OneRestrictedProps } from './one-page.tsx';
import { restrictedDeskPath } from './paths.ts';
import { findRestrictedQuery, restrictedDeskQuery } from './restricted-queries.ts';
import { restrictedFault } from './texts.uk.ts';

const unprocessable = 422;
const forOwner = { config: { audience: ['owner'] as const } };

interface DeskRoute {
  readonly Params: { readonly restrictedId: string };
  readonly Querystring: Readonly<Record<string, GivenText>>;
  readonly Body: Readonly<Record<string, GivenText>> | undefined;
}
type DeskRequest = FastifyRequest<DeskRoute>;

/** Where the owner decides who is let to restricted information, and ends it (1039:95). */
export function restrictedDeskRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, secrets, keptForms } = parts;
  const restrictedDesk = restrictedDeskQuery(secrets);
  const findRestricted = findRestrictedQuery(secrets);
  const decideRestricted = decideRestrictedCommand(secrets);
  const onePage = async (
    request: DeskRequest,
    props: Pick<OneRestrictedProps, 'values' | 'faults' | 'done'>,
  ): Promise<string | undefined> => {
    const found = await operations.ask(findRestricted, request.principal, request.params);
    if (found.kind !== 'done') return undefined;
    const { csrfToken } = request;
    return oneRestrictedPage(request.frame(), { ...props, csrfToken, shown: found.value });
  };

  app.get<DeskRoute>(restrictedDeskPath, forOwner, async (request, reply) => {
    const page = Math.max(1, Math.trunc(Number(oneText(request.query['page']))) || 1);
    const listed = await operations.ask(restrictedDesk, request.principal, { page });
    if (listed.kind !== 'done') return reply.callNotFound();
    return reply.html(restrictedDeskPage(request.frame(), { requests: listed.value, page }));
  });

  app.get<DeskRoute>(`${restrictedDeskPath}/:restrictedId`, forOwner, async (request, reply) => {
    const given = oneText(request.query['done']);
    const done = (['granted', 'refused', 'ended'] as const).find((one) => one === given);
    const page = await onePage(request, { values: {}, faults: {}, done });
    return page === undefined ? reply.callNotFound() : reply.html(page);
  });

  // What somebody has seen cannot be taken back.
  const proved = { ...forOwner, preHandler: askProofAgain(keptForms) };
  app.post<DeskRoute>(`${restrictedDeskPath}/:restrictedId`, proved, async (request, reply) => {
    const { restrictedId } = request.params;
    const given = (name: string) => oneText(request.body?.[name]);
    const values = { outcome: given('outcome'), reason: given('reason'), until: given('until') };
    const input = { ...values, restrictedId };
    const decided = await operations.carryOut(decideRestricted, request.principal, input);
    if (decided.kind === 'done') {
      const { outcome } = decided.value;
      return reply.redirect(`${restrictedDeskPath}/${restrictedId}?done=${outcome}`, 303);
    }
    const page =
      decided.kind === 'hidden'
        ? undefined
        : await onePage(request, { values, faults: faultsOf(decided), done: undefined });
    return page === undefined ? reply.callNotFound() : reply.html(page, unprocessable);
  });

  app.post<DeskRoute>(
    `${restrictedDeskPath}/:restrictedId/end`,
    forOwner,
    async (request, reply) => {
      const ended = await operations.carryOut(endRestricted, request.principal, request.params);
      if (ended.kind !== 'done') return reply.callNotFound();
      return reply.redirect(`${restrictedDeskPath}/${request.params.restrictedId}?done=ended`, 303);
    },
  );
}

function faultsOf(outcome: Outcome<unknown>): Readonly<Record<string, string>> {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]));
  }
  const refusal = outcome.kind === 'refused' ? outcome.refusal : refuse('other');
  const code = refusal.refusal;
  if (code.startsWith('until')) return { until: restrictedFault(refusal) };
  return { [code === 'account-not-there' ? 'outcome' : '']: restrictedFault(refusal) };
}
