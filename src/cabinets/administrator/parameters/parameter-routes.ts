import { contains } from '#kernel/period.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { checkProposal } from '#platform/parameters/check-proposal.ts';
import { listParameters, type StoredParameter } from '#platform/parameters/list-parameters.ts';
import { proposeParameter } from '#platform/parameters/propose-parameter.ts';
import { parameterHistory } from '#platform/parameters/review-parameters.ts';
import { parameterRefusals } from '#platform/parameters/texts.uk.ts';
import { settlementsEffects } from '#modules/settlements/index.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { Operations, Outcome } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import type { FastifyInstance } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { readActorNames } from '../actor-names.ts';
import { forAdministrator } from '../for-administrator.ts';
import { allParameters } from './all-parameters.ts';
import { checkPage } from './check-page.tsx';
import { emptyProposalForm, readProposalForm } from './form.ts';
import { groupParameters } from './group-parameters.ts';
import { historyPage } from './history-page.tsx';
import { parametersPage, parameterStatuses } from './parameters-page.tsx';
import { proposePage, type ProposeProps } from './propose-page.tsx';

interface CodeRoute {
  readonly Params: { readonly code: string };
  readonly Querystring: Readonly<Record<string, GivenText>>;
  readonly Body: Readonly<Record<string, GivenText>>;
}

/** Numbers of the law: the list, the history of each, and the form of a new value. */
export function parameterRoutes(app: FastifyInstance, parts: CabinetParts): void {
  readingRoutes(app, parts);
  formRoute(app, parts);
  proposingRoutes(app, parts);
}

function readingRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations, clock } = parts;

  app.get<CodeRoute>('/cabinet/parameters', forAdministrator, async (request, reply) => {
    const list = await operations.ask(listParameters, request.principal, {});
    if (list.kind !== 'done') return reply.callNotFound();
    const { q, status } = request.query;
    const filter = {
      text: oneText(q),
      status: parameterStatuses.find((known) => known === status),
    };
    const groups = groupParameters(list.value, filter, dayInKyiv(clock.now()));
    return reply.html(parametersPage(request.frame(), groups, filter));
  });

  app.get<CodeRoute>('/cabinet/parameters/:code', forAdministrator, async (request, reply) => {
    const { code } = request.params;
    const values = await readValues(operations, request.principal, code);
    if (values === undefined) return reply.callNotFound();
    const actors = values.flatMap(({ enteredBy, decidedBy }) => [enteredBy, decidedBy]);
    const names = await readActorNames(parts, request.principal, actors);
    return reply.html(historyPage(request.frame(), { code, values, names }));
  });
}

function formRoute(app: FastifyInstance, { operations, clock }: CabinetParts): void {
  app.get<CodeRoute>(
    '/cabinet/parameters/:code/propose',
    forAdministrator,
    async (request, reply) => {
      const { code } = request.params;
      const values = await readValues(operations, request.principal, code);
      if (values === undefined) return reply.callNotFound();
      const today = dayInKyiv(clock.now());
      const inForce = values
        .filter(({ state, parameter }) => state === 'approved' && contains(parameter.valid, today))
        .map(({ parameter }) => parameter);
      const isFresh = Object.keys(request.query).length === 0;
      const form = isFresh ? emptyProposalForm(inForce) : readProposalForm(request.query);
      const props = { ...codeProps(code, values), form, errors: new Map<string, string>() };
      return reply.html(proposePage(request.frame(), props));
    },
  );
}

function proposingRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations } = parts;
  const propose = proposeParameter(allParameters);
  const check = checkProposal(allParameters, settlementsEffects);

  app.get<CodeRoute>(
    '/cabinet/parameters/:code/check',
    forAdministrator,
    async (request, reply) => {
      const { code } = request.params;
      const form = readProposalForm(request.query);
      const checked = await operations.ask(check, request.principal, { ...form, code });
      if (checked.kind === 'done') {
        const props = { code, form, checked: checked.value, csrfToken: request.csrfToken };
        return reply.html(checkPage(request.frame(), props));
      }
      const again = await formAgain(parts, request.principal, { code, form, outcome: checked });
      if (again === undefined) return reply.callNotFound();
      return reply.html(proposePage(request.frame(), again), 422);
    },
  );

  app.post<CodeRoute>(
    '/cabinet/parameters/:code/proposals',
    forAdministrator,
    async (request, reply) => {
      const { code } = request.params;
      const form = readProposalForm(request.body);
      const input = { ...form, code };
      const sent = await operations.carryOut(propose, request.principal, input);
      if (sent.kind === 'done') {
        return reply.redirect(`/cabinet/proposals/${sent.value.parameterId}?news=sent`, 303);
      }
      const again = await formAgain(parts, request.principal, { code, form, outcome: sent });
      if (again === undefined) return reply.callNotFound();
      return reply.html(proposePage(request.frame(), again), 422);
    },
  );
}

/** Everything under the code; undefined when nothing ever was. */
async function readValues(
  operations: Operations,
  principal: Principal,
  code: string,
): Promise<readonly StoredParameter[] | undefined> {
  const answer = await operations.ask(parameterHistory, principal, { code });
  return answer.kind === 'done' && answer.value.length > 0 ? answer.value : undefined;
}

/** What the form says of the code itself. */
function codeProps(code: string, values: readonly StoredParameter[]) {
  const unit = values[0]?.parameter.unit ?? '';
  return { code, unit, bounds: allParameters.bounds[code] };
}

/** The form once more with what was typed and what is wrong; undefined for an unknown code. */
async function formAgain(
  { operations }: CabinetParts,
  principal: Principal,
  given: Pick<ProposeProps, 'code' | 'form'> & { readonly outcome: Outcome<unknown> },
): Promise<ProposeProps | undefined> {
  const { code, form, outcome } = given;
  const values = await readValues(operations, principal, code);
  if (values === undefined || outcome.kind === 'hidden') return undefined;
  return { ...codeProps(code, values), form, errors: errorsOf(outcome) };
}

function errorsOf(outcome: Outcome<unknown>): ReadonlyMap<string, string> {
  if (outcome.kind === 'faults') {
    return new Map(outcome.faults.map(({ field, message }) => [field, message]));
  }
  if (outcome.kind !== 'refused') return new Map();
  const { refusal } = outcome.refusal;
  const field = refusal === 'parts-exceed-whole' ? 'value' : '';
  return new Map([[field, refusalText(refusal)]]);
}

/** The sentence for a refusal of parameters; the code itself would be a defect. */
export function refusalText(code: string): string {
  return code in parameterRefusals
    ? parameterRefusals[code as keyof typeof parameterRefusals]
    : code;
}
