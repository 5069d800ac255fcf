import { firstDay, nextPeriod, type Period } from '#kernel/period.ts';
import { listAwaitedMeters } from '#modules/registry/index.ts';
import type { AwaitedReadings } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import {
  countReceivedReadings,
  listUnreadAccounts,
  type ReadingDays,
  type ReceivedReadings,
} from './awaited-readings.sql.ts';
import type { Place } from './places.ts';

export interface ReadingsOfMonth {
  readonly awaited: number;
  readonly received: number;
  readonly services: readonly ReceivedReadings[];
}

/** Meters whose readings of a month a subject awaits, and the days on which they count for it. */
export interface MonthOfReadings {
  readonly meters: AwaitedReadings;
  readonly window: ReadingDays;
}

/**
 * The readings of a month that a subject awaits in a place. Where readings are taken from the 20th
 * to the 5th, those of the first five days are still of the month before.
 */
export function readingsOf(
  subjectId: bigint,
  { hromadaId, as, readingDaysAfter }: Pick<Place, 'hromadaId' | 'as' | 'readingDaysAfter'>,
  period: Period,
): MonthOfReadings {
  const from = firstDay(period);
  const to = firstDay(nextPeriod(period));
  const later = { days: readingDaysAfter };
  return {
    meters: { subjectId, hromadaId, as, from, to },
    window: { hromadaId, from: from.add(later), to: to.add(later) },
  };
}

/** How many of the awaited readings have come, by service. */
export async function readReadingsOfMonth(
  db: Queryable,
  { meters, window }: MonthOfReadings,
): Promise<ReadingsOfMonth> {
  const services = await countReceivedReadings(db, window, await listAwaitedMeters(db, meters));
  const sum = (of: (row: ReceivedReadings) => number) =>
    services.reduce((total, row) => total + of(row), 0);
  return {
    awaited: sum(({ awaited }) => awaited),
    received: sum(({ received }) => received),
    services,
  };
}

/** Accounts of the place from which a reading of the month is still awaited. */
export async function readUnreadAccounts(
  db: Queryable,
  { meters, window }: MonthOfReadings,
): Promise<readonly bigint[]> {
  return listUnreadAccounts(db, window, await listAwaitedMeters(db, meters));
}
