import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { lastDay, type Period } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { lastReadingDay } from '../../billing/reading-month.ts';
import { readLacks, type Lack } from '../../billing/run-lacks.ts';
import { readingsOf, readReadingsOfMonth, type ReadingsOfMonth } from '../awaited-readings.ts';
import { choosePlace, ownCabinet, placeInput, readPlaces, type Place } from '../places.ts';
import { listRuns, type Run } from './runs.sql.ts';

/** Why a run cannot be started now; the page says what to do about each. */
export type Obstacle =
  | { readonly kind: 'running' | 'blocked'; readonly run: Run }
  | { readonly kind: 'month-not-over'; readonly until: Temporal.PlainDate }
  | Lack;

export interface Readiness {
  readonly places: readonly Place[];
  /** Undefined when the subject bills nobody. */
  readonly chosen: PlaceReadiness | undefined;
}

export interface PlaceReadiness {
  readonly place: Place;
  readonly readings: ReadingsOfMonth;
  readonly obstacles: readonly Obstacle[];
  /** The last day on which readings of the month are taken; null when it is over. */
  readonly readingsUntil: Temporal.PlainDate | null;
  readonly runs: readonly Run[];
}

/** Runs that the page lists: a year of months. */
const runsListed = 12;

/** What the next monthly run of a hromada stands on, and what it lacks (1039:26.4.j). */
export const billingReadiness = defineQuery({
  id: 'billing-readiness',
  law: [law('1039:26.4.j'), law('1039:15.1')],
  audience: suppliers,
  scope: ownCabinet,
  input: placeInput,
  async handle(reading: Reading, { subjectId, place: key }): Promise<Readiness | Refusal> {
    const all = await readPlaces(reading, subjectId);
    const places = all.filter(({ as }) => as === 'biller');
    if (places.length === 0) return { places, chosen: undefined };
    const place = choosePlace(places, key);
    if (place === undefined) return refuse('no-such-place');
    return { places, chosen: await readPlaceReadiness(reading, subjectId, place) };
  },
});

async function readPlaceReadiness(
  reading: Reading,
  subjectId: bigint,
  place: Place,
): Promise<PlaceReadiness> {
  const db = queryableOf(reading.db);
  const today = dayInKyiv(reading.now);
  const { openPeriod } = place;
  const lastTaken = lastReadingDay(openPeriod, place.readingDaysAfter);
  const runs = await listRuns(db, { billerId: subjectId, hromadaId: place.hromadaId }, runsListed);
  const run = { billerId: subjectId, hromadaId: place.hromadaId, period: openPeriod };
  return {
    place,
    readings: await readReadingsOfMonth(db, readingsOf(subjectId, place, openPeriod)),
    obstacles: [
      ...timeObstacles(runs[0], openPeriod, today),
      ...(await readLacks(reading.db, run, reading.now)),
    ],
    readingsUntil: Temporal.PlainDate.compare(today, lastTaken) <= 0 ? lastTaken : null,
    runs,
  };
}

function timeObstacles(
  last: Run | undefined,
  openPeriod: Period,
  today: Temporal.PlainDate,
): readonly Obstacle[] {
  if (last?.state === 'running') return [{ kind: 'running', run: last }];
  if (last?.state === 'blocked') return [{ kind: 'blocked', run: last }];
  const until = lastDay(openPeriod);
  const isOver = Temporal.PlainDate.compare(today, until) > 0;
  return isOver ? [] : [{ kind: 'month-not-over', until }];
}
