import type { Clock } from '#platform/clock.ts';
import { queryableOf, type Connection } from '#platform/db/queryable-of.ts';
import { ownCookie, type OwnCookie } from '#platform/http/cookies.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { localPath } from '../local-path.ts';
import { hashOf, newToken } from '../sign-in/tokens.ts';
import {
  contentColumn,
  insertKeptForm,
  readKeptForm,
  takeKeptForm,
  type KeptFormOf,
} from './kept-forms.sql.ts';

export const keptFormsPath = '/cabinet/kept-forms';
const keptFor = Temporal.Duration.from({ hours: 1 });
const keptSeconds = keptFor.total('seconds');
const csrfField = '_csrf';
const formType = 'application/x-www-form-urlencoded';

export interface KeptFormParts {
  readonly db: Connection;
  readonly clock: Clock;
  readonly secrets: FieldCipher;
  readonly publicUrl: string;
}

const content = z.object({
  path: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  /** In whose name it was filled in: it is sent in no other. */
  actor: z.string(),
  actsFor: z.string().nullable(),
});
export type KeptForm = Readonly<z.infer<typeof content>>;

/**
 * Keeps a form for an hour, encrypted, for its person in this browser. Returns the page where it is
 * offered again; a form with a file is not kept, and leads to the page it was sent from.
 */
export async function keepForm(
  parts: KeptFormParts,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  principal: Principal,
): Promise<string> {
  const fields = fieldsOf(request);
  if (fields === undefined || principal.personId === null) return pageBefore(request);
  const formId = randomUUID();
  const kept: KeptForm = {
    path: localPath(request.url),
    fields,
    actor: actorKey(principal),
    actsFor: principal.mandate?.grantorName ?? principal.subjectName,
  };
  const place = { column: contentColumn, rowId: formId };
  const isKept = await insertKeptForm(queryableOf(parts.db), {
    formId,
    personId: principal.personId,
    browserHash: hashOf(browserToken(parts, request, reply)),
    content: await parts.secrets.seal(place, JSON.stringify(kept)),
    now: parts.clock.now(),
  });
  return isKept ? `${keptFormsPath}/${formId}` : pageBefore(request);
}

/** The form as it was filled in; undefined for anybody else, elsewhere, or late. */
export async function findKeptForm(
  parts: KeptFormParts,
  request: FastifyRequest,
  formId: string,
): Promise<KeptForm | undefined> {
  const asked = askedOf(parts, request, formId);
  if (asked === undefined) return undefined;
  return open(parts, formId, await readKeptForm(queryableOf(parts.db), asked));
}

/** The same, once: it is about to be sent again. */
export async function takeForm(
  parts: KeptFormParts,
  request: FastifyRequest,
  formId: string,
): Promise<KeptForm | undefined> {
  const asked = askedOf(parts, request, formId);
  if (asked === undefined) return undefined;
  return open(parts, formId, await takeKeptForm(queryableOf(parts.db), asked));
}

function askedOf(
  parts: KeptFormParts,
  request: FastifyRequest,
  formId: string,
): KeptFormOf | undefined {
  const { personId } = request.principal;
  const token = browserCookie(parts).read(request);
  const isId = z.uuid().safeParse(formId).success;
  const notBefore = parts.clock.now().subtract(keptFor);
  if (personId === null || token === undefined || !isId) return undefined;
  return { formId, personId, browserHash: hashOf(token), notBefore };
}

async function open(
  { secrets }: KeptFormParts,
  formId: string,
  sealed: Buffer | undefined,
): Promise<KeptForm | undefined> {
  if (sealed === undefined) return undefined;
  const opened = await secrets.open({ column: contentColumn, rowId: formId }, sealed);
  return content.parse(JSON.parse(opened));
}

function browserToken(parts: KeptFormParts, request: FastifyRequest, reply: FastifyReply): string {
  const cookie = browserCookie(parts);
  const token = cookie.read(request) ?? newToken();
  cookie.set(reply, token, { seconds: keptSeconds });
  return token;
}

function browserCookie({ publicUrl }: KeptFormParts): OwnCookie {
  return ownCookie(publicUrl, 'zhkp-forms');
}

/** Fields in their order; undefined for a form that carries a file, which is read as a stream. */
function fieldsOf({ body, headers }: FastifyRequest): KeptForm['fields'] | undefined {
  if (headers['content-type']?.startsWith(formType) !== true) return undefined;
  if (typeof body !== 'object' || body === null) return undefined;
  return Object.entries(body)
    .filter(([name]) => name !== csrfField)
    .flatMap(([name, value]: [string, unknown]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
    );
}

function pageBefore({ headers }: FastifyRequest): string {
  const { referer } = headers;
  if (referer === undefined || !URL.canParse(referer)) return '/cabinet';
  const { pathname, search } = new URL(referer);
  return localPath(`${pathname}${search}`);
}
