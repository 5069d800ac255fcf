import type { Database } from '#platform/db/database.ts';
import { seedParameters } from '#platform/parameters/seed.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const parametersFile = pathToFileURL(join(import.meta.dirname, 'parameters', 'settlements.csv'));

/** Enters the numbers of the law that settlements need; those there already are left alone. */
export async function seedSettlements(db: Database, now: Temporal.Instant): Promise<void> {
  await db.transaction().execute((tx) => seedParameters(tx, [parametersFile], now));
}
