import {
  addPeriods,
  daysIn,
  firstDay,
  lastDay,
  periodsBetween,
  previousPeriod,
} from '#kernel/period.ts';
import type { MonthOfUse } from './consumption.ts';
import { housesOf, type Country } from './country.ts';
import { twoDigits } from './dates.ts';
import type { PlantedFault } from './faults.ts';
import { pointHistory, type HistoryCalendar, type PointHistory } from './point-history.ts';
import type { HromadaInput } from './plan.ts';
import type { ReadingRow } from './rows.ts';
import { heatingDegreeDays } from './weather.ts';

/**
 * Readings of every meter: an opening one of the day before the first month, then one on the last
 * day of each month; of a replaced meter its last and of the new one its first on the day between.
 */
export function* readings(country: Country): Generator<ReadingRow> {
  for (const history of histories(country)) yield* history.readings;
}

/** Every fault in the readings, in their order. */
export function* plantedFaults(country: Country): Generator<PlantedFault> {
  for (const history of histories(country)) yield* history.faults;
}

function* histories(country: Country): Generator<PointHistory> {
  for (const hromada of country.hromadas) {
    const calendar = calendarOf(country, hromada);
    for (const house of housesOf(country, hromada)) {
      if (house.heatPoint !== null) {
        yield pointHistory(calendar, { house, account: null, point: house.heatPoint });
      }
      for (const account of house.accounts) {
        for (const point of account.points) yield pointHistory(calendar, { house, account, point });
      }
    }
  }
}

// Readings come between six in the morning and eight in the evening.
const firstHour = 6;
const lastHour = 19;
const minutesInHour = 60;

function calendarOf(country: Country, hromada: HromadaInput): HistoryCalendar {
  const { seed, from, months, faults } = country;
  const periods = periodsBetween(from, addPeriods(from, months - 1));
  const cold = heatingDegreeDays({ seed, place: hromada.code, from, months });
  return {
    seed,
    code: hromada.code,
    faults,
    periods,
    months: periods.map((period): MonthOfUse => ({
      month: firstDay(period).month,
      days: daysIn(period),
      degreeDayTenths: cold.get(period) ?? 0,
    })),
    openingOn: lastDay(previousPeriod(from)).toString(),
    takenOn: periods.map((period) => lastDay(period).toString()),
    timesOfDay: timesOfDay(),
  };
}

function timesOfDay(): string[] {
  const times: string[] = [];
  for (let hour = firstHour; hour <= lastHour; hour += 1) {
    for (let minute = 0; minute < minutesInHour; minute += 1) {
      times.push(`T${twoDigits(hour)}:${twoDigits(minute)}:00Z`);
    }
  }
  return times;
}
