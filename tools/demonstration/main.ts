import { join } from 'node:path';
import { dataFolders, readConfig } from '#platform/config/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import { clockBehind } from '#platform/clock.ts';
import { openFieldCipher } from '#main-access.ts';
import { addPeriods } from '#kernel/period.ts';
import { lastBilledMonth, makeDemonstration } from './make.ts';
import { propertyFile, writePropertyFile } from './property.ts';
import { demonstrationSeed } from './seed.ts';

/**
 * Makes the demonstration, or goes on where a killed start left off; does nothing when it is whole.
 */
const config = readConfig(process.env);
const url = config.DATABASE_URL;
if (url === undefined) throw new Error('DATABASE_URL is not set');
const database = openDatabase({ url, role: 'zhkp_worker', statementTimeoutMs: 0 });
try {
  const clock = clockBehind(config.CLOCK_DAYS_BEHIND);
  const now = clock.now();
  const last = lastBilledMonth(now);
  const consumers = await makeDemonstration(database, {
    seed: demonstrationSeed,
    accounts: config.DEMONSTRATION_ACCOUNTS,
    from: addPeriods(last, 1 - config.DEMONSTRATION_MONTHS),
    months: config.DEMONSTRATION_MONTHS,
    now,
    secrets: await openFieldCipher(config, clock),
    say: (text) => console.log(text),
  });
  const path = join(dataFolders(config).demonstration, propertyFile);
  await writePropertyFile(path, database.db, consumers);
} finally {
  await database.close();
}
