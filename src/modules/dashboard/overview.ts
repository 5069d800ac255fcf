import type { Money } from '#kernel/money.ts';
import { addPeriods, period, previousPeriod, type Period } from '#kernel/period.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import type { Service } from '#kernel/service.ts';
import {
  findHromadaOf,
  findTerritoryByCode,
  groupKeyUnits,
  listChildTerritories,
  listKeyUnitsWithin,
  readTerritories,
  type Territory,
} from '#modules/registry/index.ts';
import {
  listBilledMonths,
  sumMonthTotals,
  type BilledMonth,
  type MonthSums,
  type TotalsFilter,
} from '#modules/settlements/index.ts';
import type { Database } from '#platform/db/database.ts';
import { z } from 'zod';

const monthsInYear = 12;

/** Which territory and which month; left out, the country and the newest month with bills. */
export const overviewInput = z.object({
  territory: z
    .string()
    .regex(/^UA\d{17}$/)
    .optional(),
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .transform(period)
    .optional(),
});

export type OverviewInput = z.infer<typeof overviewInput>;

/** Territory that sums are of, with the keys under which they are kept. */
export interface Place {
  /** Null for the whole country. */
  readonly territory: Territory | null;
  readonly hromadaIds: readonly number[] | null;
}

export interface TerritorySums extends MonthSums {
  readonly territory: Territory;
}

export interface ServiceSums extends MonthSums {
  readonly service: Service;
}

export interface Overview {
  /** All months with bills, newest first, for choosing. */
  readonly months: readonly BilledMonth[];
  /** The month shown; null while nothing has been billed. */
  readonly month: BilledMonth | null;
  readonly territory: Territory | null;
  /** Null when there is nothing to add up. */
  readonly total: MonthSums | null;
  readonly monthBefore: MonthSums | null;
  readonly yearBefore: MonthSums | null;
  /** Regions of the country or hromadas of a region, those with sums; none below. */
  readonly groups: readonly TerritorySums[];
  /** Codes of all regions for the map of the country; none when a territory is chosen. */
  readonly regionCodes: readonly string[];
  readonly services: readonly ServiceSums[];
}

/** Finds the territory and its keys. Refuses a code that is not in the codifier. */
export async function readPlace(db: Database, code: string | undefined): Promise<Place | Refusal> {
  if (code === undefined) return { territory: null, hromadaIds: null };
  const territory = await findTerritoryByCode(db, code);
  if (territory === undefined) return refuse('territory-not-found');
  const hromadaId = await findHromadaOf(db, territory.territoryId);
  const hromadaIds =
    hromadaId === undefined ? await listKeyUnitsWithin(db, territory.territoryId) : [hromadaId];
  return { territory, hromadaIds };
}

/** The month asked for, or the newest. Refuses a month without bills. */
function chooseMonth(
  months: readonly BilledMonth[],
  asked: Period | undefined,
): BilledMonth | null | Refusal {
  if (asked === undefined) return months[0] ?? null;
  return months.find((month) => month.period === asked) ?? refuse('month-without-bills');
}

/**
 * What was charged and paid in a month and what was owed at its end: in all, by territory one step
 * down, by service. Groups of fewer than `accountsMin` accounts are left out everywhere.
 */
export async function readOverview(
  db: Database,
  place: Place,
  parts: {
    readonly months: readonly BilledMonth[];
    readonly month: BilledMonth | null;
    readonly accountsMin: number;
    /** Regions in force on this day are on the map. */
    readonly today: Temporal.PlainDate;
  },
): Promise<Overview> {
  const { months, month, accountsMin } = parts;
  const { territory } = place;
  const regionCodes =
    territory === null
      ? (await listChildTerritories(db, null, parts.today)).map(({ code }) => code)
      : [];
  if (month === null) return { ...nothing, months, territory, regionCodes };
  const filterOf = (of: Period): TotalsFilter => ({
    from: of,
    through: of,
    hromadaIds: place.hromadaIds,
    accountsMin,
  });
  const sumOf = async (of: Period) => (await sumMonthTotals(db, filterOf(of), []))[0] ?? null;
  return {
    months,
    month,
    territory,
    regionCodes,
    total: await sumOf(month.period),
    monthBefore: await sumOf(previousPeriod(month.period)),
    yearBefore: await sumOf(addPeriods(month.period, -monthsInYear)),
    groups: await sumByTerritory(db, territory, filterOf(month.period)),
    services: await sumMonthTotals(db, filterOf(month.period), ['service']),
  };
}

const nothing = {
  month: null,
  total: null,
  monthBefore: null,
  yearBefore: null,
  groups: [],
  services: [],
} as const;

async function sumByTerritory(
  db: Database,
  territory: Territory | null,
  filter: TotalsFilter,
): Promise<readonly TerritorySums[]> {
  const level = groupLevelIn(territory);
  if (level === undefined) return [];
  const rows = await sumMonthTotals(db, filter, ['hromadaId']);
  const keys = rows.map(({ hromadaId }) => hromadaId);
  const groupOf = await groupKeyUnits(db, keys, level);
  const sums = new Map<number, MonthSums>();
  for (const { hromadaId, ...row } of rows) {
    const group = groupOf.get(hromadaId);
    if (group === undefined) continue;
    const known = sums.get(group);
    sums.set(group, known === undefined ? row : addSums(known, row));
  }
  const territories = await readTerritories(db, [...sums.keys()]);
  return [...sums].flatMap(([id, sum]) => {
    const found = territories.get(id);
    return found === undefined ? [] : [{ ...sum, territory: found }];
  });
}

function groupLevelIn(territory: Territory | null): 'regions' | 'hromadas' | undefined {
  if (territory === null) return 'regions';
  return territory.category === 'O' || territory.category === 'P' ? 'hromadas' : undefined;
}

function addSums(a: MonthSums, b: MonthSums): MonthSums {
  return {
    accounts: a.accounts + b.accounts,
    charged: (a.charged + b.charged) as Money,
    corrected: (a.corrected + b.corrected) as Money,
    paid: (a.paid + b.paid) as Money,
    debt: (a.debt + b.debt) as Money,
  };
}

/** Months with bills together with the one asked for. */
export async function readMonths(
  db: Database,
  asked: Period | undefined,
): Promise<
  { readonly months: readonly BilledMonth[]; readonly month: BilledMonth | null } | Refusal
> {
  const months = await listBilledMonths(db);
  const month = chooseMonth(months, asked);
  return isRefusal(month) ? month : { months, month };
}
