import { isRefusal } from '#kernel/result.ts';
import {
  findTerritoryUpload,
  loadTerritories,
  registryRefusalText,
  territoryEditions,
  territoryFileBytesMax,
  uploadTerritories,
} from '#modules/registry/index.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { readActorNames } from '../actor-names.ts';
import { forAdministrator } from '../for-administrator.ts';
import { territoriesPath, uploadPath } from './paths.ts';
import { readUpload } from './read-upload.ts';
import { fileMegabytesMax, territoriesPage, type UploadForm } from './territories-page.tsx';
import { texts } from './texts.uk.ts';
import { uploadPage } from './upload-page.tsx';

interface UploadRoute {
  readonly Params: { readonly uploadId: string };
  readonly Body: Readonly<Record<string, GivenText>>;
}

type Errors = ReadonlyMap<string, string>;

const unprocessable = 422;
const emptyForm: UploadForm = { editionOn: '', source: texts.sourceDefault };
const noErrors: Errors = new Map();

/** Editions of the codifier: what is loaded, a file and what it would change, the loading. */
export function territoryRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations } = parts;

  app.get(territoriesPath, forAdministrator, (request, reply) =>
    showEditions(parts, { request, reply }, { form: emptyForm, errors: noErrors }),
  );

  const withFile = { config: { ...forAdministrator.config, takesFile: true } };
  app.post(territoriesPath, withFile, async (request, reply) => {
    const { form, file } = await readUpload(request, territoryFileBytesMax);
    if (typeof file === 'string') {
      const message = file === 'not-chosen' ? texts.chooseFile : texts.tooLarge(fileMegabytesMax);
      const errors = new Map([['file', message]]);
      return showEditions(parts, { request, reply }, { form, errors });
    }
    const input = { ...form, ...file };
    const uploaded = await operations.carryOut(uploadTerritories, request.principal, input);
    if (uploaded.kind === 'hidden') return reply.callNotFound();
    if (uploaded.kind === 'done') return reply.redirect(uploadPath(uploaded.value.uploadId), 303);
    return showEditions(parts, { request, reply }, { form, errors: errorsOf(uploaded) });
  });

  app.get<UploadRoute>(`${territoriesPath}/:uploadId`, forAdministrator, (request, reply) =>
    showUpload(parts, { request, reply }, noErrors),
  );

  app.post<UploadRoute>(
    `${territoriesPath}/:uploadId/load`,
    forAdministrator,
    async (request, reply) => {
      const { params, body, principal } = request;
      const loaded = await operations.carryOut(loadTerritories, principal, {
        uploadId: params.uploadId,
        takeGoodLines: oneText(body['takeGoodLines']),
        acceptMassRetirement: oneText(body['acceptMassRetirement']),
      });
      if (loaded.kind === 'hidden') return reply.callNotFound();
      if (loaded.kind === 'done') return reply.redirect(uploadPath(params.uploadId), 303);
      return showUpload(parts, { request, reply }, errorsOf(loaded));
    },
  );
}

/** Boxes that say yes to what is unusual. */
const confirmations = { takeGoodLines: true, acceptMassRetirement: true };

/** The field or the box that a refusal is about. */
const fieldOfRefusal: Readonly<Record<string, string>> = {
  'territory-file-unreadable': 'file',
  'territory-edition-is-older': 'editionOn',
  'territory-file-has-faults': 'takeGoodLines',
  'territory-edition-loses-too-many': 'acceptMassRetirement',
};

function errorsOf(outcome: Outcome<unknown>): Errors {
  if (outcome.kind === 'faults') {
    return new Map(outcome.faults.map(({ field, message }) => [field, message]));
  }
  if (outcome.kind !== 'refused') return noErrors;
  const { refusal } = outcome;
  const field = fieldOfRefusal[refusal.refusal] ?? '';
  const way = field in confirmations ? ` ${texts.confirmFirst}` : '';
  return new Map([[field, `${registryRefusalText(refusal)}${way}`]]);
}

interface Exchange<R extends FastifyRequest> {
  readonly request: R;
  readonly reply: FastifyReply;
}

async function showEditions(
  { operations }: CabinetParts,
  { request, reply }: Exchange<FastifyRequest>,
  { form, errors }: { readonly form: UploadForm; readonly errors: Errors },
): Promise<FastifyReply> {
  const shown = await operations.ask(territoryEditions, request.principal, {});
  if (shown.kind !== 'done') {
    reply.callNotFound();
    return reply;
  }
  const props = { shown: shown.value, form, errors, csrfToken: request.csrfToken };
  const status = errors.size === 0 ? 200 : unprocessable;
  return reply.html(territoriesPage(request.frame(), props), status);
}

async function showUpload(
  { operations }: CabinetParts,
  { request, reply }: Exchange<FastifyRequest<UploadRoute>>,
  errors: Errors,
): Promise<FastifyReply> {
  const { principal, params } = request;
  const found = await operations.ask(findTerritoryUpload, principal, { ...params });
  if (found.kind !== 'done' || isRefusal(found.value)) {
    reply.callNotFound();
    return reply;
  }
  const { uploadedBy, loadedBy } = found.value.upload;
  const names = await readActorNames(operations, principal, [uploadedBy, loadedBy]);
  const props = { shown: found.value, names, errors, csrfToken: request.csrfToken };
  const status = errors.size === 0 ? 200 : unprocessable;
  return reply.html(uploadPage(request.frame(), props), status);
}
