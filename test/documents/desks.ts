import { asicContainers } from '#exchange/signature/containers/asic.ts';
import { createOwnDriver } from '#exchange/signature/own-driver/driver.ts';
import type { ThreadSettings } from '#exchange/signature/own-driver/work.ts';
import { DocumentDesk } from '#engine/documents/document-desk.ts';
import type { Holder } from '#engine/documents/holder.ts';
import type { HolderCodes } from '#engine/documents/judge.ts';
import { gatherKinds, type DocumentKind } from '#engine/documents/kind.ts';
import type { Numbering } from '#engine/documents/settle-signatures.ts';
import { TransferDesk } from '#engine/documents/transfer-desk.ts';
import { SigningDesk } from '#engine/documents/signing-desk.ts';
import type { SignatureProvider } from '#engine/signature/ports.ts';
import { accessKinds } from '#modules/access/lifecycle/kinds.ts';
import { scopeChecks } from '#modules/access/scope-checks.ts';
import { provisionKinds } from '#modules/provision/kinds.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { rememberCalendar } from '#platform/calendar/remember.ts';
import type { Clock } from '#platform/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { openFileStore } from '#platform/files/open.ts';
import { FileStore, type FileStoreParts } from '#platform/files/store.ts';
import { Operations } from '#platform/operations.ts';
import type { Finding } from '#platform/files/catalogue.sql.ts';
import { codes } from './people.ts';
import { testSecrets } from '#test/secrets.ts';

const threadProgram = new URL('../../src/exchange/signature/own-driver/thread.ts', import.meta.url);

const kind = (code: string, signing: DocumentKind['signing']): DocumentKind => ({
  ...{ code, signing, prefix: code.toUpperCase(), name: code },
  law: ['1039:10.6'],
  attachmentsMax: 10,
});

/** A kind for each way of signing, and those of access and of changes of rights. */
export const kinds = gatherKinds(accessKinds, provisionKinds, [
  kind('message', 'none'),
  kind('letter', 'author'),
  kind('agreement', 'both'),
  kind('act', 'confirmed'),
  kind('statement', 'seal'),
  { ...kind('petition', 'author'), effectWhen: 'registered' },
  { ...kind('accord', 'both'), effectWhen: 'complete' },
]);

/** By which certificates know the people of the tests. */
export const codesOf = (holder: Holder): Promise<HolderCodes> =>
  Promise.resolve(codes.get(holder) ?? {});

/** What another process needs to open the same desks; can be written as JSON. */
export interface DeskSettings extends Pick<ThreadSettings, 'trust' | 'seal'> {
  /** Of the store's files and keys. */
  readonly folder: string;
  readonly threads: number;
}

export interface Desks {
  readonly files: FileStoreParts;
  readonly store: FileStore;
  readonly desk: DocumentDesk;
  readonly signing: SigningDesk;
  readonly transfer: TransferDesk;
  readonly numbering: Numbering;
  readonly operations: Operations;
  readonly signatures: SignatureProvider;
  /** What reading found damaged. */
  readonly findings: readonly Finding[];
}

/** Desks of one process: operations, store, threads, on a database of somebody's. */
export async function openDesks(
  app: WebDatabase,
  { folder, threads, trust, seal }: DeskSettings,
  clock: Clock,
): Promise<Desks> {
  const db = queryableOf(app.db);
  const findings: Finding[] = [];
  const config = readConfig({ DATA_DIR: folder });
  const onDamage = (finding: Finding) => findings.push(finding);
  const files = await openFileStore({ config, db, clock, onDamage });
  const store = new FileStore(files);
  const operations = new Operations({
    ...{ db: app.db, users: app.users, clock, scopes: scopeChecks, audit: auditTrail(app.db) },
  });
  const signatures = createOwnDriver({
    ...{ trust, seal, threads, agreement: undefined },
    program: threadProgram,
    clockDaysBehind: 0,
  });
  const numbering = { kinds, messagePrefix: 'MSG', calendar: rememberCalendar(db, clock) };
  const desk = new DocumentDesk({
    ...{ ...numbering, operations, db, store, containers: asicContainers },
    platform: 'https://zhkp.example',
  });
  const signing = new SigningDesk({
    ...{ ...numbering, operations, db, clock, secrets: testSecrets, desk, signatures, codesOf },
  });
  const transfer = new TransferDesk({ operations, desk, signatures, codesOf });
  return { files, store, desk, signing, transfer, operations, signatures, numbering, findings };
}
