import {
  consumerGroundsOf,
  consumerActs,
  fileFault,
  findPersonCommand,
  personTexts,
  removeFactorsCommand,
  requestFormPage,
  showPersonQuery,
  submissionOperations,
  valuesOf,
  withFault,
  writeSubmission,
  type ConsumerAct,
  type ShownPerson,
  type Values,
} from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { receiveForm } from '#platform/files/receive-form.ts';
import type { Outcome } from '#platform/operations.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { forAdministrator } from '../for-administrator.ts';
import { peoplePath, personPage, searchPage } from './people-page.tsx';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
const withFile = { config: { ...forAdministrator.config, takesFile: true } };
const personPath = `${peoplePath}/:personId`;

interface PersonRoute {
  readonly Params: { readonly personId: string };
  readonly Querystring: Readonly<Record<string, GivenText>>;
  readonly Body: Readonly<Record<string, GivenText>> | undefined;
}
type PersonRequest = FastifyRequest<PersonRoute>;

/** People found by tax number, and papers about consumers in person (1039:32–39). */
export function peopleRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations, secrets, clock } = parts;
  const findPerson = findPersonCommand(secrets);
  const showPerson = showPersonQuery(secrets);
  const removeFactors = removeFactorsCommand(secrets);
  const shownTo = async ({ principal, params }: PersonRequest) => {
    const shown = await operations.ask(showPerson, principal, params);
    return shown.kind === 'done' ? shown.value : undefined;
  };

  app.get(peoplePath, forAdministrator, (request, reply) =>
    reply.html(searchPage(request.frame(), { csrfToken: request.csrfToken, rnokpp: '' })),
  );

  app.post<{ Body: Readonly<Record<string, GivenText>> | undefined }>(
    peoplePath,
    forAdministrator,
    async (request, reply) => {
      const rnokpp = oneText(request.body?.['rnokpp']);
      const found = await operations.carryOut(findPerson, request.principal, { rnokpp });
      if (found.kind === 'hidden' || found.kind === 'refused') return reply.callNotFound();
      if (found.kind === 'done' && found.value.kind === 'found') {
        return reply.redirect(`${peoplePath}/${found.value.personId}`, 303);
      }
      const fault =
        found.kind === 'faults'
          ? found.faults[0]?.message
          : found.value.kind === 'too-many'
            ? texts.tooMany
            : texts.nobody;
      const props = { csrfToken: request.csrfToken, rnokpp, fault };
      return reply.html(searchPage(request.frame(), props), unprocessable);
    },
  );

  app.get<PersonRoute>(personPath, forAdministrator, async (request, reply) => {
    const person = await shownTo(request);
    if (person === undefined) return reply.callNotFound();
    const isRemoved = oneText(request.query['done']) === 'factors';
    const { csrfToken } = request;
    return reply.html(personPage(request.frame(), { person, csrfToken, ground: '', isRemoved }));
  });

  const proved = { ...forAdministrator, preHandler: parts.askProof };
  app.post<PersonRoute>(`${personPath}/factors`, proved, async (request, reply) => {
    const { personId } = request.params;
    const ground = oneText(request.body?.['ground']);
    const input = { personId, ground };
    const removed = await operations.carryOut(removeFactors, request.principal, input);
    if (removed.kind === 'done')
      return reply.redirect(`${peoplePath}/${personId}?done=factors`, 303);
    const person = removed.kind === 'hidden' ? undefined : await shownTo(request);
    if (person === undefined) return reply.callNotFound();
    const { csrfToken } = request;
    const fault = faultOf(removed);
    const props = { person, csrfToken, ground, fault, isRemoved: false };
    return reply.html(personPage(request.frame(), props), unprocessable);
  });

  app.get<PersonRoute>(`${personPath}/new`, forAdministrator, async (request, reply) => {
    const act = actOf(oneText(request.query['act']));
    const person = act === undefined ? undefined : await shownTo(request);
    if (act === undefined || person === undefined) return reply.callNotFound();
    const today = dayInKyiv(clock.now()).toString();
    const [ground, ...others] = consumerGroundsOf(act);
    const values: Values = {
      ...{ aroseOn: today, cameOn: today },
      ...(others.length === 0 && ground !== undefined ? { ground } : {}),
    };
    return showForm({ request, reply }, { person, act, values, faults: {} });
  });

  const submissions = submissionOperations(secrets);
  app.post<PersonRoute>(personPath, withFile, async (request, reply) => {
    const { personId } = request.params;
    const { db, documents } = parts;
    const received = await receiveForm(request, documents.store);
    const values = valuesOf(received);
    const act = actOf(values['act']);
    if (act === undefined) return reply.callNotFound();
    const again = async (faults: Values) => {
      const person = await shownTo(request);
      if (person === undefined) return reply.callNotFound();
      return showForm({ request, reply }, { person, act, values, faults });
    };
    const fault = fileFault(received);
    if (fault !== undefined) return again({ file: fault });
    const cameAt = `${values['cameOn'] ?? ''}T${values['cameTime'] ?? ''}`;
    const writing = { operations, db, submissions, desk: documents.desk };
    const made = await writeSubmission(writing, request.principal, {
      way: 'consumer',
      typed: { fields: { ...values, cameAt, personId }, attachment: received.attachment },
    });
    if (made.kind === 'hidden') return reply.callNotFound();
    if (made.kind !== 'done') return again(withFault(made));
    return reply.redirect(`/cabinet/documents/${made.value.documentId}/sign`, 303);
  });
}

function faultOf(outcome: Outcome<unknown>): string | undefined {
  if (outcome.kind === 'faults') return outcome.faults[0]?.message;
  const faults: Readonly<Record<string, string>> = personTexts.faults;
  return outcome.kind === 'refused' ? faults[outcome.refusal.refusal] : undefined;
}

function actOf(given: string | undefined): ConsumerAct | undefined {
  return consumerActs.find((one) => one === given);
}

interface FormShown {
  readonly person: ShownPerson;
  readonly act: ConsumerAct;
  readonly values: Values;
  readonly faults: Values;
}

function showForm(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { person: { personId, name }, act, values, faults }: FormShown,
): FastifyReply {
  const path = `${peoplePath}/${personId}`;
  const page = requestFormPage(request.frame(), {
    ...{ act, faults, values, csrfToken: request.csrfToken, grounds: consumerGroundsOf(act) },
    ...{ personName: name, isInPerson: true, paper: { roles: [] } },
    ...{ action: path, back: { label: name, href: path } },
  });
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}
