import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import type { FileAddress } from '#platform/files/store.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actOnReportCommand } from './act-on-report.ts';
import { errorDeskPage } from './desk-page.tsx';
import { deskReportPage } from './desk-report-page.tsx';
import {
  deskStates,
  findDeskReportQuery,
  listErrorDeskQuery,
  type DeskState,
} from './desk-reports.ts';
import type { SupportParts } from './error-routes.ts';
import { faultsOf } from './faults-of.ts';
import { errorDeskPath } from './paths.ts';
import { reportActs } from './report.ts';

const unprocessable = 422;
const answering = { config: { audience: ['owner', 'technical-administrator'] as const } };

type Typed = Readonly<Record<string, string>>;

interface Addressed {
  readonly Params: { readonly errorId: string };
  readonly Querystring: { readonly done?: string };
}

/** What the owner and the technical administrator answer (1039:88-91). */
export function errorDeskRoutes(app: FastifyInstance, parts: SupportParts): void {
  const { operations, secrets, clock } = parts;
  const listDesk = listErrorDeskQuery(secrets);
  const actOnReport = actOnReportCommand(secrets);
  const show = shower(parts);

  app.get<{ Querystring: { state?: string; page?: string } }>(
    errorDeskPath,
    answering,
    async (request, reply) => {
      const { state = 'open', page } = request.query;
      const found = await operations.ask(listDesk, request.principal, { state, page });
      if (found.kind !== 'done') return reply.callNotFound();
      const shown: DeskState = state in deskStates ? (state as DeskState) : 'open';
      const props = { state: shown, page: Number(page ?? 1), reports: found.value };
      return reply.html(errorDeskPage(request.frame(), { ...props, now: clock.now() }));
    },
  );

  const one = `${errorDeskPath}/:errorId`;
  app.get<Addressed>(one, answering, (request, reply) => show({ request, reply }, {}, {}));

  app.post<Addressed>(one, answering, async (request, reply) => {
    const values = request.body as Typed;
    const { act, answer, estimateOn } = values;
    const { errorId } = request.params;
    const kind = act === 'classify' ? values['kind'] : undefined;
    const input = { errorId, act, kind, answer, estimateOn };
    const outcome = await operations.carryOut(actOnReport, request.principal, input);
    if (outcome.kind === 'done') {
      // A report that is now another's is theirs to open.
      const isGone = act === 'classify';
      const next = isGone ? errorDeskPath : `${errorDeskPath}/${errorId}?done=${act}`;
      return reply.redirect(next, 303);
    }
    return show({ request, reply }, values, faultsOf(outcome));
  });

  screenshotRoute(app, parts);
}

interface Visit {
  readonly request: FastifyRequest<Addressed>;
  readonly reply: FastifyReply;
}

function shower({ operations, secrets, clock }: SupportParts) {
  const findReport = findDeskReportQuery(secrets);
  return async ({ request, reply }: Visit, values: Typed, faults: Typed): Promise<FastifyReply> => {
    const found = await operations.ask(findReport, request.principal, request.params);
    if (found.kind !== 'done') {
      reply.callNotFound();
      return reply;
    }
    const { csrfToken, query } = request;
    const done = reportActs.find((act) => act === query.done);
    const props = { ...found.value, values, faults, done, csrfToken, now: clock.now() };
    const page = deskReportPage(request.frame(), props);
    return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
  };
}

/** The picture, as a file to keep: what somebody sent does not run on this site. */
function screenshotRoute(app: FastifyInstance, { operations, secrets, store }: SupportParts): void {
  const findReport = findDeskReportQuery(secrets);
  app.get<Addressed>(`${errorDeskPath}/:errorId/screenshot`, answering, async (request, reply) => {
    const found = await operations.ask(findReport, request.principal, request.params);
    if (found.kind !== 'done') return reply.callNotFound();
    const { screenshotAddress, screenshotType, reportId } = found.value.report;
    if (screenshotAddress === null || screenshotType === null) return reply.callNotFound();
    const bytes = await Array.fromAsync(await store.read(screenshotAddress as FileAddress));
    const name = `${reportId}.${screenshotType.replace('image/', '')}`;
    return sendFile(reply, name, screenshotType).send(Buffer.concat(bytes));
  });
}
