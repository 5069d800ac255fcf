import type { Database } from '#platform/db/database.ts';
import { seedParameters, type ParameterSeed } from '#platform/parameters/seed.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accessParameters } from './parameters/rules.ts';

/** The terms of the law that access is decided in, and what each may be. */
const accessSeed: ParameterSeed = {
  file: pathToFileURL(join(import.meta.dirname, 'parameters', 'access.csv')),
  rules: accessParameters,
};

/** Enters the terms that decisions on access need; those there already are left alone. */
export async function seedAccess(db: Database, now: Temporal.Instant): Promise<void> {
  await db.transaction().execute((tx) => seedParameters(tx, [accessSeed], now));
}
