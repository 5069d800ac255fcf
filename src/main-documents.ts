import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { auditExtractKind } from './cabinets/index.ts';
import { DocumentDesk } from './engine/documents/document-desk.ts';
import type { Holder } from './engine/documents/holder.ts';
import type { HolderCodes } from './engine/documents/judge.ts';
import { gatherKinds } from './engine/documents/kind.ts';
import { SigningDesk } from './engine/documents/signing-desk.ts';
import { TransferDesk } from './engine/documents/transfer-desk.ts';
import type { SignatureProvider } from './engine/signature/ports.ts';
import { asicContainers } from './exchange/signature/containers/asic.ts';
import { createOwnDriver } from './exchange/signature/own-driver/driver.ts';
import { createSidecarDriver } from './exchange/signature/sidecar-driver/driver.ts';
import { sealCodeOf } from './exchange/signature/own-driver/seal-code.ts';
import {
  accessKinds,
  houseKind,
  mandateKind,
  readPersonCodes,
  restrictedKind,
} from './modules/access/index.ts';
import { correspondenceKinds, deliveryMessagePrefix } from './modules/correspondence/index.ts';
import { provisionKinds } from './modules/provision/index.ts';
import { readSubjectCode } from './modules/registry/index.ts';
import { settlementsKinds } from './modules/settlements/index.ts';
import { rememberCalendar } from './platform/calendar/remember.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config/config.ts';
import { Batcher } from './platform/db/batcher.ts';
import type { Queryable } from './platform/db/queryable.ts';
import { FileStore, type FileStoreParts } from './platform/files/store.ts';
import type { FieldCipher } from './platform/secrets/field-cipher.ts';
import type { Operations } from './platform/operations.ts';

export interface Documents {
  readonly desk: DocumentDesk;
  readonly signing: SigningDesk;
  readonly transfer: TransferDesk;
  readonly store: FileStore;
  readonly signatures: SignatureProvider;
  stop(): Promise<void>;
}

export interface DocumentsParts {
  readonly config: Config;
  readonly db: Queryable;
  readonly clock: Clock;
  readonly secrets: FieldCipher;
  readonly operations: Operations;
  readonly files: FileStoreParts;
}

/** Every kind of documents that the platform knows. */
export const documentKinds = gatherKinds(
  correspondenceKinds,
  settlementsKinds,
  accessKinds,
  provisionKinds,
  [auditExtractKind, mandateKind, houseKind, restrictedKind],
);

/** Documents of this process: their store, the driver of signatures, the kinds of all modules. */
export async function openDocuments(parts: DocumentsParts): Promise<Documents> {
  const { config, db, clock, secrets, operations, files } = parts;
  const store = new FileStore(files);
  const signatures = openDriver(config, clock);
  const numbering = {
    kinds: documentKinds,
    messagePrefix: deliveryMessagePrefix,
    calendar: rememberCalendar(db, clock),
  };
  const desk = new DocumentDesk({
    ...{ ...numbering, operations, db, store, containers: asicContainers },
    platform: config.PUBLIC_URL,
  });
  const codes = codesOfHolders({ db, secrets }, await readOwnCode(config));
  const signing = new SigningDesk({
    ...{ ...numbering, operations, db, clock, secrets, desk, signatures },
    codesOf: codes,
  });
  const transfer = new TransferDesk({ operations, desk, signatures, codesOf: codes });
  return { desk, signing, transfer, store, signatures, stop: () => signatures.close() };
}

/** The root of trust, for the driver and for the check page. */
export function trustFileOf(config: Config) {
  const pinned = config.TRUST_LIST_PINNED.split(',').filter((pin) => pin !== '');
  return { path: config.TRUST_LIST, pinned };
}

function openDriver(config: Config, clock: Clock): SignatureProvider {
  const { SIGNATURE_DRIVER, SIGNATURE_SIDECAR: socketPath } = config;
  if (SIGNATURE_DRIVER === 'sidecar' && socketPath !== undefined) {
    return createSidecarDriver({ socketPath, clock });
  }
  return createOwnDriver({
    program: pathToFileURL(join(import.meta.dirname, '..', 'dist', 'signature-thread.js')),
    threads: config.SIGNATURE_THREADS,
    trust: trustFileOf(config),
    seal: keyFileAt(config.SIGNATURE_SEAL_FILE, config.SIGNATURE_SEAL_PASSWORD),
    agreement: keyFileAt(config.SIGNATURE_AGREEMENT_FILE, config.SIGNATURE_AGREEMENT_PASSWORD),
    clockDaysBehind: config.CLOCK_DAYS_BEHIND,
  });
}

function keyFileAt(path: string | undefined, password: string) {
  return path === undefined ? undefined : { path, password };
}

async function readOwnCode({ SIGNATURE_SEAL_FILE }: Config): Promise<HolderCodes> {
  if (SIGNATURE_SEAL_FILE === undefined) return {};
  return { edrpou: sealCodeOf(await readFile(SIGNATURE_SEAL_FILE, 'utf8')) };
}

function codesOfHolders(
  { db, secrets }: Pick<DocumentsParts, 'db' | 'secrets'>,
  own: HolderCodes,
): (holder: Holder) => Promise<HolderCodes> {
  const persons = new Batcher((personIds: readonly bigint[]) =>
    readPersonCodes(db, secrets, personIds),
  );
  return async (holder) => {
    if (holder === 'platform') return own;
    const [kind = '', id = ''] = holder.split(':');
    if (kind === 'person') return { rnokpp: await persons.ask(BigInt(id)) };
    return { edrpou: await readSubjectCode(db, BigInt(id)) };
  };
}
