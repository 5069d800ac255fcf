import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Counterpart } from '#counterparts/common.ts';
import type { DemonstrationPerson } from '#counterparts/id-gov-ua/people.ts';
import { startIdGovUa } from '#counterparts/id-gov-ua/server.ts';
import { visit } from '#counterparts/id-gov-ua/visitor.ts';
import { openCodeToSend } from '#modules/access/contacts/code-messages.ts';
import { scopeChecks } from '#modules/access/index.ts';
import { plantSmallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { systemClock } from '#platform/clock.ts';
import { Operations } from '#platform/operations.ts';
import { freePort } from '#platform/postgres/embedded.ts';
import { fieldCipher, type FieldCipher } from '#platform/secrets/field-cipher.ts';
import { openFieldKeys, type FieldKeys } from '#platform/secrets/field-keys.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { putTestKeys } from '#test/secrets.ts';
import { Browser } from './browser.ts';

/** As `npm test` has built it. */
const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
const nobody = 'http://127.0.0.1:9';
const client = { clientId: 'zhkp-demo', clientSecret: 'zhkp-demo-secret' };

/** The platform's web server as a process of its own, id.gov.ua played, and all that it says. */
export class CanaryOffice {
  readonly database: TestDatabase;
  readonly folder: string;
  readonly keys: FieldKeys;
  readonly secrets: FieldCipher;
  readonly operations: Operations;
  readonly #url: string;
  readonly #process: ChildProcess;
  readonly #identity: Counterpart;
  #said = '';

  private constructor(made: {
    readonly database: TestDatabase;
    readonly folder: string;
    readonly keys: FieldKeys;
    readonly url: string;
    readonly identity: Counterpart;
    readonly environment: Readonly<Record<string, string>>;
  }) {
    const { database, folder, keys, url, identity, environment } = made;
    this.database = database;
    this.folder = folder;
    this.keys = keys;
    this.secrets = fieldCipher(keys);
    this.#url = url;
    this.#identity = identity;
    const { db, users } = database.web();
    this.operations = new Operations({
      ...{ db, users, clock: systemClock, scopes: scopeChecks, audit: auditTrail(db) },
    });
    this.#process = spawn(process.execPath, [program, 'web'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (piece) => (this.#said += String(piece)));
    }
  }

  static async open(people: readonly DemonstrationPerson[]): Promise<CanaryOffice> {
    const folder = await mkdtemp(join(tmpdir(), 'canaries-'));
    await putTestKeys(folder);
    const database = await freshDatabase();
    await plantSmallTown(database.pool);
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const redirectUris = [`${url}/sign-in/return`];
    const identity = await startIdGovUa({ clients: [{ ...client, redirectUris }], people });
    const environment = {
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'debug', DATA_DIR: folder, DATABASE_URL: database.url },
      ...{ PORT: port, PUBLIC_URL: url, REQUESTS_PER_MINUTE_MAX: '10000000' },
      ...{ ID_GOV_UA_URL: identity.url, LIQPAY_URL: nobody, PHONE_MESSAGES_URL: nobody },
    };
    const keys = await openFieldKeys(join(folder, 'keys', 'fields'), systemClock);
    const office = new CanaryOffice({ database, folder, keys, url, identity, environment });
    await office.#begun();
    return office;
  }

  async #begun(): Promise<void> {
    while (!this.#said.includes('READY ')) {
      if (this.#process.exitCode !== null) throw new Error(this.#said);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** All that the process has said up to now. */
  get said(): string {
    return this.#said;
  }

  browser(): Browser {
    return new Browser({ inject: (asked: Asked) => this.#ask(asked) } as never as FastifyInstance);
  }

  /** As a browser asks a server inside the process. */
  async #ask({ method, url, headers, payload, cookies }: Asked) {
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    const response = await fetch(new URL(url, this.#url), {
      ...{ method, redirect: 'manual' },
      headers: { ...headers, cookie: cookie.join('; ') },
      ...(payload === undefined ? {} : { body: String(payload) }),
    });
    return {
      statusCode: response.status,
      headers: { location: response.headers.get('location') ?? undefined },
      body: await response.text(),
      cookies: response.headers.getSetCookie().map((line) => {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        return { name, value };
      }),
    };
  }

  /** Comes through id.gov.ua and into the cabinet. */
  async signIn(person: string): Promise<Browser> {
    const browser = this.browser();
    const begun = await browser.get('/sign-in/begin?return=/cabinet/profile');
    const back = await visit(begun.location, { person, authType: 'bank_id' });
    await browser.get(`${back.pathname}${back.search}`);
    await browser.get('/cabinet/profile');
    return browser;
  }

  /** The codes that wait for a person, by the kind of contact. */
  async codes(
    personId: bigint,
  ): Promise<readonly { readonly kind: string; readonly code: string }[]> {
    const { rows } = await this.database.pool.query<{ code_id: string; kind: string }>(
      'select code_id, kind from access.contact_code where person_id = $1',
      [personId],
    );
    const parts = { db: this.database.pool, clock: systemClock, secrets: this.secrets };
    return Promise.all(
      rows.map(async ({ code_id: codeId, kind }) => {
        return { kind, code: (await openCodeToSend(parts, codeId))?.code ?? '' };
      }),
    );
  }

  async close(): Promise<void> {
    this.#process.kill();
    await this.#identity.stop();
    await this.database.drop();
    await rm(this.folder, { recursive: true });
  }
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
  readonly cookies: Readonly<Record<string, string>>;
}
