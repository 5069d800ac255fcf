import { checkSubject, registerSubject } from '#modules/registry/index.ts';
import { oneText } from '#platform/http/one-text.ts';
import type { FastifyInstance } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { forAdministrator } from '../for-administrator.ts';
import { errorsOf } from './errors-of.ts';
import { keyOf, readSubjectForm, subjectInputOf, type Given } from './forms.ts';
import { subjectPath, subjectsPath } from './paths.ts';
import { searchSubjects, subjectFacts } from './queries.ts';
import { subjectCheckPage, subjectFormPage } from './subject-form.tsx';
import { subjectPage } from './subject-page.tsx';
import { subjectsPage } from './subjects-page.tsx';

interface SubjectRoute {
  readonly Params: { readonly subjectId: string };
  readonly Querystring: Given;
  readonly Body: Given;
}

const unprocessable = 422;

/** Organisations: the list, a new one, one with its rights. */
export function subjectRoutes(app: FastifyInstance, { operations }: CabinetParts): void {
  app.get<SubjectRoute>(subjectsPath, forAdministrator, async (request, reply) => {
    const { q, page } = request.query;
    const text = oneText(q);
    const input = { text, page: oneText(page) };
    const found = await operations.ask(searchSubjects, request.principal, input);
    if (found.kind !== 'done') return reply.callNotFound();
    return reply.html(subjectsPage(request.frame(), { text, found: found.value }));
  });

  app.get<SubjectRoute>(`${subjectsPath}/new`, forAdministrator, (request, reply) => {
    const form = readSubjectForm(request.query);
    return reply.html(subjectFormPage(request.frame(), { form, errors: new Map() }));
  });

  app.get<SubjectRoute>(`${subjectsPath}/check`, forAdministrator, async (request, reply) => {
    const form = readSubjectForm(request.query);
    const checked = await operations.ask(checkSubject, request.principal, subjectInputOf(form));
    if (checked.kind === 'hidden') return reply.callNotFound();
    if (checked.kind === 'done') {
      const props = { form, subject: checked.value, csrfToken: request.csrfToken };
      return reply.html(subjectCheckPage(request.frame(), props));
    }
    const again = { form, errors: errorsOf(checked) };
    return reply.html(subjectFormPage(request.frame(), again), unprocessable);
  });

  app.post<SubjectRoute>(subjectsPath, forAdministrator, async (request, reply) => {
    const { principal, body } = request;
    const form = readSubjectForm(body);
    const input = subjectInputOf(form);
    const entered = await operations.carryOut(registerSubject, principal, input, keyOf(body));
    if (entered.kind === 'hidden') return reply.callNotFound();
    if (entered.kind === 'done') {
      return reply.redirect(`${subjectPath(entered.value.subjectId)}?news=registered`, 303);
    }
    const again = { form, errors: errorsOf(entered) };
    return reply.html(subjectFormPage(request.frame(), again), unprocessable);
  });

  app.get<SubjectRoute>(`${subjectsPath}/:subjectId`, forAdministrator, async (request, reply) => {
    const { page, news } = request.query;
    const input = { ...request.params, page: oneText(page) };
    const facts = await operations.ask(subjectFacts, request.principal, input);
    if (facts.kind !== 'done') return reply.callNotFound();
    const props = { facts: facts.value, isNew: oneText(news) === 'registered' };
    return reply.html(subjectPage(request.frame(), props));
  });
}
