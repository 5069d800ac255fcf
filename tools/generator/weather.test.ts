import { expect, test } from 'vitest';
import { period } from '#kernel/period.ts';
import { dailyWeather, heatingDegreeDays, isHeatingDay } from './weather.ts';

const twoYears = { seed: 1039, place: 'UA05029900000099001', from: period('2024-11'), months: 24 };

test.each([
  ['2025-04-15', true],
  ['2025-04-16', false],
  ['2025-10-15', false],
  ['2025-10-16', true],
  ['2025-12-31', true],
  ['2025-07-01', false],
])('heating on %s: %s', (on, heating) => {
  expect(isHeatingDay(Temporal.PlainDate.from(on))).toBe(heating);
});

test('two years have a day for every date, in whole tenths of a degree', () => {
  const days = [...dailyWeather(twoYears)];
  expect(days).toHaveLength(730);
  expect(days.at(0)?.on.toString()).toBe('2024-11-01');
  expect(days.at(-1)?.on.toString()).toBe('2026-10-31');
  for (const { temperatureTenths } of days) {
    expect(Number.isInteger(temperatureTenths)).toBe(true);
    expect(Math.abs(temperatureTenths)).toBeLessThan(420);
  }
});

test('January is about −3 °C and July about +21 °C', () => {
  const mean = (month: string): number => {
    const days = [...dailyWeather({ ...twoYears, from: period(month), months: 1 })];
    return days.reduce((sum, day) => sum + day.temperatureTenths, 0) / days.length;
  };
  expect(mean('2025-01')).toBeGreaterThan(-110);
  expect(mean('2025-01')).toBeLessThan(30);
  expect(mean('2025-07')).toBeGreaterThan(150);
  expect(mean('2025-07')).toBeLessThan(270);
});

test('a day has one temperature, whichever months are asked for', () => {
  const march = [...dailyWeather({ ...twoYears, from: period('2025-03'), months: 1 })];
  const found = [...dailyWeather(twoYears)].filter(({ on }) => on.toString() >= '2025-03-01');
  const tenths = march.map(({ temperatureTenths }) => temperatureTenths);
  expect(found.slice(0, 31).map(({ temperatureTenths }) => temperatureTenths)).toEqual(tenths);
  const other = [...dailyWeather({ ...twoYears, seed: 1040 })];
  const same = [...dailyWeather(twoYears)].filter(
    (day, index) => day.temperatureTenths === other[index]?.temperatureTenths,
  );
  expect(same.length).toBeLessThan(100);
});

test('only months of the heating season have degree-days', () => {
  const sums = heatingDegreeDays(twoYears);
  expect(sums.get(period('2025-07'))).toBe(0);
  expect(sums.get(period('2025-05'))).toBe(0);
  expect(sums.get(period('2025-01'))).toBeGreaterThan(4000);
  expect(sums.get(period('2025-10'))).toBeLessThan(sums.get(period('2025-01')) ?? 0);
});
