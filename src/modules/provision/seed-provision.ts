import type { Database } from '#platform/db/database.ts';
import { seedParameters, type ParameterSeed } from '#platform/parameters/seed.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { provisionParameters } from './parameters/rules.ts';

const provisionSeed: ParameterSeed = {
  file: pathToFileURL(join(import.meta.dirname, 'parameters', 'provision.csv')),
  rules: provisionParameters,
};

/** Enters the term of an answer; one there already is left alone. */
export async function seedProvision(db: Database, now: Temporal.Instant): Promise<void> {
  await db.transaction().execute((tx) => seedParameters(tx, [provisionSeed], now));
}
