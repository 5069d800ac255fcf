import { everybody, users } from '#kernel/role.ts';
import { fileFault, valuesOf } from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { receiveForm } from '#platform/files/receive-form.ts';
import type { FileStore, StoredFile } from '#platform/files/store.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorDeskRoutes } from './desk-routes.ts';
import { errorIdField } from './error-id.ts';
import { faultsOf } from './faults-of.ts';
import { errorFormPage } from './form-page.tsx';
import { ownReportPage, ownReportsPage } from './own-pages.tsx';
import { findOwnReportQuery, listOwnReportsQuery } from './own-reports.ts';
import { pagePathOf } from './page-path.ts';
import { anonymousErrorPath, newErrorPath, ownErrorsPath, sentErrorPath } from './paths.ts';
import { reportErrorCommand } from './report-error.ts';
import { sentPage } from './sent-page.tsx';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
const open = { config: { audience: everybody } };
const forUsers = { config: { audience: users } };

export interface SupportParts extends ModuleParts {
  readonly store: FileStore;
}

type Typed = Readonly<Record<string, string>>;

/** Reports of errors: of anybody who found one, and of those who answer (1039:19.9, 1039:87.1). */
export function supportRoutes(app: FastifyInstance, parts: SupportParts): void {
  const { clock, publicUrl, store } = parts;
  const reporting = { ...parts, reportError: reportErrorCommand(parts.secrets) };

  app.get(newErrorPath, open, (request, reply) => {
    const page = pagePathOf(request.headers.referer, publicUrl);
    const happenedOn = dayInKyiv(clock.now()).toString();
    return showForm({ request, reply }, { happenedOn, page: page ?? '' }, {});
  });

  app.post(anonymousErrorPath, open, (request, reply) =>
    report(reporting, { request, reply }, { values: request.body as Typed }),
  );

  app.get<{ Querystring: { number?: string } }>(sentErrorPath, open, (request, reply) => {
    const number = errorIdField.safeParse(request.query.number);
    if (!number.success) return reply.callNotFound();
    return reply.html(sentPage(request.frame(), number.data));
  });

  const withFile = { config: { ...forUsers.config, takesFile: true } };
  app.post(ownErrorsPath, withFile, async (request, reply) => {
    const received = await receiveForm(request, store);
    const values = valuesOf(received);
    const screenshot = received.attachment?.file;
    const isImage = screenshot?.mediaType.startsWith('image/') ?? true;
    const fault = isImage ? fileFault(received) : texts.faults.image;
    if (fault === undefined) return report(reporting, { request, reply }, { values, screenshot });
    return showForm({ request, reply }, values, { screenshot: fault });
  });

  ownRoutes(app, parts);
  errorDeskRoutes(app, parts);
}

function ownRoutes(app: FastifyInstance, { operations, secrets, clock }: SupportParts): void {
  const listOwn = listOwnReportsQuery(secrets);
  const findOwn = findOwnReportQuery(secrets);

  app.get(ownErrorsPath, forUsers, async (request, reply) => {
    const found = await operations.ask(listOwn, request.principal, {});
    if (found.kind !== 'done') return reply.callNotFound();
    return reply.html(ownReportsPage(request.frame(), { reports: found.value, now: clock.now() }));
  });

  app.get<{ Params: { errorId: string } }>(
    `${ownErrorsPath}/:errorId`,
    forUsers,
    async (request, reply) => {
      const found = await operations.ask(findOwn, request.principal, request.params);
      if (found.kind !== 'done') return reply.callNotFound();
      return reply.html(ownReportPage(request.frame(), { report: found.value, now: clock.now() }));
    },
  );
}

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function showForm({ request, reply }: Visit, values: Typed, faults: Typed): FastifyReply {
  const { principal, csrfToken } = request;
  const isSignedIn = principal.personId !== null;
  const page = errorFormPage(request.frame(), { values, faults, isSignedIn, csrfToken });
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

async function report(
  parts: SupportParts & { readonly reportError: ReturnType<typeof reportErrorCommand> },
  { request, reply }: Visit,
  sent: { readonly values: Typed; readonly screenshot?: StoredFile | undefined },
): Promise<FastifyReply> {
  const { operations, publicUrl, reportError } = parts;
  const { values, screenshot } = sent;
  const { principal } = request;
  const { kind, said, happenedOn, email } = values;
  const outcome = await operations.carryOut(reportError, principal, {
    ...{ kind, said, happenedOn, email, source: request.ip },
    page: pagePathOf(values['page'] === '' ? undefined : values['page'], publicUrl),
    screenshot: screenshot && { address: screenshot.address, mediaType: screenshot.mediaType },
  });
  if (outcome.kind !== 'done') return showForm({ request, reply }, values, faultsOf(outcome));
  const { reportId } = outcome.value;
  const isSignedIn = principal.personId !== null;
  const next = isSignedIn ? `${ownErrorsPath}/${reportId}` : `${sentErrorPath}?number=${reportId}`;
  return reply.redirect(next, 303);
}
