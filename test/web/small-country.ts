import { addPeriods, periodOf, previousPeriod, type Period } from '#kernel/period.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { makeDemonstration } from '#tools/demonstration/make.ts';
import { testSecrets } from '#test/secrets.ts';

export interface SmallCountry {
  readonly database: TestDatabase;
  /** Newest billed month and the one before. */
  readonly month: Period;
  readonly monthBefore: Period;
}

const accounts = 40;
const months = 2;

/** A database with the demonstration country, its last two months billed and paid. */
export async function smallCountry(): Promise<SmallCountry> {
  const database = await freshDatabase();
  const now = systemClock.now();
  const month = previousPeriod(periodOf(dayInKyiv(now)));
  await makeDemonstration(database.as('zhkp_worker'), {
    secrets: testSecrets,
    seed: 1039,
    accounts,
    from: addPeriods(month, 1 - months),
    months,
    now,
    say: () => undefined,
  });
  return { database, month, monthBefore: previousPeriod(month) };
}
