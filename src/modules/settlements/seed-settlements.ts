import type { Database } from '#platform/db/database.ts';
import { seedParameters, type ParameterSeed } from '#platform/parameters/seed.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { settlementsParameters } from './parameters/rules.ts';

/** The numbers of the law that settlements calculate with, and what each may be. */
export const settlementsSeed: ParameterSeed = {
  file: pathToFileURL(join(import.meta.dirname, 'parameters', 'settlements.csv')),
  rules: settlementsParameters,
};

/** Enters the numbers of the law that settlements need; those there already are left alone. */
export async function seedSettlements(db: Database, now: Temporal.Instant): Promise<void> {
  await db.transaction().execute((tx) => seedParameters(tx, [settlementsSeed], now));
}
