import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#kernel/role.ts';
import { lawTest } from '#test/law-test.ts';
import { anonymous, type Principal } from '../principal.ts';
import type { Session } from '../sessions/sessions.ts';
import { buildServer, type ServerParts } from './server.ts';

const publicUrl = 'http://platform.test';
const consumer: Principal = { ...anonymous, role: 'individual-consumer', personId: 7n };
const provider: Principal = { ...consumer, role: 'provider', subjectId: 1n };
const csrfToken = 'token-of-the-session';

/** Sessions by their tokens: one of each kind. */
const sessions: Readonly<Record<string, Partial<Session>>> = {
  consumer: { principal: consumer, csrfToken },
  provider: { principal: provider, csrfToken },
  newcomer: { principal: consumer, csrfToken, awaits: 'contacts' },
};

const asked = { refreshes: 0 };
/** As far as the locks look; nothing here asks a database. */
const parts = {
  publicUrl,
  offered: {
    isOff: (role: Role, pattern: string) => role === 'provider' && pattern === '/off/:id',
    refresh: async () => {
      asked.refreshes += 1;
    },
  },
  sessions: {
    find: async (token: string) => sessions[token],
    findEnded: async (token: string) =>
      token === 'late' ? { principal: consumer, csrfToken } : undefined,
  },
  errorPages: {
    notFound: () => 'not found',
    failure: () => 'failure',
    refusedRequest: (_: unknown, status: number) => `refused ${status}`,
  },
  frame: () => ({}),
  answerLateForm: async (_: unknown, reply: { html(page: string): unknown }) => reply.html('kept'),
  assets: { files: new Map(), hrefOf: () => '' },
  logLevel: 'silent',
  formTargets: [],
  requestsPerMinuteMax: 100_000,
} as unknown as ServerParts;

let app: FastifyInstance;
let withoutKeeper: FastifyInstance;

beforeAll(async () => {
  app = await serverWith(parts);
  const { answerLateForm: _, ...others } = parts;
  withoutKeeper = await serverWith(others);
});
afterAll(async () => {
  await app.close();
  await withoutKeeper.close();
});

async function serverWith(own: ServerParts): Promise<FastifyInstance> {
  const made = await buildServer(own);
  const signedIn: Role[] = ['individual-consumer', 'provider'];
  for (const [url, config] of [
    ['/open', { audience: ['anonymous', ...signedIn] as Role[] }],
    ['/own', { audience: signedIn }],
    ['/consumers', { audience: ['individual-consumer'] as Role[] }],
    ['/off/:id', { audience: signedIn }],
    ['/quiet', { audience: ['anonymous', ...signedIn] as Role[], withoutProlonging: true }],
    ['/hook', { audience: ['anonymous', ...signedIn] as Role[], withoutCsrf: true }],
    ['/own-hook', { audience: signedIn, withoutCsrf: true }],
    ['/awaited', { audience: signedIn, whileAwaiting: true }],
    ['/unkept', { audience: signedIn, withoutKeeping: true }],
    ['/file', { audience: signedIn, takesFile: true }],
  ] as const) {
    made.route({
      ...{ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url, config },
      handler: (request, reply) => reply.html(`${request.principal.role} ${request.csrfToken}`),
    });
  }
  return made;
}

