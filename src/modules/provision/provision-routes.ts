import { fileFault, valuesOf } from '#modules/access/index.ts';
import type { DocumentDesk } from '#engine/index.ts';
import type { Database } from '#platform/db/database.ts';
import { receiveForm } from '#platform/files/receive-form.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { changeFormPage } from './change-form.tsx';
import { changePage } from './change-page.tsx';
import { provisionDeskRoutes } from './desk-routes.ts';
import { faultsOf } from './faults-of.ts';
import { changePath, provisionPath } from './paths.ts';
import { ownPage } from './own-page.tsx';
import { findOwnChange, findOwnRight, listOwnProvision } from './show-changes.ts';
import { withdrawChange } from './withdraw-change.ts';
import { writeChange } from './write-documents.ts';

const unprocessable = 422;
const forProviders = { config: { audience: ['provider', 'manager'] as const } };

export interface ProvisionParts extends ModuleParts {
  readonly db: Database;
  readonly documents: { readonly desk: DocumentDesk; readonly store: FileStore };
}

/** Changes of rights to provide services: of those who ask, and of those who answer (1039:19.2). */
export function provisionRoutes(app: FastifyInstance, parts: ProvisionParts): void {
  const { operations, clock } = parts;

  app.get<{ Querystring: { page?: string } }>(
    provisionPath,
    forProviders,
    async (request, reply) => {
      const { page } = request.query;
      const found = await operations.ask(listOwnProvision, request.principal, { page });
      if (found.kind !== 'done') return reply.callNotFound();
      return reply.html(
        ownPage(request.frame(), {
          ...{ ...found.value, page: Number(page ?? 1), now: clock.now() },
          subjectId: request.principal.subjectId,
        }),
      );
    },
  );

  app.get<{ Querystring: { right?: string } }>(
    `${provisionPath}/new`,
    forProviders,
    (request, reply) => {
      const { right } = request.query;
      const values: Typed = right === undefined ? { kind: 'right' } : { rightId: right };
      return showForm(parts, { request, reply, values, faults: {} });
    },
  );

  const withFile = { config: { ...forProviders.config, takesFile: true } };
  app.post(provisionPath, withFile, (request, reply) => submit(parts, request, reply));

  app.get<{ Params: { changeId: string } }>(
    `${provisionPath}/:changeId`,
    forProviders,
    async (request, reply) => {
      const found = await operations.ask(findOwnChange, request.principal, request.params);
      if (found.kind !== 'done') return reply.callNotFound();
      const { csrfToken } = request;
      const shown = { ...found.value, csrfToken, now: clock.now() };
      return reply.html(changePage(request.frame(), shown));
    },
  );

  app.post<{ Body: { changeId?: string } }>(
    `${provisionPath}/withdraw`,
    forProviders,
    async (request, reply) => {
      const outcome = await operations.carryOut(withdrawChange, request.principal, request.body);
      if (outcome.kind !== 'done') return reply.callNotFound();
      return reply.redirect(changePath(BigInt(request.body.changeId ?? 0)), 303);
    },
  );

  provisionDeskRoutes(app, parts);
}

type Typed = Readonly<Record<string, string>>;

interface Shown {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly values: Typed;
  readonly faults: Typed;
}

/** The form of a new document, or of an event of one of the provider's own rights. */
async function showForm(
  { operations }: ProvisionParts,
  { request, reply, values, faults }: Shown,
): Promise<FastifyReply> {
  const { rightId } = values;
  const found =
    values['kind'] === 'right'
      ? undefined
      : await operations.ask(findOwnRight, request.principal, { rightId });
  if (found !== undefined && found.kind !== 'done') {
    reply.callNotFound();
    return reply;
  }
  const page = changeFormPage(request.frame(), {
    ...{ right: found?.value, values, faults, csrfToken: request.csrfToken },
  });
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

async function submit(
  parts: ProvisionParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const received = await receiveForm(request, parts.documents.store);
  const values = valuesOf(received);
  const file = fileFault(received);
  if (file !== undefined) {
    return showForm(parts, { request, reply, values, faults: { file } });
  }
  const { attachment } = received;
  const written = await writeChange(parts, request.principal, { fields: values, attachment });
  if (written.kind === 'done') {
    return reply.redirect(`/cabinet/documents/${written.value.documentId}/sign`, 303);
  }
  return showForm(parts, { request, reply, values, faults: faultsOf(written) });
}
