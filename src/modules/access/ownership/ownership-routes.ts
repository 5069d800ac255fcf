import { findAccount } from '#modules/registry/index.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultsOf, showForm } from '../accounts/account-routes.ts';
import { accountsPath } from '../accounts/accounts-page.tsx';
import type { AccessParts } from '../parts.ts';
import { endAccountLink, showAccountPeopleQuery } from './account-people.ts';
import { askRegister } from './ask-register.ts';
import { peoplePage, peoplePath } from './people-page.tsx';
import { registerPage, registerPath } from './register-page.tsx';
import { texts } from './texts.uk.ts';

const inPerson = { config: { audience: ['individual-consumer'] as const } };
const isDone = z.object({ done: z.literal('1') });

interface OneAccount {
  Params: { accountId: string };
}

/** How the register of property rights proves whose an account is, and what its word gives. */
export function ownershipRoutes(app: FastifyInstance, parts: AccessParts): void {
  if (parts.asksRegister) registerRoutes(app, parts);
  peopleRoutes(app, parts);
}

function registerRoutes(app: FastifyInstance, { operations }: AccessParts): void {
  app.get(registerPath, inPerson, (request, reply) => showForm(registerPage, request, reply));

  app.post(registerPath, inPerson, async (request, reply) => {
    const outcome = await operations.carryOut(askRegister, request.principal, request.body);
    if (outcome.kind === 'done') return reply.redirect(`${accountsPath}?done=register`, 303);
    const faults =
      outcome.kind === 'faults' ? faultsOf(outcome) : { number: texts.faults['too-many-attempts'] };
    return showForm(registerPage, request, reply, faults);
  });
}

function peopleRoutes(app: FastifyInstance, { operations, db, secrets }: AccessParts): void {
  const path = `${accountsPath}/:accountId/people`;
  const showAccountPeople = showAccountPeopleQuery(secrets);

  app.get<OneAccount>(path, inPerson, async (request, reply) => {
    const { params, principal } = request;
    const shown = await operations.ask(showAccountPeople, principal, params);
    if (shown.kind !== 'done') return reply.callNotFound();
    const account = await findAccount(db, BigInt(params.accountId));
    if (account === undefined) return reply.callNotFound();
    return reply.html(
      peoplePage(request.frame(), {
        ...{ account, people: shown.value, csrfToken: request.csrfToken },
        isDone: isDone.safeParse(request.query).success,
      }),
    );
  });

  app.post<OneAccount>(path, inPerson, async (request, reply) => {
    const { principal, params, body } = request;
    const input = { ...(body as Record<string, unknown>), accountId: params.accountId };
    const outcome = await operations.carryOut(endAccountLink, principal, input);
    if (outcome.kind !== 'done') return reply.callNotFound();
    return reply.redirect(`${peoplePath(BigInt(params.accountId))}?done=1`, 303);
  });
}
