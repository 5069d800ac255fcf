import { daysIn, firstDay, lastDay, nextPeriod, periodOf, type Period } from '#kernel/period.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import type { Price } from '#kernel/price.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { nextWorkingDay } from '#kernel/working-calendar.ts';
import { getReadingWindow, readTerritoryChain } from '#modules/registry/index.ts';
import { readWorkingCalendar } from '#platform/calendar/store.sql.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { tariffsByDay, type DatedTariff } from '../rules/tariffs-by-day.ts';
import { tariffKey, type MonthNumbers, type RunContext, type TariffTable } from './model.ts';
import { readWindowSetting } from '../readings/reading-window.ts';
import {
  namedCategories,
  numberFinder,
  readMonthNumbers,
  wholeNumber,
  type FindNumber,
  type NumberScope,
} from './month-numbers.ts';
import { readTariffs } from './month.sql.ts';
import type { RunRow } from './run.sql.ts';

const dueDayCode = 'bill.due_day';
const daysInMonthMax = 31;

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
  const scope: NumberScope = {
    date: lastDay(period),
    territories: chain.map(({ code }) => code),
    provider: String(run.biller_id),
  };
  const find = numberFinder(parameters, scope);
  const numbers = readMonthNumbers(find);
  if (isRefusal(numbers)) return numbers;
  const numbersByCategory = readCategories(parameters, scope);
  if (isRefusal(numbersByCategory)) return numbersByCategory;
  const dueOn = await readDueDay(db, period, find);
  if (isRefusal(dueOn)) return dueOn;
  return {
    runId: run.run_id,
    hromadaId: run.hromada_id,
    billerId: run.biller_id,
    period,
    days: daysIn(period),
    readingDaysAfter: await readDaysAfter(db, run.biller_id),
    issuedAt: run.started_at,
    dueOn,
    numbers,
    numbersByCategory,
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

/** Numbers of the categories of consumers that some number is set apart for. */
function readCategories(
  parameters: readonly ParameterValue[],
  scope: NumberScope,
): ReadonlyMap<string, MonthNumbers> | Refusal {
  const numbers = new Map<string, MonthNumbers>();
  for (const category of namedCategories(parameters)) {
    const read = readMonthNumbers(numberFinder(parameters, { ...scope, category }));
    if (isRefusal(read)) return read;
    numbers.set(category, read);
  }
  return numbers;
}

/**
 * The day of the next month by which bills are paid; one that falls on a day off moves to the next
 * working day. A month without such a day ends the term with its last day.
 *
 * @law civil-code:254.5
 */
async function readDueDay(
  db: Queryable,
  period: Period,
  find: FindNumber,
): Promise<Temporal.PlainDate | Refusal> {
  const parameter = find(dueDayCode);
  if (parameter === undefined) return refuse('parameter-missing', undefined, { code: dueDayCode });
  const day = wholeNumber(parameter, { min: 1, max: daysInMonthMax });
  if (isRefusal(day)) return day;
  const dueOn = firstDay(nextPeriod(period)).with({ day });
  return nextWorkingDay(dueOn, await readWorkingCalendar(db));
}

/** Tariffs of the month as slices of days; a narrower territory's tariff hides a wider one's. */
async function readTariffTable(
  db: Queryable,
  period: Period,
  chain: readonly number[],
): Promise<TariffTable> {
  const rows = await readTariffs(db, chain, firstDay(period), firstDay(nextPeriod(period)));
  const scopes = new Map<string, DatedTariff[]>();
  for (const row of rows) {
    const { service, category } = row;
    const scope = { providerId: row.provider_id, service, category };
    const key = tariffKey(scope, row.component, row.zone);
    const tariffs = scopes.get(key) ?? [];
    scopes.set(key, tariffs);
    tariffs.push({
      tariffId: row.tariff_id,
      price: row.gross_price as Price,
      vatPercent: BigInt(row.vat_percent),
      distance: chain.indexOf(row.territory_id),
      valid: { from: row.valid_from ?? firstDay(period), to: row.valid_to },
    });
  }
  return new Map(Array.from(scopes, ([key, tariffs]) => [key, tariffsByDay(tariffs, period)]));
}
