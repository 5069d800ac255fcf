import { localPowers } from '#kernel/role.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerPage } from './answer-page.tsx';
import { provisionDeskPage } from './desk-page.tsx';
import { faultsOfAnswer } from './faults-of.ts';
import { provisionDeskPath } from './paths.ts';
import type { ProvisionParts } from './provision-routes.ts';
import { findDeskChange, listProvisionDesk } from './show-changes.ts';
import { writeAnswer } from './write-documents.ts';

const unprocessable = 422;
const answering = { config: { audience: [...localPowers, 'technical-administrator'] as const } };

/** What bodies are to answer, and their answers (1039:19.1, 1039:19.2). */
export function provisionDeskRoutes(app: FastifyInstance, parts: ProvisionParts): void {
  const { operations, clock } = parts;

  app.get<{ Querystring: { state?: string; page?: string } }>(
    provisionDeskPath,
    answering,
    async (request, reply) => {
      const { state, page } = request.query;
      const found = await operations.ask(listProvisionDesk, request.principal, { state, page });
      if (found.kind !== 'done') return reply.callNotFound();
      return reply.html(
        provisionDeskPage(request.frame(), {
          ...{ changes: found.value, now: clock.now(), page: Number(page ?? 1) },
          state: state === 'answered' ? 'answered' : 'open',
        }),
      );
    },
  );

  const one = `${provisionDeskPath}/:changeId`;

  app.get<Addressed>(one, answering, (request, reply) =>
    showAnswer(parts, { request, reply, values: {}, faults: {} }),
  );

  app.post<Addressed>(one, answering, async (request, reply) => {
    const values = request.body as Typed;
    const { changeId } = request.params;
    const written = await writeAnswer(parts, request.principal, { ...values, changeId });
    if (written.kind === 'done') {
      return reply.redirect(`/cabinet/documents/${written.value.documentId}/sign`, 303);
    }
    return showAnswer(parts, { request, reply, values, faults: faultsOfAnswer(written) });
  });
}

type Typed = Readonly<Record<string, string>>;

interface Addressed {
  readonly Params: { readonly changeId: string };
}

interface Shown {
  readonly request: FastifyRequest<Addressed>;
  readonly reply: FastifyReply;
  readonly values: Typed;
  readonly faults: Typed;
}

async function showAnswer(
  { operations, clock }: ProvisionParts,
  { request, reply, values, faults }: Shown,
): Promise<FastifyReply> {
  const found = await operations.ask(findDeskChange, request.principal, request.params);
  if (found.kind !== 'done') {
    reply.callNotFound();
    return reply;
  }
  const { csrfToken } = request;
  const props = { shown: found.value, values, faults, csrfToken, now: clock.now() };
  const page = answerPage(request.frame(), props);
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}
