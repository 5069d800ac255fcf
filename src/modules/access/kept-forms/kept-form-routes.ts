import { users } from '#kernel/role.ts';
import { actorKey } from '#platform/principal.ts';
import type { EndedSession } from '#platform/sessions/sessions.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  findKeptForm,
  keepForm,
  keptFormsPath,
  takeForm,
  type KeptFormParts,
} from './keep-form.ts';
import { keptFormPage } from './kept-form-page.tsx';

const resend = 307;

interface FormRoute {
  Params: { formId: string };
}

/** What was sent too late, or before a proof was given again, is offered once more. */
export function keptFormRoutes(app: FastifyInstance, parts: KeptFormParts): void {
  const forUsers = { config: { audience: users, whileAwaiting: true } };
  const path = `${keptFormsPath}/:formId`;

  app.get<FormRoute>(path, forUsers, async (request, reply) => {
    const { formId } = request.params;
    const form = await findKeptForm(parts, request, formId);
    if (form === undefined) return reply.callNotFound();
    return reply.html(
      keptFormPage(request.frame(), {
        ...{ form, csrfToken: request.csrfToken, path: `${keptFormsPath}/${formId}` },
        isInSameName: form.actor === actorKey(request.principal),
      }),
    );
  });

  // The browser sends the very fields of the page on to where the form belongs.
  app.post<FormRoute>(path, forUsers, async (request, reply) => {
    const form = await findKeptForm(parts, request, request.params.formId);
    if (form?.actor !== actorKey(request.principal)) return reply.callNotFound();
    await takeForm(parts, request, request.params.formId);
    return reply.redirect(form.path, resend);
  });
}

/** Answers a form whose session has ended: it is kept, and the way leads through sign-in. */
export function lateFormAnswer(parts: KeptFormParts) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    { principal }: EndedSession,
  ): Promise<FastifyReply> => {
    const back = await keepForm(parts, { request, reply }, principal);
    return reply.redirect(`/sign-in?late=yes&return=${encodeURIComponent(back)}`, 303);
  };
}
