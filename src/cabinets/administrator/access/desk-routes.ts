import { sendDocument, type CarriedForm } from '#engine/index.ts';
import {
  decideRequestCommand,
  deskPath,
  findRequestShownQuery,
  listRequestsQuery,
  withFault,
  type ShownRequest,
} from '#modules/access/index.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { forDeciders } from './audience.ts';
import { deskPage } from './desk-page.tsx';
import { requestPage, type RequestProps } from './request-page.tsx';

const unprocessable = 422;

interface DeskRoute {
  readonly Params: { readonly requestId: string };
  readonly Querystring: Readonly<Record<string, GivenText>>;
  readonly Body: Readonly<Record<string, GivenText>> | undefined;
}
type DeskRequest = FastifyRequest<DeskRoute>;

/** The desk of submissions about access: the list, one of them, the decision. */
export function deskRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations, secrets, clock } = parts;
  const findRequestShown = findRequestShownQuery(secrets);
  const listRequests = listRequestsQuery(secrets);
  const decideRequest = decideRequestCommand(secrets);
  const shownTo = async ({ principal, params }: DeskRequest) => {
    const found = await operations.ask(findRequestShown, principal, params);
    return found.kind === 'done' ? found.value : undefined;
  };

  app.get<DeskRoute>(deskPath, forDeciders, async (request, reply) => {
    const given = (name: string) => oneText(request.query[name]);
    const page = Math.max(1, Math.trunc(Number(given('page'))) || 1);
    const filter = {
      ...{ state: given('state') || 'open', act: given('act'), edrpou: given('edrpou').trim() },
      page,
    };
    const listed = await operations.ask(listRequests, request.principal, filter);
    if (listed.kind !== 'done') return reply.callNotFound();
    const findsPeople = request.principal.role === 'technical-administrator';
    const props = { filter, requests: listed.value, now: clock.now(), findsPeople };
    return reply.html(deskPage(request.frame(), props));
  });

  app.get<DeskRoute>(`${deskPath}/:requestId`, forDeciders, async (request, reply) => {
    const shown = await shownTo(request);
    if (shown === undefined) return reply.callNotFound();
    const done = (['approved', 'refused'] as const).find((one) => one === request.query['done']);
    return show(parts, { request, reply }, { shown, values: {}, faults: {}, done });
  });

  const proved = { ...forDeciders, preHandler: parts.askProof };
  app.post<DeskRoute>(`${deskPath}/:requestId`, proved, async (request, reply) => {
    const { requestId } = request.params;
    const values = {
      outcome: oneText(request.body?.['outcome']),
      reason: oneText(request.body?.['reason']),
    };
    const input = { ...values, requestId };
    const decided = await operations.carryOut(decideRequest, request.principal, input);
    if (decided.kind === 'done') {
      return reply.redirect(`${deskPath}/${requestId}?done=${decided.value.outcome}`, 303);
    }
    const shown = decided.kind === 'hidden' ? undefined : await shownTo(request);
    if (shown === undefined) return reply.callNotFound();
    return show(parts, { request, reply }, { shown, values, faults: withFault(decided) });
  });

  documentRoutes(app, parts, shownTo);
}

/** What was signed, for whoever decides on it. */
function documentRoutes(
  app: FastifyInstance,
  { documents, secrets, publicUrl }: CabinetParts,
  shownTo: (request: DeskRequest) => Promise<ShownRequest | undefined>,
): void {
  const { desk, db } = documents;
  const versionFor = async (request: DeskRequest) => {
    const documentId = (await shownTo(request))?.documentId ?? null;
    return documentId === null ? undefined : desk.version(documentId);
  };
  const give = (form: CarriedForm) => {
    app.get<DeskRoute>(
      `${deskPath}/:requestId/document.${form}`,
      forDeciders,
      async (request, reply) => {
        const version = await versionFor(request);
        if (version === undefined) return reply.callNotFound();
        return sendDocument(reply, { desk, db, secrets, publicUrl }, { version, form });
      },
    );
  };
  give('pdf');
  give('asice');

  app.get<DeskRoute & { Params: { requestId: string; number: string } }>(
    `${deskPath}/:requestId/attachments/:number`,
    forDeciders,
    async (request, reply) => {
      const version = await versionFor(request);
      const attached = version && (await desk.attachments(version));
      const one = attached?.[Number(request.params.number) - 1];
      if (one === undefined) return reply.callNotFound();
      const bytes = await desk.bytes(one.file.address);
      return sendFile(reply, one.name, one.file.mediaType).send(Buffer.from(bytes));
    },
  );
}

async function show(
  { documents, clock }: CabinetParts,
  { request, reply }: { readonly request: DeskRequest; readonly reply: FastifyReply },
  props: Pick<RequestProps, 'shown' | 'values' | 'faults' | 'done'>,
): Promise<FastifyReply> {
  const { documentId } = props.shown;
  const version = documentId === null ? undefined : await documents.desk.version(documentId);
  const attachments = version === undefined ? [] : await documents.desk.attachments(version);
  const page = requestPage(request.frame(), {
    ...props,
    ...{ now: clock.now(), csrfToken: request.csrfToken },
    attachments: attachments.map(({ name }) => name),
  });
  return reply.html(page, Object.keys(props.faults).length === 0 ? 200 : unprocessable);
}
