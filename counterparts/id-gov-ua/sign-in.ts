import type { FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { sendPage } from '../common.ts';
import { refusalPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import { choiceOf, choicePage, denyChoice } from './choice-page.tsx';
import type { SignIn } from './grants.ts';
import type { Fields, IdGovUaClient, Office } from './office.ts';
import { authTypes, type AuthType } from './people.ts';

type RefusalCode = keyof typeof texts.identity.refused;

const badRequest = 400;
const redirectAfterPost = 303;
const stateLengthMax = 512;

interface SignInRequest {
  readonly client: IdGovUaClient;
  readonly redirectUri: string;
  readonly state: string;
  readonly offered: readonly AuthType[];
}

function readRequest({ options }: Office, fields: Fields): SignInRequest | RefusalCode {
  const client = options.clients.find(({ clientId }) => clientId === fields['client_id']);
  if (client === undefined) return 'invalid_client';
  const redirectUri = fields['redirect_uri'] ?? '';
  if (!client.redirectUris.includes(redirectUri)) return 'invalid_redirect_uri';
  const state = fields['state'] ?? '';
  const asked = (fields['auth_type'] ?? '').split(',').filter((way) => way !== '');
  const offered = authTypes.filter((way) => asked.length === 0 || asked.includes(way));
  const wellFormed = fields['response_type'] === 'code' && state.length <= stateLengthMax;
  if (!wellFormed || offered.length === 0) return 'invalid_request';
  return { client, redirectUri, state, offered };
}

const requestFields = ['response_type', 'client_id', 'auth_type', 'state', 'redirect_uri'];

/** The page on which a visitor chooses whom to be. */
export function showChoice(office: Office, fields: Fields, reply: FastifyReply): FastifyReply {
  const request = readRequest(office, fields);
  if (typeof request === 'string') return refusePage(office, request, reply);
  const kept = requestFields.map((name) => [name, fields[name] ?? '']);
  return sendPage(
    reply,
    choicePage({
      people: office.options.people,
      offered: request.offered,
      request: Object.fromEntries(kept) as Fields,
    }),
  );
}

/** Sends the browser back with a code, or with the word that entry was declined. */
export function choose(office: Office, fields: Fields, reply: FastifyReply): FastifyReply {
  const request = readRequest(office, fields);
  if (typeof request === 'string') return refusePage(office, request, reply);
  const { desk, grants } = office;
  const faults = desk.faults();
  const back = new URL(request.redirectUri);
  back.searchParams.set('state', faults.wrongState === true ? otherState() : request.state);
  const signIn = findChoice(office, request, fields['choice'] ?? '');
  if (signIn === undefined && fields['choice'] !== denyChoice) {
    return refusePage(office, 'invalid_request', reply);
  }
  if (signIn === undefined || faults.denied === true) {
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'The user has denied access');
    desk.log('denied', { clientId: request.client.clientId });
  } else {
    back.searchParams.set('code', grants.issueCode(signIn));
    desk.log('signed-in', { clientId: request.client.clientId, person: signIn.person.key });
  }
  return reply.redirect(back.href, redirectAfterPost);
}

function otherState(): string {
  return randomBytes(32).toString('hex');
}

function findChoice(
  { options }: Office,
  { client, offered }: SignInRequest,
  choice: string,
): SignIn | undefined {
  for (const person of options.people) {
    const authType = person.authTypes.find(
      (way) => offered.includes(way) && choiceOf(person, way) === choice,
    );
    if (authType !== undefined) return { clientId: client.clientId, person, authType };
  }
  return undefined;
}

function refusePage({ desk }: Office, code: RefusalCode, reply: FastifyReply): FastifyReply {
  desk.log('refused', { code });
  const { refusedTitle, refused } = texts.identity;
  return sendPage(reply, refusalPage(refusedTitle, refused[code], code), badRequest);
}
