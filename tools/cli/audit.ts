import { readVerificationKeys } from '#platform/audit/keys.ts';
import { checkLog } from '#platform/audit/log-check.ts';
import { bringBack, sealMonths, takeOut } from '#platform/audit/months/keep-months.ts';
import { monthField, nameOfMonth } from '#platform/audit/months/month.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { systemClock } from '#platform/clock.ts';
import { dataFolders, readConfig } from '#platform/config/config.ts';
import { openDatabase, type DatabaseHandle, type DatabaseRole } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { Operations, type ScopeChecks } from '#platform/operations.ts';

/** The platform itself acts here, which is asked about no scope. */
const nobody = () => Promise.resolve(false);
const scopes: ScopeChecks = {
  ...{ account: nobody, provider: nobody, territory: nobody, document: nobody },
  ...{ 'access-request': nobody, 'restricted-request': nobody, platform: nobody },
};

/**
 * Over the audit log of the database of DATABASE_URL. Without arguments recomputes the whole tree
 * from its entries, as the worker does every night, and says where it first departs from what was
 * sealed. `seal` seals months that are over; `take-out 2026-08` moves a sealed month into a file of
 * the data folder, `bring-back 2026-08` puts it back.
 */
const config = readConfig(process.env);
const { DATABASE_URL: url } = config;
if (url === undefined) throw new Error('DATABASE_URL is not set');
const folders = dataFolders(config);
const keys = () => readVerificationKeys(folders.keys);
const [act = 'check', named = ''] = process.argv.slice(2);

const acts: Readonly<Record<string, () => Promise<void>>> = {
  check: () => on('zhkp_auditor', check),
  seal: () =>
    on('zhkp_worker', async (database) => {
      console.log((await sealMonths(partsOf(database))).map(nameOfMonth).join('\n'));
    }),
  'take-out': () =>
    on('zhkp_worker', async (database) => {
      console.log(await takeOut({ ...partsOf(database), keys }, monthField.parse(named)));
    }),
  'bring-back': () =>
    on('zhkp_worker', (database) => bringBack(partsOf(database), monthField.parse(named))),
};
const chosen = acts[act];
if (chosen === undefined) throw new Error(`Unknown: ${act}; ${Object.keys(acts).join(', ')}`);
await chosen();

async function on(
  role: DatabaseRole,
  work: (database: DatabaseHandle) => Promise<void>,
): Promise<void> {
  const database = openDatabase({ url: url ?? '', role, statementTimeoutMs: 0 });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

function partsOf({ db }: DatabaseHandle) {
  const clock = systemClock;
  const operations = new Operations({ db, users: db, clock, scopes, audit: auditTrail(db) });
  return { db, clock, operations, directory: folders.auditMonths };
}

async function check({ db }: DatabaseHandle): Promise<void> {
  const checked = await checkLog({
    ...{ db: queryableOf(db), clock: systemClock, keys },
    ...{ headsPath: folders.auditHeads, checksPath: folders.auditChecks },
    onDamage: () => {
      process.exitCode = 1;
    },
    signal: new AbortController().signal,
  });
  console.log(JSON.stringify({ ...checked, at: checked.at.toString() }));
}
