import type { FastifyReply } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { encryptAnswer } from './encrypt-answer.ts';
import { tokenLifeSeconds, type Token } from './grants.ts';
import type { Fields, Office } from './office.ts';
import { describeUser } from './people.ts';

const badRequest = 400;
const unauthorised = 401;

export type Answer = (
  office: Office,
  fields: Fields,
  reply: FastifyReply,
) => FastifyReply | Promise<FastifyReply>;

/** Exchanges a code, or a refresh token, for an access token. */
export function giveToken(office: Office, fields: Fields, reply: FastifyReply): FastifyReply {
  const client = office.options.clients.find(({ clientId }) => clientId === fields['client_id']);
  if (client === undefined || !sameSecret(client.clientSecret, fields['client_secret'] ?? '')) {
    return refuse(office, 'invalid_client', reply);
  }
  const token = exchange(office, client.clientId, fields);
  if (token === 'unsupported') return refuse(office, 'unsupported_grant_type', reply);
  if (token === undefined) return refuse(office, 'invalid_grant', reply);
  office.desk.log('token', { clientId: client.clientId });
  return reply.send({
    access_token: token.accessToken,
    token_type: 'bearer',
    expires_in: String(tokenLifeSeconds),
    refresh_token: token.refreshToken,
    user_id: token.userId,
  });
}

function exchange(
  { desk, grants }: Office,
  clientId: string,
  fields: Fields,
): Token | 'unsupported' | undefined {
  const usedUp = desk.faults().codeUsed === true;
  const grantType = fields['grant_type'];
  if (grantType === 'refresh_token') {
    return grants.exchangeRefreshToken(fields['refresh_token'] ?? '', clientId);
  }
  if (grantType !== 'authorization_code') return 'unsupported';
  return usedUp ? undefined : grants.exchangeCode(fields['code'] ?? '', clientId);
}

function sameSecret(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Who signed in: sealed and encrypted for the certificate of whoever asks, plain without one. */
export async function tellUser(
  office: Office,
  fields: Fields,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const signIn = office.grants.findSignIn(fields['access_token'] ?? '', fields['user_id'] ?? '');
  if (signIn === undefined) return refuse(office, 'invalid_token', reply);
  const faults = office.desk.faults();
  const asked = (fields['fields'] ?? '').split(',').filter((field) => field !== '');
  const told = describeUser(signIn.person, faults.otherAuthType ?? signIn.authType, asked);
  if (faults.emptyDrfocode === true) told['drfocode'] = '';
  const answer = faults.loose === true ? { ...told, ...looseness(told) } : told;
  const { cert = '' } = fields;
  const { keys } = office.options;
  office.desk.log('told', { person: signIn.person.key, certificate: String(cert !== '') });
  if (cert === '' || keys === undefined || faults.plain === true) return reply.send(answer);
  try {
    return await reply.send(await encryptAnswer(keys, answer, { cert, faults }));
  } catch {
    return refuse(office, 'invalid_cert', reply);
  }
}

/** Other ways in which the real system writes the same. */
function looseness(told: Readonly<Record<string, string>>): Record<string, unknown> {
  const { drfocode = '', isqscd = '' } = told;
  const number = (text: string) => (/^[1-9]\d*$/.test(text) ? Number(text) : text);
  return { error: '0', drfocode: number(drfocode), isqscd: number(isqscd) };
}

/** Success is told by an error of "0". */
export function signOut(office: Office, fields: Fields, reply: FastifyReply): FastifyReply {
  const known = office.grants.forget(fields['access_token'] ?? '', fields['user_id'] ?? '');
  if (!known) return refuse(office, 'invalid_token', reply);
  office.desk.log('signed-out', {});
  return reply.send({ error: '0', message: 'Success' });
}

function refuse({ desk }: Office, code: string, reply: FastifyReply): FastifyReply {
  desk.log('refused', { code });
  const status = code === 'invalid_client' ? unauthorised : badRequest;
  return reply.code(status).send({ error: code, error_description: `Refused: ${code}` });
}
