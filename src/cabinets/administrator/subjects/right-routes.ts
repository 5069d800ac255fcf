import { checkProvisionRight, grantProvisionRight, type Subject } from '#modules/registry/index.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { forAdministrator } from '../for-administrator.ts';
import { errorsOf } from './errors-of.ts';
import { keyOf, readRightForm, type Given, type RightForm } from './forms.ts';
import { rightPath, subjectPath } from './paths.ts';
import { subjectFacts } from './queries.ts';
import { rightCheckPage, rightFormPage } from './right-form.tsx';
import { readTypedTerritory, withTerritoryError, type TypedTerritory } from './typed-territory.ts';

interface RightsRoute {
  readonly Params: { readonly subjectId: string };
  readonly Querystring: Given;
  readonly Body: Given;
}

type Request = FastifyRequest<RightsRoute>;

const unprocessable = 422;

/** A new right of a provider: the form, its check, the record. */
export function rightRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations } = parts;
  const own = `${subjectPath(':subjectId')}/rights`;

  app.get<RightsRoute>(`${own}/new`, forAdministrator, async (request, reply) => {
    const subject = await findSubject(parts, request);
    if (subject === undefined) return reply.callNotFound();
    const form = readRightForm(request.query);
    const props = { subject, form, errors: new Map<string, string>(), candidates: [] };
    return reply.html(rightFormPage(request.frame(), props));
  });

  app.get<RightsRoute>(`${own}/check`, forAdministrator, async (request, reply) => {
    const form = readRightForm(request.query);
    const typed = await typedTerritory(parts, request, form);
    const input = inputOf(request, form, typed);
    const checked = await operations.ask(checkProvisionRight, request.principal, input);
    if (checked.kind !== 'done' || typed.territory === undefined) {
      return formAgain(parts, { request, reply }, { form, typed, outcome: checked });
    }
    const subject = await findSubject(parts, request);
    if (subject === undefined) return reply.callNotFound();
    const { territory } = typed;
    const right = checked.value;
    const props = { subject, form, right, territory, csrfToken: request.csrfToken };
    return reply.html(rightCheckPage(request.frame(), props));
  });

  app.post<RightsRoute>(own, forAdministrator, async (request, reply) => {
    const { principal, body } = request;
    const form = readRightForm(body);
    const typed = await typedTerritory(parts, request, form);
    const input = inputOf(request, form, typed);
    const entered = await operations.carryOut(grantProvisionRight, principal, input, keyOf(body));
    if (entered.kind === 'done') {
      return reply.redirect(`${rightPath(entered.value.rightId)}?news=granted`, 303);
    }
    return formAgain(parts, { request, reply }, { form, typed, outcome: entered });
  });
}

async function findSubject(
  { operations }: CabinetParts,
  request: Request,
): Promise<Subject | undefined> {
  const facts = await operations.ask(subjectFacts, request.principal, { ...request.params });
  return facts.kind === 'done' ? facts.value.subject : undefined;
}

function typedTerritory({ operations }: CabinetParts, request: Request, form: RightForm) {
  const typed = { text: form.territory, on: form.termFrom };
  return readTypedTerritory(operations, request.principal, typed);
}

function inputOf(
  { params }: Request,
  { territory: _typed, ...form }: RightForm,
  { territory }: TypedTerritory,
) {
  return { ...form, providerId: params.subjectId, territoryId: territory?.territoryId };
}

/** The form once more with what was typed and what is wrong. */
async function formAgain(
  parts: CabinetParts,
  { request, reply }: { readonly request: Request; readonly reply: FastifyReply },
  given: {
    readonly form: RightForm;
    readonly typed: TypedTerritory;
    readonly outcome: Outcome<unknown>;
  },
): Promise<FastifyReply> {
  const subject = await findSubject(parts, request);
  if (subject === undefined || given.outcome.kind === 'hidden') {
    reply.callNotFound();
    return reply;
  }
  const errors = withTerritoryError(errorsOf(given.outcome), given.typed);
  const { candidates } = given.typed;
  const props = { subject, form: given.form, errors, candidates };
  return reply.html(rightFormPage(request.frame(), props), unprocessable);
}
