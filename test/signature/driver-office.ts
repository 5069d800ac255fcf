import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createAuthority,
  type Authority,
} from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import {
  startCertificationAuthority,
  type RunningAuthority,
} from '#counterparts/certification-authority/server.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import {
  startSignatureModule,
  type SignatureModule,
} from '#counterparts/signature-module/server.ts';
import type { SignatureProvider } from '#engine/signature/ports.ts';
import { writeKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';
import { createOwnDriver } from '#exchange/signature/own-driver/driver.ts';
import { createOnlineServices } from '#exchange/signature/own-driver/online.ts';
import { createSidecarDriver } from '#exchange/signature/sidecar-driver/driver.ts';
import { systemClock } from '#platform/clock.ts';

const threadProgram = new URL('../../src/exchange/signature/own-driver/thread.ts', import.meta.url);
const password = 'play';
const iterations = 1_000;

/** Both drivers beside one authority, with the same root of trust and the same keys. */
export interface DriverOffice {
  readonly folder: string;
  readonly socketPath: string;
  readonly running: RunningAuthority;
  readonly authority: Authority;
  /** Of the same names and codes, and trusted by nobody. */
  readonly stranger: Authority;
  readonly seal: Credential;
  readonly agreement: Credential;
  readonly module: SignatureModule;
  readonly drivers: Readonly<Record<'own' | 'sidecar', SignatureProvider>>;
  /** Starts another module at the same place, as after a restart. */
  startModule(): Promise<SignatureModule>;
  stop(): Promise<void>;
}

export async function openDriverOffice(): Promise<DriverOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'zhkp-drivers-'));
  const running = await startCertificationAuthority({ seed: 'drivers' });
  const authority = running.authorities.dstu;
  const stranger = await createAuthority({ ...authority.options, seed: 'somebody else' });
  const seal = await authority.issue(people.seal);
  const agreement = await authority.issue(people.seal, { agreement: true });
  const socketPath = join(folder, 'module.sock');
  const startModule = () =>
    startSignatureModule({
      ...{ socketPath, clock: systemClock },
      trust: { services: authority.services },
      services: createOnlineServices(systemClock),
      seal: { key: signingKeyOf(seal), chain: [authority.authority.certificate] },
      agreement: { certificate: agreement.certificate, privateKey: privateKeyOf(agreement) },
    });
  const module = await startModule();
  const list = join(folder, 'trust.p7s');
  await writeFile(list, await encodeTrustList(authority));
  const own = createOwnDriver({
    ...{ program: threadProgram, threads: 1, clockDaysBehind: 0 },
    trust: { path: list, pinned: [await fingerprintOf(authority.root.certificate)] },
    seal: await writeKey(join(folder, 'seal.pem'), seal, authority),
    agreement: await writeKey(join(folder, 'agreement.pem'), agreement, authority),
  });
  const sidecar = createSidecarDriver({ socketPath, clock: systemClock });
  return {
    ...{ folder, socketPath, running, authority, stranger, seal, agreement, module, startModule },
    drivers: { own, sidecar },
    async stop() {
      await Promise.all([own.close(), sidecar.close()]);
      await module.stop();
      await running.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** What a signature is put a stamp and answers into with, without a network between. */
export function momentOf(authority: Authority) {
  const now = systemClock.now();
  const trust = { services: authority.services };
  return { trust, receivedAt: now, now, services: directServices(authority) };
}

function privateKeyOf({ key }: Credential): bigint {
  if (key.privateKey === undefined) throw new Error('no key for agreement');
  return key.privateKey;
}

async function writeKey(path: string, { certificate, key }: Credential, authority: Authority) {
  const certificates = [certificate, authority.authority.certificate];
  const file = { certificates, keyInfo: key.keyInfo, password, iterations };
  await writeFile(path, await writeKeyFile(file));
  return { path, password };
}
