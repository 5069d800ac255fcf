import { daysIn, daysInside, firstDay, lastDay, nextPeriod, periodOf } from '#kernel/period.ts';
import { lookUp, type ParameterQuery, type ParameterValue } from '#kernel/parameters.ts';
import type { Price } from '#kernel/price.ts';
import { parseDecimal } from '#kernel/quantity.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import type { Service } from '#kernel/service.ts';
import { getReadingWindow, readTerritoryChain } from '#modules/registry/index.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { HeatRules } from '../rules/heat-distribution.ts';
import type { TariffSlice } from '../rules/price-by-day.ts';
import { tariffKey, type MonthNumbers, type RunContext, type TariffTable } from './model.ts';
import { readWindowSetting } from '../readings/reading-window.ts';
import { readTariffs } from './month.sql.ts';
import type { RunRow } from './run.sql.ts';

const shareDecimals = 6;

/**
 * Looks up everything that is the same for all accounts of a run: numbers of the law on the last
 * day of the month, tariffs day by day. Refuses when a number is missing that cannot be done
 * without. `changed` stands for the approved numbers when somebody asks what another one would do.
 */
export async function readRunContext(
  db: Queryable,
  run: RunRow,
  changed?: readonly ParameterValue[],
): Promise<RunContext | Refusal> {
  const period = periodOf(run.period);
  const chain = await readTerritoryChain(db, run.hromada_id);
  const parameters = changed ?? (await readApprovedParameters(db));
  const find = finder(parameters, {
    date: lastDay(period),
    territories: chain.map(({ code }) => code),
  });
  const numbers = readNumbers(find);
  if (isRefusal(numbers)) return numbers;
  const dueDay = find({ code: 'bill.due_day' });
  if (dueDay === undefined) return refuse('parameter-missing', undefined, { code: 'bill.due_day' });
  return {
    runId: run.run_id,
    hromadaId: run.hromada_id,
    billerId: run.biller_id,
    period,
    days: daysIn(period),
    readingDaysAfter: await readDaysAfter(db, run.biller_id),
    issuedAt: run.started_at,
    dueOn: firstDay(nextPeriod(period)).with({ day: Number(dueDay) }),
    numbers,
    tariffs: await readTariffTable(
      db,
      period,
      chain.map(({ territory_id }) => territory_id),
    ),
  };
}

/**
 * A window that runs over the month's end takes readings of the month in the first days after it.
 */
export async function readDaysAfter(db: Queryable, billerId: bigint): Promise<number> {
  const window = readWindowSetting(await getReadingWindow(db, billerId));
  return window !== null && window.to < window.from ? window.to : 0;
}

type Find = (query: Pick<ParameterQuery, 'code' | 'service'>) => string | undefined;

function finder(
  parameters: readonly ParameterValue[],
  where: Pick<ParameterQuery, 'date' | 'territories'>,
): Find {
  return (query) => {
    const found = lookUp(parameters, { ...where, ...query });
    return found.ok ? found.value.value : undefined;
  };
}

const normCodes: readonly (readonly [Service, string])[] = [
  ['cold-water', 'water.norm'],
  ['gas-supply', 'gas.norm'],
  ['electricity-supply', 'electricity.norm'],
  ['waste', 'waste.norm'],
];

/** Codes of the numbers that a charge depends on. */
export const codesInCharges: ReadonlySet<string> = new Set([
  ...normCodes.map(([, code]) => code),
  'reading.average_months_max',
  'reading.history_days_min',
  'heat.function_share',
  'heat.common_share',
  'heat.least_share',
]);

function readNumbers(find: Find): MonthNumbers | Refusal {
  const norms: Partial<Record<Service, bigint>> = {};
  for (const [service, code] of normCodes) {
    const norm = micro(find({ code, service }));
    if (norm === undefined) return refuse('parameter-missing', undefined, { code });
    norms[service] = norm;
  }
  const averageMonthsMax = find({ code: 'reading.average_months_max' });
  const historyDaysMin = find({ code: 'reading.history_days_min' });
  const farFromUsualTimes = find({ code: 'reading.far_from_usual_times' });
  if (
    averageMonthsMax === undefined ||
    historyDaysMin === undefined ||
    farFromUsualTimes === undefined
  ) {
    return refuse('parameter-missing', undefined, { code: 'reading.*' });
  }
  return {
    norms,
    averageMonthsMax: Number(averageMonthsMax),
    historyDaysMin: Number(historyDaysMin),
    farFromUsualTimes: BigInt(farFromUsualTimes),
    heat: readHeatRules(find),
  };
}

/** Null when a share is not set: heat of a building cannot be shared out by a guess. */
function readHeatRules(find: Find): HeatRules | null {
  const functionShare = micro(find({ code: 'heat.function_share', service: 'heat' }));
  const commonShare = micro(find({ code: 'heat.common_share', service: 'heat' }));
  const leastShare = micro(find({ code: 'heat.least_share', service: 'heat' }));
  if (functionShare === undefined || commonShare === undefined || leastShare === undefined) {
    return null;
  }
  return { functionShare, commonShare, leastShare };
}

function micro(text: string | undefined): bigint | undefined {
  return text === undefined ? undefined : parseDecimal(text, shareDecimals);
}

/** Tariffs of the month as slices of days; a narrower territory's tariff hides a wider one's. */
async function readTariffTable(
  db: Queryable,
  period: RunContext['period'],
  chain: readonly number[],
): Promise<TariffTable> {
  const rows = await readTariffs(db, chain, firstDay(period), firstDay(nextPeriod(period)));
  const nearest = new Map<string, number>();
  const table = new Map<string, TariffSlice[]>();
  for (const row of rows) {
    const key = tariffKey(row.provider_id, row.service, row.component, row.zone);
    const distance = chain.indexOf(row.territory_id);
    const best = nearest.get(key) ?? distance;
    if (distance > best) continue;
    if (distance < best || !table.has(key)) table.set(key, []);
    nearest.set(key, distance);
    const from = row.valid_from ?? firstDay(period);
    table.get(key)?.push({
      tariffId: row.tariff_id,
      price: row.gross_price as Price,
      vatPercent: BigInt(row.vat_percent),
      days: daysInside(period, { from, to: row.valid_to }),
    });
  }
  return table;
}
