import { documentJobs } from './engine/documents/jobs.ts';
import { openKeysOf, openPhoneMessages } from './main-access.ts';
import { sealedColumns } from './main-sealed.ts';
import { openDocuments } from './main-documents.ts';
import { openMail } from './main-mail.ts';
import { openOwnershipRegister } from './main-registers.ts';
import { goneSighting, liqPay, required, type Running } from './main-web.ts';
import {
  accessEffects,
  accessJobs,
  contactJobs,
  ownershipJobs,
  readInOffice,
  scopeChecks,
  seedAccess,
} from './modules/access/index.ts';
import { seedSupport, supportJobs } from './modules/support/index.ts';
import { provisionEffects, provisionJobs, seedProvision } from './modules/provision/index.ts';
import { effectJob } from './engine/index.ts';
import { sight, watchJobs } from './platform/alarms/watch.ts';
import type { SightingKind } from './platform/alarms/kinds.ts';
import { resumeRuns, settlementsJobs } from './modules/settlements/index.ts';
import { loadSigningKey, readVerificationKeys } from './platform/audit/keys.ts';
import { logCheckJobs } from './platform/audit/log-check.ts';
import { monthJobs } from './platform/audit/months/keep-months.ts';
import { auditTrail } from './platform/audit/record.ts';
import { runSequencer } from './platform/audit/sequencer.ts';
import { seedWorkingCalendar } from './platform/calendar/seed.ts';
import { clockBehind } from './platform/clock.ts';
import { dataFolders, type Config } from './platform/config/config.ts';
import { openDatabase } from './platform/db/database.ts';
import { queryableOf } from './platform/db/queryable-of.ts';
import { fileJobs } from './platform/files/jobs.ts';
import { openFileStore } from './platform/files/open.ts';
import { startWorker } from './platform/jobs/worker.ts';
import { Operations } from './platform/operations.ts';
import { fieldCipher } from './platform/secrets/field-cipher.ts';
import { sealEarlierValues } from './platform/secrets/reseal.ts';
import { fieldKeyJobs } from './platform/secrets/jobs.ts';
import { Sessions } from './platform/sessions/sessions.ts';
import { sessionJobs } from './platform/sessions/jobs.ts';

/** Runs jobs and the audit sequencer until stopped. */
export async function startWorkerProcess(config: Config): Promise<Running> {
  const url = required(config.DATABASE_URL, 'DATABASE_URL');
  const database = openDatabase({ url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  const clock = clockBehind(config.CLOCK_DAYS_BEHIND);
  const folders = dataFolders(config);
  const stopping = new AbortController();
  const alarm = (kind: SightingKind, about: string) => {
    const sighting = { kind, about, now: clock.now() };
    sight(database.db, sighting).catch((error: unknown) => report(`alarm ${kind}`, error));
  };
  const audit = auditTrail(database.db);
  const operations = new Operations({
    ...{ db: database.db, users: database.db, clock, scopes: scopeChecks, audit },
  });
  const sequencer = runSequencer({
    connect: () => database.pool.connect(),
    key: await loadSigningKey(folders.keys),
    headsPath: folders.auditHeads,
    clock,
    signal: stopping.signal,
    onTrouble: (error) => report('audit sequencer', error),
  }).catch((error: unknown) => {
    // A log that contradicts itself needs a person; jobs go on, and their entries wait unsealed.
    report('AUDIT LOG DAMAGED, sealing has stopped', error);
    alarm('log-damaged', 'sequencer');
  });
  await database.db.transaction().execute((tx) => seedWorkingCalendar(tx));
  await seedAccess(database.db, clock.now());
  await seedProvision(database.db, clock.now());
  await seedSupport(database.db, clock.now());
  const files = await openFileStore({
    ...{ config, clock, db: queryableOf(database.db) },
    onDamage: ({ kind, blobName }) => {
      report(`STORED FILE ${kind}`, blobName);
      alarm('file-damaged', kind);
    },
  });
  const db = queryableOf(database.db);
  const keys = await openKeysOf(config, clock);
  const secrets = fieldCipher(keys);
  // Before anything is served: `npm start` begins the web server once the worker is ready.
  await sealEarlierValues(database.db, secrets, sealedColumns);
  const documents = await openDocuments({ config, clock, secrets, operations, db, files });
  const register = await openOwnershipRegister(config, goneSighting(database.db, clock));
  const mail = openMail({
    ...{ config, db: database.db, clock, secrets, signal: stopping.signal },
    onGivenUp: (letterId, reason) => {
      report(`LETTER GIVEN UP, ${reason}`, letterId);
      alarm('letter-given-up', reason);
    },
  });
  const worker = await startWorker({
    pool: database.pool,
    concurrency: config.WORKER_CONCURRENCY,
    onTrouble: report,
    jobs: [
      ...sessionJobs(new Sessions(database.db, clock, secrets)),
      ...logCheckJobs({
        db: queryableOf(database.db),
        clock,
        keys: () => readVerificationKeys(folders.keys),
        headsPath: folders.auditHeads,
        checksPath: folders.auditChecks,
        onDamage: (damage) => {
          report('AUDIT LOG DAMAGED', damage);
          alarm('log-damaged', 'audit');
        },
        signal: stopping.signal,
      }),
      ...monthJobs({
        ...{ db: database.db, clock, operations, directory: folders.auditMonths },
        onLate: (month) => alarm('log-month-late', month),
      }),
      ...documentJobs({ ...documents, db, clock }, stopping.signal),
      effectJob(accessEffects({ operations }), provisionEffects(operations)),
      ...provisionJobs(operations),
      ...supportJobs(operations),
      ...accessJobs({ db, clock, secrets, operations, signing: documents.signing }),
      ...mail.jobs,
      ...watchJobs({
        db,
        clock,
        administrators: () => readInOffice(db, 'technical-administrator', clock.now()),
      }),
      ...fieldKeyJobs({ db, keys, secrets, columns: sealedColumns }),
      ...(register === undefined
        ? []
        : ownershipJobs({
            ...{ db: database.db, clock, operations, register, secrets, store: documents.store },
            signal: stopping.signal,
          })),
      ...contactJobs({ db, clock, secrets, phones: openPhoneMessages(config) }),
      ...fileJobs({ ...files, config, signal: stopping.signal }),
      ...settlementsJobs({
        pool: database.pool,
        operations,
        clock,
        gateway: liqPay(config, goneSighting(db, clock)),
        uploadsDirectory: folders.uploads,
        concurrency: config.WORKER_CONCURRENCY,
        signal: stopping.signal,
      }),
    ],
  });
  await resumeRuns(database.pool, clock);
  return {
    what: 'worker',
    async stop() {
      stopping.abort();
      await worker.stop();
      mail.close();
      await sequencer;
      await documents.stop();
      await database.close();
    },
  };
}

function report(what: string, error: unknown): void {
  process.stderr.write(`${what}: ${error instanceof Error ? error.message : String(error)}\n`);
}
