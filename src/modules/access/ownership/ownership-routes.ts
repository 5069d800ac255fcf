import { suppliers } from '#kernel/role.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { findAccount } from '#modules/registry/index.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { faultsOf, showForm } from '../accounts/account-routes.ts';
import { accountsPath } from '../accounts/accounts-page.tsx';
import type { AccessParts } from '../parts.ts';
import { endAccountLink, showAccountPeopleQuery } from './account-people.ts';
import { ownerChangePage, ownerChangePath } from './owner-change-page.tsx';
import { recordOwnerChangeCommand, showOwnerChangesQuery } from './record-owner-change.ts';
import { askRegister } from './ask-register.ts';
import { peoplePage, peoplePath } from './people-page.tsx';
import { registerPage, registerPath } from './register-page.tsx';
import { texts } from './texts.uk.ts';

const inPerson = { config: { audience: ['individual-consumer'] as const } };
const forSuppliers = { config: { audience: suppliers } };
const endedNow = z.object({ ended: z.coerce.number().int().min(0).optional().catch(undefined) });
const typedChange = z.object({ changedOn: z.string().catch(''), ground: z.string().catch('') });
const unprocessable = 422;
const isDone = z.object({ done: z.literal('1') });

interface OneAccount {
  Params: { accountId: string };
}

/** How the register of property rights proves whose an account is, and what its word gives. */
export function ownershipRoutes(app: FastifyInstance, parts: AccessParts): void {
  if (parts.asksRegister) registerRoutes(app, parts);
  peopleRoutes(app, parts);
  ownerChangeRoutes(app, parts);
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

type Typed = Readonly<Record<string, string>>;
type AccountRequest = FastifyRequest<OneAccount>;

/** A change of owner, told of by the biller of the account (1039:26.4.a.2). */
function ownerChangeRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, clock, secrets } = parts;
  const path = ownerChangePath(':accountId');
  const showOwnerChanges = showOwnerChangesQuery(secrets);
  const recordOwnerChange = recordOwnerChangeCommand(secrets);
  const show = async (
    request: AccountRequest,
    reply: FastifyReply,
    { values, faults }: { readonly values: Typed; readonly faults: Typed },
  ) => {
    const shown = await operations.ask(showOwnerChanges, request.principal, request.params);
    if (shown.kind !== 'done') return reply.callNotFound();
    const { ended } = endedNow.parse(request.query);
    const { csrfToken } = request;
    const props = { shown: shown.value, csrfToken, values, faults, ended };
    const status = Object.keys(faults).length === 0 ? 200 : unprocessable;
    return reply.html(ownerChangePage(request.frame(), props), status);
  };

  app.get<OneAccount>(path, forSuppliers, (request, reply) => {
    const changedOn = dayInKyiv(clock.now()).toString();
    return show(request, reply, { values: { changedOn }, faults: {} });
  });

  app.post<OneAccount>(path, forSuppliers, async (request, reply) => {
    const { principal, params } = request;
    const values = typedChange.parse(request.body ?? {});
    const input = { ...values, accountId: params.accountId };
    const told = await operations.carryOut(recordOwnerChange, principal, input);
    if (told.kind === 'done') {
      return reply.redirect(`${ownerChangePath(params.accountId)}?ended=${told.value.ended}`, 303);
    }
    if (told.kind === 'hidden') return reply.callNotFound();
    const faults = changeFaults(told);
    return show(request, reply, { values, faults });
  });
}

/** What to say beside which question; what is refused is the day. */
function changeFaults(told: Outcome<unknown>): Typed {
  if (told.kind !== 'refused') return faultsOf(told);
  const said: Typed = texts.faults;
  return { changedOn: said[told.refusal.refusal] ?? texts.faults.changedOn };
}
