import { readVerificationKeys } from '#platform/audit/keys.ts';
import { checkLog } from '#platform/audit/log-check.ts';
import { systemClock } from '#platform/clock.ts';
import { dataFolders, readConfig } from '#platform/config/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';

/**
 * Recomputes the whole audit tree of the database of DATABASE_URL from its entries, as the worker
 * does every night; says where it first departs from what was sealed.
 */
const config = readConfig(process.env);
if (config.DATABASE_URL === undefined) throw new Error('DATABASE_URL is not set');
const folders = dataFolders(config);
const database = openDatabase({ url: config.DATABASE_URL, role: 'zhkp_auditor' });
try {
  const check = await checkLog({
    db: queryableOf(database.db),
    clock: systemClock,
    keys: () => readVerificationKeys(folders.keys),
    headsPath: folders.auditHeads,
    checksPath: folders.auditChecks,
    onDamage: () => {
      process.exitCode = 1;
    },
    signal: new AbortController().signal,
  });
  console.log(JSON.stringify({ ...check, at: check.at.toString() }));
} finally {
  await database.close();
}
