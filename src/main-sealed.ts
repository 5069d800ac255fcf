import { documentsSealedColumns } from './engine/index.ts';
import { openFieldCipher } from './main-access.ts';
import { accessSealedColumns } from './modules/access/index.ts';
import { registrySealedColumns } from './modules/registry/index.ts';
import { clockBehind } from './platform/clock.ts';
import type { Config } from './platform/config/config.ts';
import { openDatabase } from './platform/db/database.ts';
import { sealEarlierValues } from './platform/secrets/reseal.ts';

/** Every column of the database whose values are sealed and stay. */
export const sealedColumns = [
  ...accessSealedColumns,
  ...registrySealedColumns,
  ...documentsSealedColumns,
];

/** Seals what a database held before its columns were sealed; to be done before it is served. */
export async function sealEarlier(config: Config, url: string): Promise<number> {
  const database = openDatabase({ url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  try {
    const secrets = await openFieldCipher(config, clockBehind(config.CLOCK_DAYS_BEHIND));
    return await sealEarlierValues(database.db, secrets, sealedColumns);
  } finally {
    await database.close();
  }
}
