import type { Database } from '#platform/db/database.ts';
import { seedParameters, type ParameterSeed } from '#platform/parameters/seed.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { supportParameters } from './parameters/rules.ts';

const supportSeed: ParameterSeed = {
  file: pathToFileURL(join(import.meta.dirname, 'parameters', 'support.csv')),
  rules: supportParameters,
};

/** Enters the term of a check; one there already is left alone. */
export async function seedSupport(db: Database, now: Temporal.Instant): Promise<void> {
  await db.transaction().execute((tx) => seedParameters(tx, [supportSeed], now));
}
