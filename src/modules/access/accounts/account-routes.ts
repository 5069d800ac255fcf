import { suppliers } from '#kernel/role.ts';
import { findAccount } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccessParts } from '../parts.ts';
import { readLinkedAccounts } from './account-links.sql.ts';
import {
  accountsPage,
  accountsPath,
  askPage,
  askPath,
  connectPage,
  connectPath,
  type AccountsDone,
  type ConnectPageProps,
} from './accounts-page.tsx';
import { listOwnershipRequests } from '../ownership/ask-register.ts';
import { readOwnedAccounts } from '../ownership/owner-links.sql.ts';
import { askForLink, decideLink, listLinkRequestsQuery } from './ask-for-link.ts';
import { connectAccountCommand } from './connect-account.ts';
import { disconnectAccount } from './disconnect-account.ts';
import { requestsPage, requestsPath } from './requests-page.tsx';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
const typed = z.string().max(200).catch('');
const connectForm = z.object({
  ...{ number: typed, code: typed, edrpou: typed, capacity: typed, consent: typed },
});
const doneQuery = z.object({
  done: z.enum(['connected', 'disconnected', 'asked', 'register']).optional(),
});
const forOwners = { config: { audience: ['individual-consumer'] as const } };
const forSuppliers = { config: { audience: suppliers } };

/** How consumers reach their accounts, and how billers answer those who ask (1039:25). */
export function accountRoutes(app: FastifyInstance, parts: AccessParts): void {
  listRoutes(app, parts);
  connectRoutes(app, parts);
  requestRoutes(app, parts);
}

function listRoutes(app: FastifyInstance, { operations, db }: AccessParts): void {
  app.get(accountsPath, forOwners, async (request, reply) => {
    const { personId } = request.principal;
    if (personId === null) return reply.callNotFound();
    const ids = await readLinkedAccounts(queryableOf(db), personId);
    const accounts = await Promise.all(ids.map((id) => findAccount(db, id)));
    const asked = await operations.ask(listOwnershipRequests, request.principal, {});
    return reply.html(
      accountsPage(request.frame(), {
        accounts: accounts.filter((account) => account !== undefined),
        owned: await readOwnedAccounts(queryableOf(db), personId),
        requests: asked.kind === 'done' ? asked.value : [],
        csrfToken: request.csrfToken,
        done: doneQuery.safeParse(request.query).data?.done,
      }),
    );
  });

  app.post(`${accountsPath}/disconnect`, forOwners, async (request, reply) => {
    const outcome = await operations.carryOut(disconnectAccount, request.principal, request.body);
    return outcome.kind === 'done' ? backToList(reply, 'disconnected') : reply.callNotFound();
  });
}

function connectRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, connectionCodes, asksRegister } = parts;
  const page: FormPage = (frame, props) => connectPage(frame, { ...props, asksRegister });
  const connectAccount = connectAccountCommand(connectionCodes);

  app.get(connectPath, forOwners, (request, reply) => showForm(page, request, reply));

  app.post(connectPath, forOwners, async (request, reply) => {
    const outcome = await operations.carryOut(connectAccount, request.principal, request.body);
    if (outcome.kind === 'done' && outcome.value.kind === 'connected') {
      return backToList(reply, 'connected');
    }
    const noMatch = { number: texts.faults['no-match'] };
    return showForm(page, request, reply, outcome.kind === 'done' ? noMatch : faultsOf(outcome));
  });

  app.get(askPath, forOwners, (request, reply) => showForm(askPage, request, reply));

  app.post(askPath, forOwners, async (request, reply) => {
    const outcome = await operations.carryOut(askForLink, request.principal, request.body);
    if (outcome.kind === 'done') return backToList(reply, 'asked');
    return showForm(askPage, request, reply, faultsOf(outcome));
  });
}

function requestRoutes(app: FastifyInstance, { operations, secrets }: AccessParts): void {
  const listLinkRequests = listLinkRequestsQuery(secrets);

  app.get<{ Querystring: { done?: string } }>(
    requestsPath,
    forSuppliers,
    async (request, reply) => {
      const found = await operations.ask(listLinkRequests, request.principal, {});
      if (found.kind !== 'done') return reply.callNotFound();
      return reply.html(
        requestsPage(request.frame(), {
          requests: found.value,
          csrfToken: request.csrfToken,
          isDone: request.query.done !== undefined,
        }),
      );
    },
  );

  app.post(requestsPath, forSuppliers, async (request, reply) => {
    const outcome = await operations.carryOut(decideLink, request.principal, request.body);
    if (outcome.kind !== 'done') return reply.callNotFound();
    return reply.redirect(`${requestsPath}?done=1`, 303);
  });
}

function backToList(reply: FastifyReply, done: AccountsDone): FastifyReply {
  return reply.redirect(`${accountsPath}?done=${done}`, 303);
}

type FormPage = typeof askPage;

export function showForm(
  page: FormPage,
  request: FastifyRequest,
  reply: FastifyReply,
  faults: ConnectPageProps['faults'] = {},
): FastifyReply {
  const form = connectForm.parse(request.body ?? {});
  const html = page(request.frame(), { form, faults, csrfToken: request.csrfToken });
  return reply.html(html, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

/** What to say beside which question. */
export function faultsOf(outcome: Outcome<unknown>): Readonly<Record<string, string>> {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]));
  }
  return { number: texts.faults['too-many-attempts'] };
}
