import { firstDay, lastDay, type Period } from '#kernel/period.ts';
import { isRefusal } from '#kernel/result.ts';
import type { Service } from '#kernel/service.ts';
import {
  listBilledServices,
  readSubjectNames,
  type BilledService,
} from '#modules/registry/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { tariffKey, type RunContext, type TariffTable } from './model.ts';
import { readRunContext } from './run-context.ts';

/** A service that is received but has no price on every day of the month. */
export interface UnpricedService {
  readonly service: Service;
  readonly providerName: string;
  readonly accounts: number;
  /** Days of the month that have a price. */
  readonly pricedDays: number;
}

/** What a run cannot do without: bills would be wrong or would not be at all. */
export type Lack =
  | { readonly kind: 'parameter-missing'; readonly code: string }
  | { readonly kind: 'heat-shares-missing'; readonly accounts: number }
  | { readonly kind: 'unpriced'; readonly services: readonly UnpricedService[] };

export interface PlaceOfRun {
  readonly billerId: bigint;
  readonly hromadaId: number;
  readonly period: Period;
}

/** What the run of a biller in a hromada lacks on the numbers and prices of the day. */
export async function readLacks(
  db: Database | Tx,
  place: PlaceOfRun,
  now: Temporal.Instant,
): Promise<readonly Lack[]> {
  const context = await readRunContext(queryableOf(db), {
    run_id: 0n,
    hromada_id: place.hromadaId,
    biller_id: place.billerId,
    period: firstDay(place.period),
    state: 'running',
    started_at: now,
  });
  return isRefusal(context)
    ? [{ kind: 'parameter-missing', code: context.details?.['code'] ?? '' }]
    : readPriceLacks(db, context);
}

async function readPriceLacks(db: Database | Tx, context: RunContext): Promise<readonly Lack[]> {
  const { billerId: subjectId, hromadaId, period } = context;
  const services = await listBilledServices(db, { subjectId, hromadaId }, lastDay(period));
  const lacks: Lack[] = [];
  const heated = services.filter(({ service }) => service === 'heat');
  if (heated.length > 0 && context.numbers.heat === null) {
    const accounts = heated.reduce((sum, service) => sum + service.accounts, 0);
    lacks.push({ kind: 'heat-shares-missing', accounts });
  }
  const names = await readSubjectNames(
    db,
    services.map(({ providerId }) => providerId),
  );
  const unpriced = services.flatMap(({ service, providerId, category, accounts }) => {
    const days = pricedDays(context.tariffs, { providerId, service, category });
    if (days >= context.days) return [];
    const providerName = names.get(providerId)?.shortName ?? '';
    return [{ service, providerName, accounts, pricedDays: days }];
  });
  if (unpriced.length > 0) lacks.push({ kind: 'unpriced', services: unpriced });
  return lacks;
}

/** Days with a price for any hour; a tariff that knows day and night must have both. */
function pricedDays(
  tariffs: TariffTable,
  priced: Pick<BilledService, 'providerId' | 'service' | 'category'>,
): number {
  const days = (zone: number) =>
    (tariffs.get(tariffKey(priced, 'volume', zone)) ?? []).reduce(
      (sum, slice) => sum + slice.days,
      0,
    );
  return Math.max(days(0), Math.min(days(1), days(2)));
}
