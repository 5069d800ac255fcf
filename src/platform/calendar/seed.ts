import type { Tx } from '#platform/db/database.ts';
import { readHolidayFacts, readMartialLawFacts } from './facts.ts';
import { insertHoliday, insertMartialLaw, readDays, readMartialLaw } from './store.sql.ts';

/**
 * Fills the working calendar with what the platform ships; may run at every start. A day that
 * people have decided on since, and the end they gave to martial law, stand above the shipped
 * facts. Returns how many rows it added.
 */
export async function seedWorkingCalendar(tx: Tx): Promise<number> {
  return (await seedHolidays(tx)) + (await seedMartialLaw(tx));
}

async function seedHolidays(tx: Tx): Promise<number> {
  const known = new Set((await readDays(tx)).map(({ day }) => day.toString()));
  const missing = (await readHolidayFacts()).filter(({ day }) => !known.has(day.toString()));
  for (const holiday of missing) await insertHoliday(tx, holiday);
  return missing.length;
}

async function seedMartialLaw(tx: Tx): Promise<number> {
  const known = new Set((await readMartialLaw(tx)).map(({ valid }) => valid.from.toString()));
  const missing = (await readMartialLawFacts()).filter(
    ({ valid }) => !known.has(valid.from.toString()),
  );
  for (const period of missing) await insertMartialLaw(tx, period);
  return missing.length;
}
