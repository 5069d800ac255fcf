import { openConnectionCodes, openServiceSets } from '#modules/access/index.ts';
import { signedIn } from '#test/sessions.ts';
import { cabinetFrame, services } from '#cabinets/index.ts';
import { createHttpClient } from '#exchange/http-client.ts';
import { nbuQr } from '#exchange/nbu-qr/payment-code.ts';
import { createLiqPay } from '#exchange/payments/liqpay/gateway.ts';
import { settlementsRoutes } from '#modules/settlements/index.ts';
import {
  plantProviderTown,
  type ProviderTown,
} from '#modules/settlements/provider/fixtures/provider-town.ts';
import { systemClock } from '#platform/clock.ts';
import { buildServer } from '#platform/http/server.ts';
import type { Principal } from '#platform/principal.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const publicUrl = 'http://localhost:8080';

export interface OfficeAnswer {
  readonly status: number;
  readonly location: string;
  readonly type: string;
  readonly refresh: string;
  /** The page with ordinary spaces. */
  readonly text: string;
  readonly bytes: Buffer;
}

/** An official with a browser without script. */
export interface OfficeVisitor {
  get(path: string): Promise<OfficeAnswer>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<OfficeAnswer>;
  /** Sends a file as the form of files does, its token in the address. */
  send(path: string, file: { readonly name: string; readonly text: string }): Promise<OfficeAnswer>;
}

/** The pages of settlements on the billed demonstration town, asked without a port. */
export interface ProviderOffice {
  readonly town: ProviderTown;
  readonly uploads: string;
  visitor(principal: Principal): Promise<OfficeVisitor>;
  close(): Promise<void>;
}

export async function openProviderOffice(): Promise<ProviderOffice> {
  const town = await plantProviderTown();
  const { clock } = town;
  // Nobody is signed out while days pass.
  const beginning = clock.now();
  const sessions = new Sessions(town.app.db, { now: () => beginning });
  const uploads = await mkdtemp(join(tmpdir(), 'uploads-'));
  const offered = openServiceSets({ db: town.app.pool, clock, services });
  const app = await buildServer({
    sessions,
    operations: town.operations,
    publicUrl,
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
  const keys = { publicKey: 'public', privateKey: 'private' };
  settlementsRoutes(app, {
    operations: town.operations,
    clock,
    publicUrl,
    gateway: createLiqPay(
      { baseUrl: publicUrl, ...keys, hash: 'sha1', takesTestPayments: true },
      createHttpClient({ service: 'liqpay', clock: systemClock }),
    ),
    paymentCode: nbuQr('003'),
    auditKeys: () => Promise.resolve([]),
    uploadsDirectory: uploads,
    connectionCodes: await openConnectionCodes(join(uploads, 'connection.key')),
  });
  return {
    town,
    uploads,
    async visitor(principal) {
      const token = await sessions.begin(signedIn(principal));
      const csrf = (await sessions.find(token))?.csrfToken ?? '';
      return visitor(app, token, csrf);
    },
    async close() {
      await app.close();
      await rm(uploads, { recursive: true, force: true });
      await town.database.drop();
    },
  };
}

function visitor(app: FastifyInstance, token: string, csrf: string): OfficeVisitor {
  const cookies = { zhkp: token };
  const answer = (response: Awaited<ReturnType<FastifyInstance['inject']>>): OfficeAnswer => ({
    status: response.statusCode,
    location: response.headers.location ?? '',
    type: response.headers['content-type'] ?? '',
    refresh: response.headers['refresh'] ?? '',
    text: response.body.replaceAll('\u00a0', ' '),
    bytes: response.rawPayload,
  });
  return {
    get: async (url) => answer(await app.inject({ method: 'GET', url, cookies })),
    post: async (url, fields) =>
      answer(
        await app.inject({
          method: 'POST',
          url,
          cookies,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ ...fields, _csrf: csrf }).toString(),
        }),
      ),
    async send(path, { name, text }) {
      return answer(
        await app.inject({
          method: 'POST',
          url: `${path}?_csrf=${encodeURIComponent(csrf)}`,
          cookies,
          headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
          payload: multipart(name, text),
        }),
      );
    },
  };
}

const boundary = 'zhkp-test-boundary';

/** What a browser sends for a form with one file; without a choice its name is empty. */
function multipart(fileName: string, text: string): string {
  const head = `Content-Disposition: form-data; name="file"; filename="${fileName}"`;
  return [`--${boundary}`, head, 'Content-Type: text/csv', '', text, `--${boundary}--`, ''].join(
    '\r\n',
  );
}
