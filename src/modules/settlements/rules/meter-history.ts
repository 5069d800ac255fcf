import { addPeriods, firstDay, period as periodOf, type Period } from '#kernel/period.ts';
import { meteredVolume } from './metered-volume.ts';
import type { MeterValue } from './settle-meter.ts';

/** What an average is taken over (parameter `reading.average_method`). */
export const averageMethods = ['last-months', 'same-month', 'heating-season'] as const;
export type AverageMethod = (typeof averageMethods)[number];

/** Heat that is missed in a first season is averaged over as much of the season as there was. */
export type HistoryMethod = AverageMethod | 'this-season';

export interface History {
  readonly method: HistoryMethod;
  /** Consumption of the time it covers, millionths of the unit. */
  readonly volume: bigint;
  readonly days: number;
}

/** Months of the year, both included, between which heat is supplied: 10 to 4. */
export interface HeatingSeason {
  readonly firstMonth: number;
  readonly lastMonth: number;
}

/** Days from `from` up to but without `until`, before the shift of the reading window. */
export interface HistorySpan {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
}

const monthsInYear = 12;

/** Whether heat is supplied in the month. */
export function isHeated(month: Period, season: HeatingSeason): boolean {
  const number = monthNumber(month);
  const { firstMonth, lastMonth } = season;
  return firstMonth <= lastMonth
    ? number >= firstMonth && number <= lastMonth
    : number >= firstMonth || number <= lastMonth;
}

/**
 * The time whose consumption stands for a month without a reading: the months before it, the same
 * month of the last year, or the heating season before the month's own.
 *
 * @law 2119:11.4 2119:9.3
 */
export function historySpan(
  method: HistoryMethod,
  month: Period,
  rules: { readonly historyMonths: number; readonly season: HeatingSeason },
): HistorySpan {
  switch (method) {
    case 'last-months':
      return { from: firstDay(addPeriods(month, -rules.historyMonths)), until: firstDay(month) };
    case 'same-month':
      return months(addPeriods(month, -monthsInYear), 1);
    case 'heating-season': {
      const { firstMonth, lastMonth } = rules.season;
      const begins = addPeriods(seasonOf(month, rules.season), -monthsInYear);
      return months(begins, ((lastMonth - firstMonth + monthsInYear) % monthsInYear) + 1);
    }
    case 'this-season':
      return { from: firstDay(seasonOf(month, rules.season)), until: firstDay(month) };
  }
}

/** Consumption between two readings; undefined when the second is lower than the first. */
export function historyBetween(
  method: HistoryMethod,
  ends: { readonly opening: MeterValue; readonly closing: MeterValue },
  digits: number,
): History | undefined {
  const { opening, closing } = ends;
  const passed = meteredVolume(opening.value, closing.value, digits);
  if (passed.kind === 'lower') return undefined;
  return { method, volume: passed.volume, days: daysBetween(opening.takenOn, closing.takenOn) };
}

/**
 * Consumption step by step, for a dial that ran over on the way: its two ends alone do not tell. A
 * step to a lower value measures nothing, so neither its volume nor its days count.
 */
export function historyOfSteps(
  method: HistoryMethod,
  values: readonly MeterValue[],
  digits: number,
): History {
  let volume = 0n;
  let days = 0;
  for (const [index, to] of values.entries()) {
    const from = values[index - 1];
    if (from === undefined) continue;
    const passed = meteredVolume(from.value, to.value, digits);
    if (passed.kind === 'lower') continue;
    volume += passed.volume;
    days += daysBetween(from.takenOn, to.takenOn);
  }
  return { method, volume, days };
}

export function daysBetween(from: string, to: string): number {
  const until = Temporal.PlainDate.from(to);
  return Temporal.PlainDate.from(from).until(until, { largestUnit: 'days' }).days;
}

/** The month in which the season of the month began. */
function seasonOf(month: Period, { firstMonth }: HeatingSeason): Period {
  const year = Number(month.slice(0, 4)) - (monthNumber(month) < firstMonth ? 1 : 0);
  return periodOf(`${year}-${String(firstMonth).padStart(2, '0')}`);
}

function months(from: Period, count: number): HistorySpan {
  return { from: firstDay(from), until: firstDay(addPeriods(from, count)) };
}

function monthNumber(month: Period): number {
  return Number(month.slice(5));
}
