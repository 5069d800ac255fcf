import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccessParts } from '../parts.ts';
import { askProofAgain } from '../proof/ask-proof-again.ts';
import {
  removeFactor,
  renameFactor,
  renewRecoveryCodes,
  showSecurityQuery,
} from './factor-commands.ts';
import { generatorCommands } from './generator-commands.ts';
import { generatorPage } from './generator-page.tsx';
import { addPasskeyCommand } from './passkey-commands.ts';
import { askForPasskey } from './passkeys.ts';
import { recoveryCodesPage } from './recovery-codes-page.tsx';
import { securityPage, securityPath } from './security-page.tsx';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
const doneQuery = z.object({
  done: z.enum(['added', 'renamed', 'removed']).optional().catch(undefined),
});
const forUsers = { config: { audience: users } };

interface GeneratorRoute {
  Params: { generatorId: string };
}

/** What a person sets up as their second factor (1039:10.2). */
export function securityRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations } = parts;
  const proved = { ...forUsers, preHandler: askProofAgain(parts.keptForms) };
  const shown = { ...parts, showSecurity: showSecurityQuery(parts.secrets) };

  app.get(securityPath, forUsers, (request, reply) => showPage(shown, request, reply));

  app.post(`${securityPath}/rename`, forUsers, async (request, reply) => {
    const outcome = await operations.carryOut(renameFactor, request.principal, request.body);
    return answer(shown, { request, reply, outcome, done: 'renamed' });
  });

  app.post(`${securityPath}/remove`, proved, async (request, reply) => {
    const outcome = await operations.carryOut(removeFactor, request.principal, request.body);
    return answer(shown, { request, reply, outcome, done: 'removed' });
  });

  app.post(`${securityPath}/recovery-codes`, proved, async (request, reply) => {
    const outcome = await operations.carryOut(renewRecoveryCodes, request.principal, {});
    if (outcome.kind !== 'done') return reply.callNotFound();
    return reply.html(recoveryCodesPage(request.frame(), outcome.value));
  });

  const addPasskey = addPasskeyCommand(parts.factors.party);
  app.post(`${securityPath}/passkeys`, proved, async (request, reply) => {
    const form = request.body as Readonly<Record<string, unknown>>;
    const sessionId = request.session?.sessionId;
    const input = { name: form['name'], answer: form['answer'], sessionId };
    const outcome = await operations.carryOut(addPasskey, request.principal, input);
    return answer(shown, { request, reply, outcome, done: 'added' });
  });

  generatorRoutes(app, shown);
}

type ShowParts = AccessParts & { readonly showSecurity: ReturnType<typeof showSecurityQuery> };

function generatorRoutes(app: FastifyInstance, parts: ShowParts): void {
  const { operations } = parts;
  const proved = { ...forUsers, preHandler: askProofAgain(parts.keptForms) };
  const { begin, show, confirm } = generatorCommands(parts.factors.secrets);

  app.post(`${securityPath}/generators`, proved, async (request, reply) => {
    const outcome = await operations.carryOut(begin, request.principal, request.body);
    if (outcome.kind !== 'done') return answer(parts, { request, reply, outcome, done: 'added' });
    return reply.redirect(`${securityPath}/generators/${outcome.value.generatorId}`, 303);
  });

  const showGenerator = async (
    request: FastifyRequest<GeneratorRoute>,
    reply: FastifyReply,
    error?: string,
  ) => {
    const { generatorId } = request.params;
    const found = await operations.ask(show, request.principal, { generatorId });
    if (found.kind !== 'done') return reply.callNotFound();
    const { personName } = request.principal;
    const { csrfToken } = request;
    const props = { generatorId, secret: found.value, personName, csrfToken, error };
    const page = generatorPage(request.frame(), props);
    return reply.html(page, error === undefined ? 200 : unprocessable);
  };

  const path = `${securityPath}/generators/:generatorId`;
  app.get<GeneratorRoute>(path, proved, (request, reply) => showGenerator(request, reply));
  app.post<GeneratorRoute>(path, proved, async (request, reply) => {
    const { generatorId } = request.params;
    const { code } = request.body as { readonly code?: unknown };
    const asked = { generatorId, code };
    const outcome = await operations.carryOut(confirm, request.principal, asked);
    if (outcome.kind === 'done') return reply.redirect(`${securityPath}?done=added`, 303);
    return showGenerator(request, reply, texts.faults['no-match']);
  });
}

interface Answer {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly outcome: Outcome<unknown>;
  readonly done: 'added' | 'renamed' | 'removed';
}

/** Back to the page: with the good news, or with what was wrong. */
async function answer(parts: ShowParts, { request, reply, outcome, done }: Answer) {
  if (outcome.kind === 'done') return reply.redirect(`${securityPath}?done=${done}`, 303);
  const error =
    outcome.kind === 'faults'
      ? outcome.faults[0]?.message
      : outcome.kind === 'refused'
        ? texts.faults[outcome.refusal.refusal]
        : undefined;
  return error === undefined ? reply.callNotFound() : showPage(parts, request, reply, error);
}

async function showPage(
  parts: ShowParts,
  request: FastifyRequest,
  reply: FastifyReply,
  error?: string,
): Promise<FastifyReply> {
  const { principal, session, csrfToken } = request;
  const { personId, personName } = principal;
  const security = await parts.operations.ask(parts.showSecurity, principal, {});
  if (security.kind !== 'done' || session === undefined || personId === null) {
    reply.callNotFound();
    return reply;
  }
  const { db, clock, factors } = parts;
  const asking = { purpose: 'add', place: session.sessionId } as const;
  const conversation = { db: queryableOf(db), now: clock.now(), party: factors.party, asking };
  const page = securityPage(request.frame(), {
    ...{ ...security.value, csrfToken, error, scriptHref: factors.scriptHref },
    passkeyOptions: await askForPasskey(conversation, { personId, personName }),
    done: doneQuery.parse(request.query).done,
  });
  return reply.html(page, error === undefined ? 200 : unprocessable);
}
