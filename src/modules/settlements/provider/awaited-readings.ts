import { firstDay, nextPeriod, type Period } from '#kernel/period.ts';
import { listAwaitedMeters } from '#modules/registry/index.ts';
import type { AwaitedReadings, SubjectPlace } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import {
  countReceivedReadings,
  listUnreadAccounts,
  type ReceivedReadings,
} from './awaited-readings.sql.ts';

export interface ReadingsOfMonth {
  readonly awaited: number;
  readonly received: number;
  readonly services: readonly ReceivedReadings[];
}

/** The readings of a month that a subject awaits in a place. */
export function awaitedIn(
  subjectId: bigint,
  { hromadaId, as }: Pick<SubjectPlace, 'hromadaId' | 'as'>,
  period: Period,
): AwaitedReadings {
  return { subjectId, hromadaId, as, from: firstDay(period), to: firstDay(nextPeriod(period)) };
}

/** How many of the awaited readings have come, by service. */
export async function readReadingsOfMonth(
  db: Queryable,
  readings: AwaitedReadings,
): Promise<ReadingsOfMonth> {
  const services = await countReceivedReadings(db, readings, await listAwaitedMeters(db, readings));
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
  readings: AwaitedReadings,
): Promise<readonly bigint[]> {
  return listUnreadAccounts(db, readings, await listAwaitedMeters(db, readings));
}
