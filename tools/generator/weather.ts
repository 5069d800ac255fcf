import { addPeriods, daysIn, firstDay, periodsBetween, type Period } from '#kernel/period.ts';
import { stream } from './random.ts';

export interface DayOfWeather {
  readonly on: Temporal.PlainDate;
  /** Mean outdoor temperature of the day, tenths of °C. */
  readonly temperatureTenths: number;
  readonly heating: boolean;
}

export interface WeatherOptions {
  readonly seed: number;
  /** Key of the place: each has weather of its own. */
  readonly place: string;
  readonly from: Period;
  readonly months: number;
}

// January to December, about the middle of the country.
const monthMeansTenths = [-35, -25, 25, 95, 155, 190, 210, 203, 150, 88, 27, -15];
const monthsInYear = 12;
const placeDeviationTenths = 12;
const monthDeviationTenths = 15;
const dayDeviationTenths = 22;
const dayToDayMemory = 0.8;

// 16 October to 15 April, both included (848:70).
const heatingFrom = 1016;
const heatingTo = 415;

/** Whether central heating runs on this day of any year. */
export function isHeatingDay(on: Temporal.PlainDate): boolean {
  const monthAndDay = on.month * 100 + on.day;
  return monthAndDay >= heatingFrom || monthAndDay <= heatingTo;
}

/**
 * Daily weather of a place. A day has the same temperature whichever months are asked for, because
 * every month has a stream of its own.
 */
export function* dailyWeather(options: WeatherOptions): Generator<DayOfWeather> {
  const last = addPeriods(options.from, options.months - 1);
  const { seed, place } = options;
  const offset = placeDeviationTenths * stream(seed, 'climate', place).normal();
  for (const period of periodsBetween(options.from, last)) {
    const random = stream(seed, 'weather', place, period);
    const monthOffset = offset + monthDeviationTenths * random.normal();
    const first = firstDay(period);
    let deviation = 0;
    for (let day = 0; day < daysIn(period); day += 1) {
      const on = first.add({ days: day });
      deviation = deviation * dayToDayMemory + dayDeviationTenths * random.normal();
      const temperatureTenths = Math.round(seasonalTenths(on) + monthOffset + deviation);
      yield { on, temperatureTenths, heating: isHeatingDay(on) };
    }
  }
}

/** The month's mean stands at its middle; between two middles the curve is straight. */
function seasonalTenths(on: Temporal.PlainDate): number {
  const passed = (on.day - 0.5) / on.daysInMonth;
  const mean = monthMean(on.month);
  return passed < 0.5
    ? monthMean(on.month - 1) + (mean - monthMean(on.month - 1)) * (passed + 0.5)
    : mean + (monthMean(on.month + 1) - mean) * (passed - 0.5);
}

function monthMean(month: number): number {
  return monthMeansTenths[(month - 1 + monthsInYear) % monthsInYear] ?? 0;
}

const indoorTenths = 180;

/**
 * Degree-days of heating of each month, in tenths of °C·day: how much colder than 18 °C the days of
 * the heating season were.
 */
export function heatingDegreeDays(options: WeatherOptions): Map<Period, number> {
  const sums = new Map<Period, number>();
  const last = addPeriods(options.from, options.months - 1);
  for (const period of periodsBetween(options.from, last)) sums.set(period, 0);
  for (const day of dailyWeather(options)) {
    const colder = day.heating ? Math.max(0, indoorTenths - day.temperatureTenths) : 0;
    const period = day.on.toPlainYearMonth().toString() as Period;
    sums.set(period, (sums.get(period) ?? 0) + colder);
  }
  return sums;
}
