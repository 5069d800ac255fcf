import { join } from 'node:path';
import { cabinetFrame, cabinetRoutes, errorPages, services } from './cabinets/index.ts';
import { createHttpClient } from './exchange/http-client.ts';
import { nbuQr } from './exchange/nbu-qr/payment-code.ts';
import { createLiqPay } from './exchange/payments/liqpay/gateway.ts';
import { accessParts, openFieldCipher, openIdentity } from './main-access.ts';
import { documentKinds, openDocuments, trustFileOf } from './main-documents.ts';
import {
  accessRoutes,
  askProofAgain,
  lateFormAnswer,
  nameActorsQuery,
  openConnectionCodes,
  openServiceSets,
  scopeChecks,
} from './modules/access/index.ts';
import { correspondenceRoutes } from './modules/correspondence/index.ts';
import { dashboardRoutes } from './modules/dashboard/index.ts';
import { provisionRoutes } from './modules/provision/index.ts';
import { settlementsDocumentRoutes, settlementsRoutes } from './modules/settlements/index.ts';
import { supportRoutes } from './modules/support/index.ts';
import { portalRoutes } from './portal/index.ts';
import { readVerificationKeys } from './platform/audit/keys.ts';
import { auditTrail } from './platform/audit/record.ts';
import { sight } from './platform/alarms/watch.ts';
import { clockBehind, systemClock, type Clock } from './platform/clock.ts';
import { dataFolders, type Config } from './platform/config/config.ts';
import { openWebDatabase, type Databases } from './platform/db/database.ts';
import { queryableOf, type Connection } from './platform/db/queryable-of.ts';
import { openFileStore } from './platform/files/open.ts';
import { islandHref, readAssets, type Assets } from './platform/http/assets.ts';
import { healthRoutes } from './platform/http/health.ts';
import { buildServer } from './platform/http/server.ts';
import { Operations } from './platform/operations.ts';
import { Sessions } from './platform/sessions/sessions.ts';

export interface Running {
  /** What is running, for the line that says so. */
  readonly what: string;
  stop(): Promise<void>;
}

/** Of each pool of the process. */
const connectionsMax = 20;

/** Starts the web server: adapters, modules, pages. */
export async function startWeb(config: Config): Promise<Running> {
  const url = required(config.DATABASE_URL, 'DATABASE_URL');
  const database = openWebDatabase({ url, connectionsMax });
  const assets = await readAssets(join(import.meta.dirname, '..', 'dist', 'assets'));
  const { app, documents } = await buildWeb(config, database, assets);
  await app.listen({ port: config.PORT, host: config.HOST });
  return {
    what: config.PUBLIC_URL,
    async stop() {
      await app.close();
      await documents.stop();
      await database.close();
    },
  };
}

/** The whole server before it listens; tests ask it without a port. */
export async function buildWeb(config: Config, { db, users }: Databases, assets: Assets) {
  const clock = clockBehind(config.CLOCK_DAYS_BEHIND);
  const audit = auditTrail(db);
  const operations = new Operations({ db, users, clock, scopes: scopeChecks, audit });
  const secrets = await openFieldCipher(config, clock);
  const sessions = new Sessions(db, clock, secrets);
  const documents = await openDocuments({
    ...{ config, clock, secrets, operations, db: queryableOf(db) },
    files: await openFileStore({ config, clock, db: queryableOf(db), onDamage: reportDamage }),
  });
  const front = frontOf(config);
  const serviceSets = openServiceSets({ db: queryableOf(db), clock, services });
  const onGone = goneSighting(db, clock);
  const identity = await openIdentity({ config, clock, onGone }, documents.signatures);
  const gateway = liqPay(config, onGone);
  const gatewayOrigin = new URL(required(config.LIQPAY_URL, 'LIQPAY_URL')).origin;
  const publicUrl = config.PUBLIC_URL;
  const keptForms = { db, clock, secrets, publicUrl };
  const app = await buildServer({
    sessions,
    operations,
    errorPages,
    assets,
    frame: cabinetFrame(assets.stylesheetHref, serviceSets, islandHref(assets, 'stay')),
    offered: serviceSets,
    answerLateForm: lateFormAnswer(keptForms),
    publicUrl,
    logLevel: config.LOG_LEVEL,
    formTargets: [gatewayOrigin],
    frameSources: front === undefined ? [] : [front.origin],
    requestsPerMinuteMax: config.REQUESTS_PER_MINUTE_MAX,
    trustedProxies: config.TRUSTED_PROXIES,
  });
  const common = { operations, clock, secrets, publicUrl };
  const folders = dataFolders(config);
  const auditKeys = () => readVerificationKeys(folders.keys);
  healthRoutes(app, db);
  const connectionCodes = await openConnectionCodes(join(folders.keys, 'connection.key'));
  const { signatures } = documents;
  const given = { ...common, db, identity, sessions, connectionCodes, documents };
  accessRoutes(app, accessParts(config, assets, { ...given, signatures, front }));
  portalRoutes(app, {
    ...common,
    documentKinds,
    auditKeys,
    auditHeadsPath: folders.auditHeads,
    verifierPath: join(import.meta.dirname, '..', 'verifier', 'verify.mjs'),
    check: {
      trust: trustFileOf(config),
      scriptHref: islandHref(assets, 'check'),
      offlineFolder: join(import.meta.dirname, '..', 'dist', 'check'),
    },
  });
  cabinetRoutes(app, {
    ...{ ...common, db, serviceSets, nameActors: nameActorsQuery(secrets) },
    ...{ auditKeys, auditChecksPath: folders.auditChecks },
    askProof: askProofAgain(keptForms),
    documents: { ...documents, db: queryableOf(db) },
  });
  settlementsRoutes(app, {
    ...common,
    gateway,
    paymentCode: nbuQr(config.NBU_QR_FORMAT),
    auditKeys,
    uploadsDirectory: folders.uploads,
    connectionCodes,
  });
  settlementsDocumentRoutes(app, {
    ...common,
    documents: { ...documents, db: queryableOf(db) },
  });
  dashboardRoutes(app, common);
  provisionRoutes(app, { ...common, db, documents });
  supportRoutes(app, { ...common, store: documents.store });
  correspondenceRoutes(app, {
    ...{ ...common, ...documents, db },
    signerHref: islandHref(assets, 'signer'),
    front,
    demonstrationKeys: config.DEMONSTRATION_KEYS_URL,
  });
  return { app, sessions, documents };
}

function frontOf({ SIGNATURE_FRONT_URL: href }: Config) {
  return href === undefined ? undefined : { href, origin: new URL(href).origin };
}

function reportDamage({ kind, blobName }: { readonly kind: string; readonly blobName: string }) {
  process.stderr.write(`STORED FILE ${kind}: ${blobName}\n`);
}

type OnGone = (service: string) => void;

/** A system that is gone is a sign for the administrator; a dead database tells of itself. */
export function goneSighting(db: Connection, clock: Clock): OnGone {
  return (about) => {
    sight(db, { kind: 'dependency-dead', about, now: clock.now() }).catch(() => undefined);
  };
}

/** The client of the payment gateway. */
export function liqPay(config: Config, onGone: OnGone) {
  return createLiqPay(
    {
      baseUrl: required(config.LIQPAY_URL, 'LIQPAY_URL'),
      publicKey: config.LIQPAY_PUBLIC_KEY,
      privateKey: config.LIQPAY_PRIVATE_KEY,
      hash: config.LIQPAY_HASH,
      takesTestPayments: config.NODE_ENV !== 'production',
    },
    createHttpClient({ service: 'liqpay', clock: systemClock, onGone }),
  );
}

export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