interface Asked {
  readonly as?: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const ours = { 'sec-fetch-site': 'same-origin' };

/** What was answered, in a line: the status, and where to or with what. */
async function answer(url: string, { as, method = 'GET', body, headers }: Asked, to = app) {
  const response = await to.inject({
    ...{ method, url, headers: { ...(body === undefined ? {} : formType), ...headers } },
    ...(as === undefined ? {} : { cookies: { zhkp: as } }),
    ...(body === undefined ? {} : { payload: body }),
  });
  return `${response.statusCode} ${response.headers.location ?? response.body}`;
}

const token = `_csrf=${csrfToken}`;
const seenByConsumer = `200 individual-consumer ${csrfToken}`;
const hidden = '404 not found';
const refused = '403 refused 403';
const boundary = {
  'content-type': 'multipart/form-data; boundary=x',
  ...ours,
};
const part = `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrfToken}\r\n--x--\r\n`;

lawTest(
  ['1039:20', '1039:42', '1039:43'],
  'a page is shown to its audience and is not there for others',
  async () => {
    for (const [url, by, expected] of [
      ['/open', {}, '200 anonymous '],
      ['/open', { as: 'consumer' }, seenByConsumer],
      ['/open', { as: 'unknown' }, '200 anonymous '],
      ['/own', {}, '303 /sign-in?return=%2Fown'],
      ['/own?a=b', {}, '303 /sign-in?return=%2Fown%3Fa%3Db'],
      ['/own', { as: 'consumer' }, seenByConsumer],
      ['/consumers', { as: 'consumer' }, seenByConsumer],
      ['/consumers', { as: 'provider' }, hidden],
      ['/off/1', { as: 'provider' }, hidden],
      ['/off/1', { as: 'consumer' }, seenByConsumer],
      ['/quiet', { as: 'consumer' }, '200 anonymous '],
      ['/nowhere', {}, hidden],
      ['/nowhere', { as: 'consumer' }, hidden],
      ['/nowhere', { as: 'newcomer' }, hidden],
    ] as const) {
      expect([url, by, await answer(url, by)]).toEqual([url, by, expected]);
    }
  },
);

test('what is switched off is looked at for each request of a session, and for no other', async () => {
  asked.refreshes = 0;
  for (const by of [{}, { as: 'unknown' }, { as: 'consumer' }]) await answer('/open', by);
  await answer('/quiet', { as: 'consumer' });
  await answer('/nowhere', { as: 'consumer' });
  expect(asked.refreshes).toBe(1);
});

lawTest(
  ['1039:21.7'],
  'whoever has not told their contacts is led there from every page but the open ones',
  async () => {
    const first = '303 /cabinet/profile?first=yes&return=';
    for (const [url, by, expected] of [
      ['/own', { as: 'newcomer' }, `${first}%2Fown`],
      ['/own', { as: 'newcomer', method: 'POST', body: token }, `${first}%2Fcabinet`],
      ['/open', { as: 'newcomer' }, seenByConsumer],
      ['/awaited', { as: 'newcomer' }, seenByConsumer],
      ['/own', { as: 'consumer' }, seenByConsumer],
    ] as const) {
      expect([url, by, await answer(url, by)]).toEqual([url, by, expected]);
    }
  },
);

describe('a form', () => {
  lawTest(['1039:53.4', '1039:98'], 'of a session is taken with its token alone', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const by = { as: 'consumer', method, headers: ours };
      expect(await answer('/own', { ...by, body: token })).toBe(seenByConsumer);
      for (const body of ['', '_csrf=', '_csrf=another', `_csrf=${csrfToken}&${token}`]) {
        const given = await answer('/own', { ...by, body });
        expect([method, body, given]).toEqual([method, body, refused]);
      }
    }
    expect(await answer('/own-hook', { as: 'consumer', method: 'POST', body: 'a=b' })).toBe(
      seenByConsumer,
    );
    expect(await answer('/open', { method: 'POST', body: 'a=b' })).toBe('200 anonymous ');
    expect(await answer('/own', { method: 'POST', body: 'a=b' })).toBe(hidden);
  });

  lawTest(['1039:53.4', '1039:98'], 'of another site is not taken', async () => {
    for (const [headers, isTaken] of [
      [{}, true],
      [{ 'sec-fetch-site': 'same-origin' }, true],
      [{ 'sec-fetch-site': 'cross-site' }, false],
      [{ 'sec-fetch-site': 'same-site' }, false],
      [{ 'sec-fetch-site': 'none' }, false],
      [{ origin: publicUrl }, true],
      [{ origin: 'http://another.test' }, false],
      [{ origin: 'null' }, false],
      [{ origin: 'http://another.test', 'sec-fetch-site': 'same-origin' }, true],
      [{ origin: publicUrl, 'sec-fetch-site': 'cross-site' }, false],
    ] as const) {
      const by = { as: 'consumer', method: 'POST', body: token, headers } as const;
      const given = await answer('/own', by);
      expect([headers, given]).toEqual([headers, isTaken ? seenByConsumer : refused]);
      const nobodys = await answer('/open', { method: 'POST', body: 'a=b', headers });
      expect([headers, nobodys]).toEqual([headers, isTaken ? '200 anonymous ' : refused]);
    }
  });

  test('with a file carries its token in the address', async () => {
    const by = { as: 'consumer', method: 'POST', body: part, headers: boundary } as const;
    expect(await answer(`/file?${token}`, by)).toBe(seenByConsumer);
    expect(await answer('/file?_csrf=another', by)).toBe(refused);
    expect(await answer('/file', by)).toBe(refused);
    const plain = { as: 'consumer', method: 'POST', body: 'a=b', headers: ours } as const;
    expect(await answer(`/file?${token}`, plain)).toBe(refused);
  });

  lawTest(
    ['1039:21.7', '1039:53.4'],
    'that comes after its session is kept, if it is of that session',
    async () => {
      const by = { as: 'late', method: 'POST', body: token, headers: ours } as const;
      expect(await answer('/own', by)).toBe('200 kept');
      expect(await answer('/own', { ...by, body: '_csrf=another' })).toBe(hidden);
      const foreign = { 'sec-fetch-site': 'cross-site' };
      expect(await answer('/own', { ...by, headers: foreign })).toBe(hidden);
      expect(await answer('/own', { ...by, as: 'never' })).toBe(hidden);
      expect(await answer('/own', { ...by, method: 'PUT' })).toBe(hidden);
      expect(await answer('/unkept', by)).toBe(hidden);
      expect(await answer('/own', by, withoutKeeper)).toBe(hidden);
      // Somebody signed in who posts where they may not is not asked to sign in again.
      expect(await answer('/consumers', { ...by, as: 'provider' })).toBe(hidden);
    },
  );
});

test('a route without an audience does not start', async () => {
  const made = await buildServer(parts);
  const route = { method: 'GET', url: '/bare', handler: () => '' } as const;
  expect(() => made.route(route)).toThrow('GET /bare declares no audience');
  expect(() => made.route({ ...route, config: { audience: [] } })).toThrow('no audience');
  await made.close();
});
