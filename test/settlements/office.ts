import { join } from 'node:path';
import { signedIn } from '#test/sessions.ts';
import { cabinetFrame, services } from '#cabinets/index.ts';
import { createHttpClient } from '#exchange/http-client.ts';
import { nbuQr } from '#exchange/nbu-qr/payment-code.ts';
import { createLiqPay } from '#exchange/payments/liqpay/gateway.ts';
import type { Counterpart } from '#counterparts/common.ts';
import { controlOf, type Control } from '#counterparts/control.ts';
import { startLiqPay } from '#counterparts/liqpay/server.ts';
import {
  linkAccount,
  openConnectionCodes,
  openServiceSets,
  putPerson,
  scopeChecks,
} from '#modules/access/index.ts';
import { settlementsRoutes } from '#modules/settlements/index.ts';
import type { PaymentGateway } from '#modules/settlements/ports.ts';
import { readVerificationKeys } from '#platform/audit/keys.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { buildServer } from '#platform/http/server.ts';
import { Operations } from '#platform/operations.ts';
import { freePort } from '#platform/postgres/embedded.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { openAuditLog, type AuditLog } from '#test/audit/audit-log.ts';
import type { FastifyInstance } from 'fastify';
import { billedAccount, plantBilledTown } from './billed-town.ts';

/** A clock that the test sets; it stands still in between. */
export class TestClock implements Clock {
  #now = Temporal.Instant.from('2026-11-10T09:00:00Z');
  now(): Temporal.Instant {
    return this.#now;
  }
  pass(time: Temporal.DurationLike): void {
    this.#now = this.#now.add(time);
  }
}

/** Somebody signed in, with a browser of their own. */
export interface Visitor {
  readonly principal: Principal;
  get(path: string): Promise<Answer>;
  /** Posts a form of ours, with the token of the session. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** The pages of settlements on a real port, a billed town, and the gateway's counterpart. */
export interface Office {
  readonly log: AuditLog;
  readonly clock: TestClock;
  readonly operations: Operations;
  readonly gateway: PaymentGateway;
  readonly counterpart: Counterpart;
  readonly control: Control;
  readonly url: string;
  /** The holder of the billed account, and a stranger. */
  readonly holder: Visitor;
  readonly stranger: Visitor;
  close(): Promise<void>;
}

const keys = { publicKey: 'public', privateKey: 'private' } as const;

export async function openOffice(): Promise<Office> {
  const log = await openAuditLog();
  const clock = new TestClock();
  const app = log.database.web();
  const audit = auditTrail(app.db);
  const operations = new Operations({
    ...{ db: app.db, users: app.users, clock, scopes: scopeChecks, audit },
  });
  const worker = log.database.as('zhkp_worker');
  await plantBilledTown(log.database.pool, { worker, operations, clock });
  const counterpart = await startLiqPay({ ...keys, callbackPausesMs: [20, 20] });
  const gateway = createLiqPay(
    { baseUrl: counterpart.url, ...keys, hash: 'sha1', takesTestPayments: true },
    createHttpClient({ service: 'liqpay', clock: systemClock }),
  );
  // Nobody is signed out while days pass.
  const beginning = clock.now();
  const sessions = new Sessions(app.db, { now: () => beginning });
  const url = `http://127.0.0.1:${await freePort()}`;
  const server = await openServer({ log, clock, operations, gateway, sessions, url });
  const people = { db: app.db, sessions, url, clock };
  return {
    log,
    clock,
    operations,
    gateway,
    counterpart,
    control: controlOf(counterpart.url),
    url,
    holder: await newVisitor(people, { rnokpp: '2222222222', surname: 'Шевченко' }, billedAccount),
    stranger: await newVisitor(people, { rnokpp: '3333333333', surname: 'Чужий' }),
    async close() {
      await server.close();
      await counterpart.stop();
      await log.close();
    },
  };
}

async function openServer(parts: {
  readonly log: AuditLog;
  readonly clock: Clock;
  readonly operations: Operations;
  readonly gateway: PaymentGateway;
  readonly sessions: Sessions;
  readonly url: string;
}): Promise<FastifyInstance> {
  const { log, clock, operations, gateway, sessions, url } = parts;
  const offered = openServiceSets({ db: log.app, clock, services });
  const app = await buildServer({
    sessions,
    operations,
    publicUrl: url,
    logLevel: 'silent',
    formTargets: [],
    requestsPerMinuteMax: 100_000,
    assets: { files: new Map(), stylesheetHref: '/style.css' },
    frame: cabinetFrame('/style.css', offered),
    offered,
    errorPages: {
      notFound: () => 'not found',
      failure: (_, incident) => `failure ${incident}`,
      refusedRequest: (_, status) => `refused ${status}`,
    },
  });
  settlementsRoutes(app, {
    operations,
    clock,
    gateway,
    publicUrl: url,
    paymentCode: nbuQr('003'),
    auditKeys: () => readVerificationKeys(log.keysDirectory),
    uploadsDirectory: log.keysDirectory,
    connectionCodes: await openConnectionCodes(join(log.keysDirectory, 'connection.key')),
  });
  await app.listen({ port: Number(new URL(url).port), host: '127.0.0.1' });
  return app;
}

async function newVisitor(
  parts: {
    readonly db: ConstructorParameters<typeof Sessions>[0];
    readonly sessions: Sessions;
    readonly url: string;
    readonly clock: Clock;
  },
  person: { readonly rnokpp: string; readonly surname: string },
  accountId?: bigint,
): Promise<Visitor> {
  const db = queryableOf(parts.db);
  const now = parts.clock.now();
  const { person_id: personId } = await putPerson(db, {
    ...person,
    givenName: 'Олена',
    patronymic: null,
    now,
  });
  if (accountId !== undefined) {
    await linkAccount(db, { personId, accountId, proof: 'provider', now });
  }
  const principal: Principal = {
    ...anonymous,
    role: 'individual-consumer',
    personId,
    personName: person.surname,
    subjectId: null,
    subjectName: null,
  };
  const token = await parts.sessions.begin(signedIn(principal));
  const csrf = (await parts.sessions.find(token))?.csrfToken ?? '';
  const cookie = `zhkp=${token}`;
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(new URL(path, parts.url), { ...init, redirect: 'manual' });
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      text: await response.text(),
    };
  };
  return {
    principal,
    get: (path) => send(path, { headers: { cookie } }),
    post: (path, fields) =>
      send(path, {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams({ ...fields, _csrf: csrf }),
      }),
  };
}

/** The value of a hidden field of a page. */
export function hiddenField(page: string, name: string): string {
  const found = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(page);
  if (found?.[1] === undefined) throw new Error(`the page has no hidden field ${name}`);
  return found[1];
}
