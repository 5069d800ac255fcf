import { signedIn } from '#test/sessions.ts';
import type { Role } from '#kernel/role.ts';
import { buildWeb } from '#main-web.ts';
import { readConfig } from '#platform/config/config.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putTestKeys } from '#test/secrets.ts';

export interface WebAnswer {
  readonly status: number;
  readonly type: string;
  readonly location: string | undefined;
  readonly body: string;
}

/** A browser without script: it keeps one session and sends its forms with their token. */
export interface Visitor {
  get(path: string): Promise<WebAnswer>;
  post(path: string, form: Readonly<Record<string, string>>): Promise<WebAnswer>;
  /** Sends a form that may carry a file; its token goes in the address. */
  upload(
    path: string,
    form: Readonly<Record<string, string>>,
    file?: { readonly name: string; readonly content: Uint8Array },
  ): Promise<WebAnswer>;
  /** By which a real connection is this visitor's. */
  readonly credentials: { readonly cookie: string; readonly csrf: string };
}

export interface WebInProcess {
  readonly app: FastifyInstance;
  readonly sessions: Sessions;
  readonly dataFolder: string;
  /** Nobody signed in when no principal is given. */
  visitor(principal?: Principal): Promise<Visitor>;
  close(): Promise<void>;
}

/** The whole web server on a database of a test, asked without a port. */
export async function webInProcess(
  database: WebDatabase,
  settings: Readonly<Record<string, string>> = {},
): Promise<WebInProcess> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'web-'));
  await putTestKeys(dataFolder);
  const config = readConfig({
    NODE_ENV: 'test',
    DATA_DIR: dataFolder,
    LOG_LEVEL: 'fatal',
    // Nobody answers there: what these tests ask needs no outside system.
    ID_GOV_UA_URL: 'http://127.0.0.1:9',
    LIQPAY_URL: 'http://127.0.0.1:9',
    TREMBITA_URL: 'http://127.0.0.1:9',
    ...settings,
  });
  const assets = { files: new Map<string, never>(), stylesheetHref: '/assets/style.css' };
  const { app, sessions } = await buildWeb(config, database, assets);
  return {
    app,
    sessions,
    dataFolder,
    async visitor(principal) {
      if (principal === undefined) return visitor(app, undefined, '');
      const token = await sessions.begin(signedIn(principal));
      const session = await sessions.find(token);
      return visitor(app, token, session?.csrfToken ?? '');
    },
    async close() {
      await app.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function visitor(app: FastifyInstance, token: string | undefined, csrf: string): Visitor {
  const cookies = token === undefined ? {} : { zhkp: token };
  const answer = (response: Awaited<ReturnType<FastifyInstance['inject']>>): WebAnswer => ({
    status: response.statusCode,
    type: response.headers['content-type'] ?? '',
    location: response.headers.location,
    body: response.body,
  });
  return {
    credentials: { cookie: `zhkp=${token ?? ''}`, csrf },
    get: async (url) => answer(await app.inject({ method: 'GET', url, cookies })),
    post: async (url, form) =>
      answer(
        await app.inject({
          method: 'POST',
          url,
          cookies,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ _csrf: csrf, ...form }).toString(),
        }),
      ),
    async upload(path, form, file) {
      const fields = new FormData();
      for (const [name, value] of Object.entries(form)) fields.append(name, value);
      if (file !== undefined) {
        fields.append('file', new Blob([Buffer.from(file.content)]), file.name);
      }
      const body = new Response(fields);
      return answer(
        await app.inject({
          method: 'POST',
          url: `${path}?_csrf=${encodeURIComponent(csrf)}`,
          cookies,
          headers: { 'content-type': body.headers.get('content-type') ?? '' },
          payload: Buffer.from(await body.arrayBuffer()),
        }),
      );
    },
  };
}

/** Somebody in a role; the ids need not be on record for what only looks at the role. */
export function somebody(role: Role, personId: bigint, subjectId: bigint | null = 1n): Principal {
  return {
    ...anonymous,
    role,
    personId,
    personName: 'Test Person',
    subjectId,
    subjectName: subjectId === null ? null : 'Test Office',
  };
}
