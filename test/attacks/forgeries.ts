import type { InjectOptions } from 'fastify';
import type { Credentials } from './target.ts';

/** A form that another site sends in somebody's browser, or what is no form of ours. */
export interface Forgery {
  readonly name: string;
  readonly request: (
    own: Credentials,
    other: Credentials,
  ) => Pick<InjectOptions, 'headers' | 'payload' | 'query'>;
}

const formType = 'application/x-www-form-urlencoded';
const ours = { 'sec-fetch-site': 'same-origin' };

function form(token: string | undefined, headers: Readonly<Record<string, string>>) {
  const fields = new URLSearchParams(token === undefined ? {} : { _csrf: token });
  return { headers: { 'content-type': formType, ...headers }, payload: fields.toString() };
}

function withToken(name: string, headers: Readonly<Record<string, string>>): Forgery {
  return { name, request: ({ csrf }) => form(csrf, headers) };
}

function withContent(name: string, type: string, body: (token: string) => string): Forgery {
  return {
    name,
    request: ({ csrf }) => ({
      headers: { 'content-type': type, ...ours },
      payload: body(csrf),
    }),
  };
}

/** None of them may be let through. */
export const forgeries: readonly Forgery[] = [
  {
    name: 'without a token, from another site',
    request: () =>
      form(undefined, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
  },
  { name: 'without a token, saying nothing of its origin', request: () => form(undefined, {}) },
  { name: 'without a token, as if from here', request: () => form(undefined, ours) },
  { name: 'with the token of another session', request: (_, { csrf }) => form(csrf, ours) },
  {
    name: 'with the token twice',
    request: ({ csrf }) => ({ ...form(csrf, ours), payload: `_csrf=${csrf}&_csrf=${csrf}` }),
  },
  {
    name: 'with the token in the address',
    request: ({ csrf }) => ({ ...form(undefined, ours), query: { _csrf: csrf } }),
  },
  withToken('with its token from another site', { 'sec-fetch-site': 'cross-site' }),
  withToken('with its token from a neighbour of the domain', { 'sec-fetch-site': 'same-site' }),
  withToken('with its token from nowhere', { 'sec-fetch-site': 'none' }),
  withToken('with its token from a foreign origin', { origin: 'https://evil.example' }),
  withToken('with its token from an origin that is hidden', { origin: 'null' }),
  withToken('with its token from our name on another port', { origin: 'http://localhost:1' }),
  withContent('as JSON', 'application/json', (token) => JSON.stringify({ _csrf: token })),
  withContent('as JSON called text', 'text/plain', (token) => JSON.stringify({ _csrf: token })),
  withContent('as a form called text', 'text/plain', (token) => `_csrf=${token}`),
  withContent('as bytes', 'application/octet-stream', (token) => `_csrf=${token}`),
  withContent(
    'as a form with a file whose token is inside',
    'multipart/form-data; boundary=x',
    (token) => `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--x--\r\n`,
  ),
];

/** From whoever is not signed in there is no token to know; where it comes from is known. */
export const foreignOrigins: readonly Readonly<Record<string, string>>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
];
