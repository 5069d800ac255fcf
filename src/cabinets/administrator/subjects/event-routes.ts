import {
  checkProvisionEvent,
  provisionEventKinds,
  recordProvisionEvent,
  type ProvisionRight,
} from '#modules/registry/index.ts';
import { oneText } from '#platform/http/one-text.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { forAdministrator } from '../for-administrator.ts';
import { errorsOf } from './errors-of.ts';
import { eventCheckPage, eventFormPage } from './event-form.tsx';
import { keyOf, readEventForm, type EventForm, type Given } from './forms.ts';
import { rightPath } from './paths.ts';
import { rightFacts } from './queries.ts';
import { rightPage, type RightNews } from './right-page.tsx';
import { readTypedTerritory, withTerritoryError, type TypedTerritory } from './typed-territory.ts';

interface RightRoute {
  readonly Params: { readonly rightId: string };
  readonly Querystring: Given;
  readonly Body: Given;
}

type Request = FastifyRequest<RightRoute>;

const unprocessable = 422;
const newsKinds: readonly RightNews[] = ['granted', 'recorded'];

/** A right with its history, and what happened to it: the form, its check, the record. */
export function eventRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations } = parts;
  const own = rightPath(':rightId');

  app.get<RightRoute>(own, forAdministrator, async (request, reply) => {
    const right = await findRight(parts, request);
    if (right === undefined) return reply.callNotFound();
    const news = newsKinds.find((known) => known === oneText(request.query['news']));
    return reply.html(rightPage(request.frame(), { right, news }));
  });

  app.get<RightRoute>(`${own}/record`, forAdministrator, async (request, reply) => {
    const right = await findRight(parts, request);
    if (right === undefined) return reply.callNotFound();
    const form = readEventForm(request.query);
    const props = { right, form, errors: new Map<string, string>(), candidates: [] };
    return reply.html(eventFormPage(request.frame(), props));
  });

  app.get<RightRoute>(`${own}/record/check`, forAdministrator, async (request, reply) => {
    const form = readEventForm(request.query);
    const typed = await typedTerritory(parts, request, form);
    const input = inputOf(request, form, typed);
    const checked = await operations.ask(checkProvisionEvent, request.principal, input);
    const kind = provisionEventKinds.find((known) => known === form.kind);
    if (checked.kind !== 'done' || typed.error !== undefined || kind === undefined) {
      return formAgain(parts, { request, reply }, { form, typed, outcome: checked });
    }
    const right = await findRight(parts, request);
    if (right === undefined) return reply.callNotFound();
    const { territory } = typed;
    const before = checked.value;
    const props = { right, form, kind, before, territory, csrfToken: request.csrfToken };
    return reply.html(eventCheckPage(request.frame(), props));
  });

  app.post<RightRoute>(`${own}/record`, forAdministrator, async (request, reply) => {
    const { principal, body } = request;
    const form = readEventForm(body);
    const typed = await typedTerritory(parts, request, form);
    const input = inputOf(request, form, typed);
    if (typed.error === undefined) {
      const key = keyOf(body);
      const entered = await operations.carryOut(recordProvisionEvent, principal, input, key);
      if (entered.kind === 'done') {
        return reply.redirect(`${rightPath(request.params.rightId)}?news=recorded`, 303);
      }
      return formAgain(parts, { request, reply }, { form, typed, outcome: entered });
    }
    // A territory that is not known must not turn into the whole of the right's.
    const checked = await operations.ask(checkProvisionEvent, principal, input);
    return formAgain(parts, { request, reply }, { form, typed, outcome: checked });
  });
}

async function findRight(
  { operations }: CabinetParts,
  request: Request,
): Promise<ProvisionRight | undefined> {
  const right = await operations.ask(rightFacts, request.principal, { ...request.params });
  return right.kind === 'done' ? right.value : undefined;
}

function typedTerritory({ operations }: CabinetParts, request: Request, form: EventForm) {
  const typed = { text: form.territory, on: form.occurredOn };
  return readTypedTerritory(operations, request.principal, typed);
}

function inputOf(
  { params }: Request,
  { territory: _typed, ...form }: EventForm,
  { territory }: TypedTerritory,
) {
  return { ...form, rightId: params.rightId, territoryId: territory?.territoryId };
}

/** The form once more with what was typed and what is wrong. */
async function formAgain(
  parts: CabinetParts,
  { request, reply }: { readonly request: Request; readonly reply: FastifyReply },
  given: {
    readonly form: EventForm;
    readonly typed: TypedTerritory;
    readonly outcome: Outcome<unknown>;
  },
): Promise<FastifyReply> {
  const right = await findRight(parts, request);
  if (right === undefined || given.outcome.kind === 'hidden') {
    reply.callNotFound();
    return reply;
  }
  const errors = withTerritoryError(errorsOf(given.outcome), given.typed);
  const { candidates } = given.typed;
  const props = { right, form: given.form, errors, candidates };
  return reply.html(eventFormPage(request.frame(), props), unprocessable);
}
