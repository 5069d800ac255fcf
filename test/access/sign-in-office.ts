import { createSecretKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { cabinetFrame, services, errorPages } from '#cabinets/index.ts';
import type { Counterpart } from '#counterparts/common.ts';
import type { AuthType } from '#counterparts/id-gov-ua/people.ts';
import { startIdGovUa } from '#counterparts/id-gov-ua/server.ts';
import { visit } from '#counterparts/id-gov-ua/visitor.ts';
import type { SignatureProvider } from '#engine/signature/ports.ts';
import { createHttpClient } from '#exchange/http-client.ts';
import { createIdGovUa } from '#exchange/id-gov-ua/client.ts';
import { connectionCodes } from '#modules/access/accounts/connection-code.ts';
import {
  accessRoutes,
  lateFormAnswer,
  recognisePersonCommand,
  relyingPartyOf,
  scopeChecks,
  openServiceSets,
} from '#modules/access/index.ts';
import type { AccessParts } from '#modules/access/parts.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { systemClock } from '#platform/clock.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import { buildServer } from '#platform/http/server.ts';
import { Operations } from '#platform/operations.ts';
import { fieldCipher, type FieldCipher } from '#platform/secrets/field-cipher.ts';
import { openFieldKeys, type FieldKeys } from '#platform/secrets/field-keys.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { Browser, type Answer } from './browser.ts';
import { codeAt } from './phone.ts';
import { personCalled } from '#test/secrets.ts';

export const publicUrl = 'http://platform.example';
const sessionsWay = '/sign-in/begin?return=/cabinet/sessions';
const client = { clientId: 'zhkp', clientSecret: 'secret' };

const authTypes = ['dig_sign', 'bank_id', 'mobile_id', 'diia_id'] as const;
const people = [
  { key: 'olena', surname: 'Зразкова', givenname: 'Олена', drfocode: '2920147112' },
  { key: 'petro', surname: 'Чужий', givenname: 'Петро', drfocode: '2845713250' },
].map((person) => ({
  ...{ ...person, middlename: 'Іванівна', email: `${person.key}@zrazkivka.example` },
  authTypes,
}));

interface Made {
  readonly database: TestDatabase;
  readonly identity: Counterpart;
  readonly folder: string;
  readonly keys: FieldKeys;
}

/** The way into the platform, whole: pages, id.gov.ua played, a database, a clock to advance. */
export class SignInOffice {
  readonly database: TestDatabase;
  readonly app: WebDatabase;
  readonly keys: FieldKeys;
  readonly secrets: FieldCipher;
  readonly folder: string;
  readonly sessions: Sessions;
  readonly parts: AccessParts;
  readonly clock: { now(): Temporal.Instant };
  server: FastifyInstance | undefined;
  /** Stands still, at the beginning of a step of one-time codes. */
  #now = beginningOfStep(systemClock.now());
  readonly #identity: Counterpart;

  private constructor(made: Made, signatures: SignatureProvider) {
    this.database = made.database;
    this.app = made.database.web();
    this.keys = made.keys;
    this.secrets = fieldCipher(made.keys);
    this.folder = made.folder;
    this.#identity = made.identity;
    this.clock = { now: () => this.#now };
    this.sessions = new Sessions(this.app.db, this.clock, this.secrets);
    this.parts = this.#partsWith(signatures);
  }

  static async open(signatures: SignatureProvider = noSignatures): Promise<SignInOffice> {
    const folder = await mkdtemp(join(tmpdir(), 'sign-in-'));
    const office = new SignInOffice(
      {
        folder,
        database: await freshDatabase(),
        keys: await openFieldKeys(join(folder, 'fields'), systemClock),
        identity: await startIdGovUa({
          clients: [{ ...client, redirectUris: [`${publicUrl}/sign-in/return`] }],
          people,
        }),
      },
      signatures,
    );
    await office.#serve();
    return office;
  }

  #partsWith(signatures: SignatureProvider): AccessParts {
    const { clock, sessions, secrets } = this;
    const { db, users } = this.app;
    const audit = auditTrail(db);
    const recognisePerson = recognisePersonCommand(secrets);
    const operations = new Operations({ db, users, clock, scopes: scopeChecks, audit });
    return {
      ...{ db, clock, secrets, operations, sessions, publicUrl, recognisePerson },
      identity: createIdGovUa(
        {
          ...{ ...client, authTypes, baseUrl: this.#identity.url },
          redirectUri: `${publicUrl}/sign-in/return`,
        },
        createHttpClient({ service: 'id-gov-ua', clock: systemClock }),
      ),
      connectionCodes: connectionCodes(createSecretKey(Buffer.alloc(32, 3))),
      documents: { desk: undefined as never, store: undefined as never },
      factors: { secrets, party: relyingPartyOf(publicUrl), scriptHref: '/assets/passkey.js' },
      keptForms: { db, clock, secrets, publicUrl },
      keys: { db, clock, operations, recognisePerson, signatures, publicUrl },
      signing: { scriptHref: '/assets/signer.js', front: undefined, demonstrationKeys: undefined },
      sendsToPhones: true,
      asksRegister: false,
    };
  }

  async #serve(): Promise<void> {
    const { parts, sessions, clock } = this;
    const offered = openServiceSets({ db: this.app.pool, clock, services });
    const server = await buildServer({
      ...{ sessions, operations: parts.operations, errorPages, publicUrl },
      ...{ logLevel: 'fatal', formTargets: [], requestsPerMinuteMax: 1_000_000 },
      assets: { files: new Map(), stylesheetHref: '/style.css' },
      frame: cabinetFrame('/style.css', offered, '/assets/stay.js'),
      offered,
      answerLateForm: lateFormAnswer(parts.keptForms),
    });
    accessRoutes(server, parts);
    await server.ready();
    this.server = server;
  }

  pass(time: Temporal.DurationLike): void {
    this.#now = this.#now.add(time);
  }

  browser(): Browser {
    if (this.server === undefined) throw new Error('the office is closed');
    return new Browser(this.server);
  }

  /** Comes through id.gov.ua; returns where the platform leads to. */
  async come(
    browser: Browser,
    person = 'olena',
    { way = 'bank_id', begin = sessionsWay }: { way?: AuthType; begin?: string } = {},
  ): Promise<Answer> {
    const begun = await browser.get(begin);
    const back = await visit(begun.location, { person, authType: way });
    return browser.get(`${back.pathname}${back.search}`);
  }

  /** Somebody signed in whose contacts are known. */
  async signedIn(person = 'olena'): Promise<Browser> {
    const browser = this.browser();
    await this.come(browser, person);
    await this.database.pool.query(
      `update access.person set email_confirmed_at = now(), identity_confirmed_at = now()
       where email is not null;
       update platform.session set awaits = null`,
    );
    this.sessions.forget(await this.personId(person));
    await browser.get('/cabinet/sessions');
    return browser;
  }

  async personId(person = 'olena'): Promise<bigint> {
    const surname = people.find(({ key }) => key === person)?.surname;
    return personCalled(this.database.pool, surname ?? '', this.secrets);
  }

  /** Sets up a program of codes as a person does; returns its secret. */
  async setUpCodes(browser: Browser, name = 'Телефон'): Promise<string> {
    const begun = await browser.post('/cabinet/security/generators', { name });
    const page = await browser.get(begun.location);
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '');
    await browser.post(begun.location, { code: this.code(secret) });
    this.pass({ seconds: 30 });
    return secret;
  }

  /** What the program shows now. */
  code(secret: string): string {
    return codeAt(secret, this.clock.now());
  }

  /** Everything that a test before left behind. */
  async clean(): Promise<void> {
    await this.database.pool.query(
      `truncate access.passkey, access.code_generator, access.recovery_code,
         access.passkey_challenge, access.pending_sign_in, access.factor_attempt,
         access.key_challenge, access.kept_form, access.contact_code, platform.session`,
    );
  }

  async close(): Promise<void> {
    await this.server?.close();
    await this.#identity.stop();
    await this.database.drop();
    await rm(this.folder, { recursive: true });
  }
}

function beginningOfStep(now: Temporal.Instant): Temporal.Instant {
  return now.round({ smallestUnit: 'second', roundingIncrement: 30, roundingMode: 'floor' });
}

/** For tests where nobody signs: a driver that is away. */
const noSignatures = {
  driver: 'own',
  verify: () => Promise.reject(new Error('nobody signs here')),
} as unknown as SignatureProvider;
