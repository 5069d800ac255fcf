import { z } from 'zod';
import { err, ok, type Result } from '#kernel/result.ts';
import type { HttpClient } from '../http-client.ts';
import { readJsonAnswer } from '../json-answer.ts';
import { unavailability } from '../unavailable.ts';
import type {
  AuthType,
  IdentityFailure,
  IdentityProvider,
  IdentityReturn,
} from '#modules/access/ports.ts';
import { certificateField, openAnswer, type AnswerEncryption } from './encrypted-answer.ts';
import { errorCodeOf, readUser, tokenAnswer, userFields } from './wire.ts';

export interface IdGovUaSettings {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Registered with the system letter for letter. */
  readonly redirectUri: string;
  /** Every way to sign in that the platform takes. */
  readonly authTypes: readonly AuthType[];
  /** Answers about people are taken only so; plain ones where it is left out. */
  readonly encryption?: AnswerEncryption | undefined;
}

const codeLengthMax = 512;
const returned = z.object({
  code: z.string().min(1).max(codeLengthMax),
  state: z.string().min(1).max(codeLengthMax),
});

type Answer = Readonly<Record<string, unknown>>;

interface Question {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly idempotent: boolean;
}

/** Every call is a POST: as GET it would put the secret and the token into an address. */
async function ask(
  http: HttpClient,
  baseUrl: string,
  question: Question,
): Promise<Result<Answer, IdentityFailure>> {
  const outcome = await http.send({
    url: new URL(question.path, baseUrl).href,
    method: 'POST',
    body: new URLSearchParams(question.fields),
    headers: { accept: 'application/json' },
    idempotent: question.idempotent,
  });
  const answer = outcome.ok ? readJsonAnswer(outcome.value.body) : undefined;
  // A refusal may come with any status, so a readable one goes before the status.
  const code = answer === undefined ? undefined : errorCodeOf(answer);
  if (code !== undefined) return err({ kind: 'refused', code });
  const unavailable = unavailability(outcome);
  if (unavailable !== undefined) return err(unavailable);
  return answer === undefined ? err({ kind: 'malformed' }) : ok(answer);
}

function readReturn(query: unknown): Result<IdentityReturn, IdentityFailure> {
  const code = errorCodeOf(query);
  if (code !== undefined) return err({ kind: 'denied', code });
  const parsed = returned.safeParse(query);
  return parsed.success ? ok(parsed.data) : err({ kind: 'malformed' });
}

/**
 * Client of id.gov.ua (resolution 1150).
 * @law 1039:10.1 1039:29.2
 */
export function createIdGovUa(settings: IdGovUaSettings, http: HttpClient): IdentityProvider {
  const { baseUrl, clientId, clientSecret, encryption } = settings;

  return {
    authorisationUrl(request) {
      const url = new URL('/', baseUrl);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        auth_type: (request.authTypes ?? settings.authTypes).join(','),
        state: request.state,
        redirect_uri: settings.redirectUri,
      }).toString();
      return url.href;
    },

    readReturn,

    async exchangeCode(code) {
      const secrets = { client_id: clientId, client_secret: clientSecret };
      const answer = await ask(http, baseUrl, {
        path: '/get-access-token',
        fields: { grant_type: 'authorization_code', ...secrets, code },
        idempotent: false,
      });
      if (!answer.ok) return answer;
      const token = tokenAnswer.safeParse(answer.value);
      if (!token.success) return err({ kind: 'malformed' });
      return ok({ accessToken: token.data.access_token, userId: token.data.user_id });
    },

    async fetchUser(token, userId, allowed = settings.authTypes) {
      const answer = await ask(http, baseUrl, {
        path: '/get-user-info',
        fields: {
          ...{ access_token: token, user_id: userId, fields: userFields.join(',') },
          ...(encryption === undefined ? {} : { cert: certificateField(encryption) }),
        },
        idempotent: true,
      });
      if (!answer.ok) return answer;
      const opened = encryption === undefined ? answer : await openAnswer(encryption, answer.value);
      if (!opened.ok) return opened;
      const user = readUser(opened.value);
      if (!user.ok || allowed.includes(user.value.authType)) return user;
      return err({ kind: 'auth-type-not-allowed', authType: user.value.authType });
    },

    async logOut(token, userId) {
      const answer = await ask(http, baseUrl, {
        path: '/get-user-logout',
        fields: { access_token: token, user_id: userId },
        idempotent: true,
      });
      return answer.ok ? ok(undefined) : answer;
    },
  };
}
