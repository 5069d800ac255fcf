import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from '#counterparts/certification-authority/profile.ts';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import {
  startCertificationAuthority,
  type RunningAuthority,
} from '#counterparts/certification-authority/server.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { DocumentDesk } from '#engine/documents/document-desk.ts';
import { holderOf, type Holder } from '#engine/documents/holder.ts';
import { gatherKinds, type DocumentKind } from '#engine/documents/kind.ts';
import { SigningDesk } from '#engine/documents/signing-desk.ts';
import { TransferDesk } from '#engine/documents/transfer-desk.ts';
import { asicContainers } from '#exchange/signature/containers/asic.ts';
import { verifyAsic, type AsicReport } from '#exchange/signature/own/asic/verify.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { writeKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';
import { createOwnDriver } from '#exchange/signature/own-driver/driver.ts';
import { scopeChecks } from '#modules/access/index.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import { openFileStore } from '#platform/files/open.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { SignatureProvider } from '#engine/signature/ports.ts';
import { FileStore } from '#platform/files/store.ts';
import { Operations } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';

const threadProgram = new URL('../../src/exchange/signature/own-driver/thread.ts', import.meta.url);
const seed = 'document-office';
const password = 'play';
const iterations = 1_000;

const kind = (code: string, signing: DocumentKind['signing']): DocumentKind => ({
  ...{ code, signing, prefix: code.toUpperCase(), name: code },
  law: ['1039:10.6'],
  attachmentsMax: 10,
});

/** A kind for each way of signing. */
export const kinds = gatherKinds([
  kind('message', 'none'),
  kind('letter', 'author'),
  kind('agreement', 'both'),
  kind('act', 'confirmed'),
  kind('statement', 'seal'),
]);

export const numbering = { kinds, messagePrefix: 'MSG' };

export const people = {
  director: {
    commonName: 'Зразковий Андрій',
    surname: 'Зразковий',
    givenName: 'Андрій',
    organization: 'Зразківводоканал',
    rnokpp: '3012548202',
    edrpou: '37770013',
  },
  consumer: {
    commonName: 'Зразкова Оксана',
    surname: 'Зразкова',
    givenName: 'Оксана',
    rnokpp: '2920147112',
  },
  stranger: {
    commonName: 'Чужий Петро',
    surname: 'Чужий',
    givenName: 'Петро',
    rnokpp: '2845713250',
  },
  platform: { commonName: 'Єдина платформа', organization: 'Платформа', edrpou: '43220851' },
} as const satisfies Record<string, Subject>;

export const director: Principal = {
  ...anonymous,
  role: 'provider',
  personId: 1n,
  subjectId: 1n,
  subjectName: 'Зразківводоканал',
};
export const consumer: Principal = { ...anonymous, role: 'individual-consumer', personId: 2n };
export const stranger: Principal = { ...anonymous, role: 'individual-consumer', personId: 3n };
export const holders = { director: holderOf(director), consumer: holderOf(consumer) } as Record<
  'director' | 'consumer',
  Holder
>;

const codes = new Map<Holder, { rnokpp?: string; edrpou?: string }>([
  ['person:1', { rnokpp: people.director.rnokpp }],
  ['subject:1', { edrpou: people.director.edrpou }],
  ['person:2', { rnokpp: people.consumer.rnokpp }],
  ['person:3', { rnokpp: people.stranger.rnokpp }],
  ['platform', { edrpou: people.platform.edrpou }],
]);

export const codesOf = (holder: Holder) => Promise.resolve(codes.get(holder) ?? {});

export interface DocumentOffice {
  readonly database: TestDatabase;
  readonly authority: RunningAuthority;
  readonly folder: string;
  readonly store: FileStore;
  readonly desk: DocumentDesk;
  readonly signing: SigningDesk;
  readonly transfer: TransferDesk;
  readonly operations: Operations;
  readonly db: Queryable;
  readonly signatures: SignatureProvider;
  /** Goes as the machine's, which threads go by; `advance` puts it ahead. */
  readonly clock: Clock & { advance(seconds: number): void };
  /** A detached signature over bytes, as a person's key makes it. */
  sign(who: keyof typeof people, content: Uint8Array): Promise<Uint8Array>;
  credential(who: keyof typeof people): Promise<Credential>;
  /** What anybody finds out of a container, with nobody asked. */
  check(container: Uint8Array): Promise<AsicReport>;
  stop(): Promise<void>;
}

/** Everything that documents need, real: database, store, authority, threads. */
export async function openDocumentOffice(
  hierarchy: HierarchyKind = 'ecdsa',
  threads = Math.min(2, availableParallelism()),
): Promise<DocumentOffice> {
  const database = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'zhkp-documents-'));
  let ahead = 0;
  const clock = {
    now: () => systemClock.now().add({ seconds: ahead }),
    advance(seconds: number) {
      ahead += seconds;
    },
  };
  const authority = await startCertificationAuthority({ seed, clock });
  const hierarchyOf = authority.authorities[hierarchy];
  const credentials = new Map<string, Promise<Credential>>();
  const credential = (who: keyof typeof people) => {
    const known = credentials.get(who) ?? hierarchyOf.issue(people[who]);
    credentials.set(who, known);
    return known;
  };
  const files = await writeSettings(folder, { hierarchyOf, sealer: await credential('platform') });
  const app = database.as('zhkp_app');
  const config = readConfig({ DATA_DIR: folder });
  const parts = await openFileStore({ config, db: app.pool, clock, onDamage: () => undefined });
  const store = new FileStore(parts);
  const operations = new Operations({
    ...{ db: app.db, clock, scopes: scopeChecks, audit: auditTrail(app.db) },
  });
  const signatures = createOwnDriver({
    ...files,
    program: threadProgram,
    threads,
    clockDaysBehind: 0,
  });
  const db = app.pool;
  const desk = new DocumentDesk({
    ...{ ...numbering, operations, db, store, containers: asicContainers },
    platform: 'https://zhkp.example',
  });
  const signing = new SigningDesk({
    ...{ ...numbering, operations, db, clock, desk, signatures },
    codesOf,
  });
  const transfer = new TransferDesk({ operations, desk, signatures, codesOf });
  return {
    ...{ database, authority, folder, store, desk, signing, operations, clock, credential },
    transfer,
    ...{ db, signatures },
    async sign(who, content) {
      const key = signingKeyOf(await credential(who));
      return signContent({ key, digest: (oid) => digestOf(oid, content) });
    },
    check(container) {
      const now = clock.now();
      const { trust } = hierarchyOf;
      return verifyAsic(Uint8Array.from(container), { trust, now, receivedAt: now });
    },
    async stop() {
      await signatures.close();
      await authority.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function writeSettings(
  folder: string,
  {
    hierarchyOf,
    sealer,
  }: {
    readonly hierarchyOf: RunningAuthority['authorities'][HierarchyKind];
    readonly sealer: Credential;
  },
) {
  const list = join(folder, 'trust.p7s');
  await writeFile(list, await encodeTrustList(hierarchyOf));
  const path = join(folder, 'seal.pem');
  const certificates = [sealer.certificate, hierarchyOf.authority.certificate];
  const { keyInfo } = sealer.key;
  await writeFile(path, await writeKeyFile({ certificates, keyInfo, password, iterations }));
  const pin = await fingerprintOf(hierarchyOf.root.certificate);
  return {
    trust: { path: list, pinned: [pin] },
    seal: { path, password },
    agreement: undefined,
  };
}
