import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { firstDay, lastDay, type Period } from '#kernel/period.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import type { Service } from '#kernel/service.ts';
import { listBilledServices, readSubjectNames } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { population, tariffKey, type RunContext, type TariffTable } from '../../billing/model.ts';
import { readRunContext } from '../../billing/run-context.ts';
import { readingsOf, readReadingsOfMonth, type ReadingsOfMonth } from '../awaited-readings.ts';
import { choosePlace, ownCabinet, placeInput, readPlaces, type Place } from '../places.ts';
import { listRuns, type Run } from './runs.sql.ts';

/** A service that is received but has no price on every day of the month. */
export interface UnpricedService {
  readonly service: Service;
  readonly providerName: string;
  readonly accounts: number;
  /** Days of the month that have a price. */
  readonly pricedDays: number;
}

/** Why a run cannot be started now; the page says what to do about each. */
export type Obstacle =
  | { readonly kind: 'running' | 'blocked'; readonly run: Run }
  | { readonly kind: 'month-not-begun' }
  | { readonly kind: 'parameter-missing'; readonly code: string }
  | { readonly kind: 'heat-shares-missing'; readonly accounts: number }
  | { readonly kind: 'unpriced'; readonly services: readonly UnpricedService[] };

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
  audience: ['provider'],
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
  const readings = readingsOf(subjectId, place, openPeriod);
  const lastTaken = readings.window.to.subtract({ days: 1 });
  const runs = await listRuns(db, { billerId: subjectId, hromadaId: place.hromadaId }, runsListed);
  const context = await readRunContext(db, {
    run_id: 0n,
    hromada_id: place.hromadaId,
    biller_id: subjectId,
    period: firstDay(openPeriod),
    state: 'running',
    started_at: reading.now,
  });
  const obstacles = [...timeObstacles(runs[0], openPeriod, today)];
  if (isRefusal(context)) {
    obstacles.push({ kind: 'parameter-missing', code: context.details?.['code'] ?? '' });
  } else {
    obstacles.push(...(await priceObstacles(reading, { subjectId, place, context })));
  }
  return {
    place,
    readings: await readReadingsOfMonth(db, readings),
    obstacles,
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
  const begun = Temporal.PlainDate.compare(firstDay(openPeriod), today) <= 0;
  return begun ? [] : [{ kind: 'month-not-begun' }];
}

async function priceObstacles(
  reading: Reading,
  parts: {
    readonly subjectId: bigint;
    readonly place: Place;
    readonly context: RunContext;
  },
): Promise<readonly Obstacle[]> {
  const { subjectId, place, context } = parts;
  const { hromadaId, openPeriod } = place;
  const services = await listBilledServices(
    reading.db,
    { subjectId, hromadaId },
    lastDay(openPeriod),
  );
  const obstacles: Obstacle[] = [];
  const heated = services.filter(({ service }) => service === 'heat');
  if (heated.length > 0 && context.numbers.heat === null) {
    const accounts = heated.reduce((sum, service) => sum + service.accounts, 0);
    obstacles.push({ kind: 'heat-shares-missing', accounts });
  }
  const names = await readSubjectNames(
    reading.db,
    services.map(({ providerId }) => providerId),
  );
  const unpriced = services.flatMap(({ service, providerId, accounts }) => {
    const days = pricedDays(context.tariffs, providerId, service);
    if (days >= context.days) return [];
    const providerName = names.get(providerId)?.shortName ?? '';
    return [{ service, providerName, accounts, pricedDays: days }];
  });
  if (unpriced.length > 0) obstacles.push({ kind: 'unpriced', services: unpriced });
  return obstacles;
}

/** Days with a price for any hour; a tariff that knows day and night must have both. */
function pricedDays(tariffs: TariffTable, providerId: bigint, service: Service): number {
  const days = (zone: number) =>
    (
      tariffs.get(tariffKey({ providerId, service, category: population }, 'volume', zone)) ?? []
    ).reduce((sum, slice) => sum + slice.days, 0);
  return Math.max(days(0), Math.min(days(1), days(2)));
}
