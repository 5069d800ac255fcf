import { panelReaders } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import type { Money } from '#kernel/money.ts';
import { addPeriods, previousPeriod, type Period } from '#kernel/period.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { readSubjectNames } from '#modules/registry/index.ts';
import {
  paymentLevelPermille,
  sumMonthTotals,
  sumPaidSince,
  type MonthSums,
  type TotalsFilter,
} from '#modules/settlements/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Reading } from '#platform/operations.ts';
import {
  overviewInput,
  readMonths,
  readOverview,
  readPlace,
  type Overview,
  type OverviewInput,
  type Place,
} from './overview.ts';

/** The key of the country among territories. */
const wholeCountry = 'UA';
/** How many months of dynamics are drawn. */
const dynamicsMonths = 24;
/** Fewer charges in a month than this are too few to compare providers honestly. */
export const rankingChargesMin = 300;

export interface MonthOfDynamics extends MonthSums {
  readonly period: Period;
}

export interface ProviderSums extends MonthSums {
  readonly providerId: bigint;
  readonly name: string;
  /** Null when the month before had nothing charged. */
  readonly levelBeforePermille: number | null;
}

export interface Panel extends Overview {
  readonly dynamics: readonly MonthOfDynamics[];
  readonly providers: readonly ProviderSums[];
  /** Paid since the bills of the newest month were formed; null when an older month is shown. */
  readonly paidSince: Money | null;
  /** The instant the panel was asked. */
  readonly at: Temporal.Instant;
}

/**
 * The national panel: settlements of the country or of a territory in a month, their dynamics, by
 * territory, service and provider, up to the last payment (1039:11.3, 1039:26.1.a.1).
 */
export const panel = defineQuery({
  id: 'dashboard.panel',
  law: [
    law('1039:11.3'),
    law('1039:18'),
    law('1039:26.1.a.1'),
    law('1039:26.1.d'),
    law('1039:26.3.h'),
  ],
  audience: panelReaders,
  scope: { kind: 'territory', key: ({ territory }: OverviewInput) => territory ?? wholeCountry },
  input: overviewInput,
  async handle({ db, now }: Reading, input: OverviewInput): Promise<Panel | Refusal> {
    const place = await readPlace(db, input.territory);
    if (isRefusal(place)) return place;
    const chosen = await readMonths(db, input.period);
    if (isRefusal(chosen)) return chosen;
    const overview = await readOverview(db, place, {
      ...chosen,
      accountsMin: 1,
      today: dayInKyiv(now),
    });
    const { month, months } = overview;
    if (month === null) {
      return { ...overview, dynamics: [], providers: [], paidSince: null, at: now };
    }
    const isNewest = month.period === months[0]?.period;
    return {
      ...overview,
      dynamics: await readDynamics(db, place, month.period),
      providers: await readProviders(db, place, month.period),
      paidSince: isNewest ? await sumPaidSince(db, month.period, place.hromadaIds) : null,
      at: now,
    };
  },
});

function readDynamics(
  db: Database,
  { hromadaIds }: Place,
  through: Period,
): Promise<readonly MonthOfDynamics[]> {
  const from = addPeriods(through, 1 - dynamicsMonths);
  return sumMonthTotals(db, { from, through, hromadaIds, accountsMin: 1 }, ['period']);
}

async function readProviders(
  db: Database,
  { hromadaIds }: Place,
  month: Period,
): Promise<readonly ProviderSums[]> {
  const filterOf = (of: Period): TotalsFilter => ({
    from: of,
    through: of,
    hromadaIds,
    accountsMin: 1,
  });
  const rows = await sumMonthTotals(db, filterOf(month), ['providerId']);
  const before = await sumMonthTotals(db, filterOf(previousPeriod(month)), ['providerId']);
  const levelBefore = new Map(
    before.map(({ providerId, charged, paid }) => [
      providerId,
      paymentLevelPermille(charged, paid),
    ]),
  );
  const names = await readSubjectNames(
    db,
    rows.map(({ providerId }) => providerId),
  );
  const providerSums = (row: (typeof rows)[number]): ProviderSums => ({
    ...row,
    name: names.get(row.providerId)?.shortName ?? String(row.providerId),
    levelBeforePermille: levelBefore.get(row.providerId) ?? null,
  });
  return rows.map(providerSums);
}
