import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import {
  startCertificationAuthority,
  type RunningAuthority,
} from '#counterparts/certification-authority/server.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import { verifyAsic, type AsicReport } from '#exchange/signature/own/asic/verify.ts';
import type { SignatureReport } from '#exchange/signature/own/cms/report.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { verifySignature } from '#exchange/signature/own/cms/verify.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { writeKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { openDesks, type DeskSettings, type Desks } from './desks.ts';
import { people } from './people.ts';

const seed = 'document-office';
const password = 'play';
const iterations = 1_000;

export interface DocumentOffice extends Desks {
  readonly database: TestDatabase;
  readonly authority: RunningAuthority;
  /** By which another process, or another pool, opens the same desks. */
  readonly settings: DeskSettings;
  readonly folder: string;
  readonly db: Queryable;
  /** Goes as the machine's, which threads go by; `advance` puts it ahead. */
  readonly clock: Clock & { advance(seconds: number): void };
  /** A detached signature over bytes, as a person's key makes it. */
  sign(who: keyof typeof people, content: Uint8Array): Promise<Uint8Array>;
  signWith(credential: Credential, content: Uint8Array): Promise<Uint8Array>;
  /** What is certain of a signature at a time when no service answers any more. */
  verifyAlone(
    signature: Uint8Array,
    content: Uint8Array,
    at: Temporal.Instant,
  ): Promise<SignatureReport>;
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
  const settings = { folder, threads, ...files };
  const app = database.web();
  const desks = await openDesks(app, settings, clock);
  return {
    ...{ ...desks, database, authority, settings, folder, clock, credential },
    db: queryableOf(app.db),
    sign: async (who, content) => signWith(await credential(who), content),
    signWith,
    verifyAlone: (signature, content, at) =>
      verifySignature({
        ...{ signature, content, trust: hierarchyOf.trust },
        ...{ receivedAt: at, now: at },
      }),
    check(container) {
      const now = clock.now();
      const { trust } = hierarchyOf;
      return verifyAsic(Uint8Array.from(container), { trust, now, receivedAt: now });
    },
    async stop() {
      await desks.signatures.close();
      await authority.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

function signWith(credential: Credential, content: Uint8Array): Promise<Uint8Array> {
  const key = signingKeyOf(credential);
  return signContent({ key, digest: (oid) => digestOf(oid, content) });
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
  return { trust: { path: list, pinned: [pin] }, seal: { path, password } };
}
