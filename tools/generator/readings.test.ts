import { expect, test } from 'vitest';
import { houses } from './country.ts';
import { noFaults, usualFaults, type PlantedFault } from './faults.ts';
import { plantedFaults, readings } from './readings.ts';
import { meters } from './registry-rows.ts';
import type { ReadingRow } from './rows.ts';
import { testCountry } from './fixtures/test-country.ts';

const country = testCountry({ accounts: 3000 });
const faults = [...plantedFaults(country)];
const rows = [...readings(country)];
const rowsOf = Map.groupBy(rows, ({ meterId }) => meterId);
const metersById = new Map([...meters(country)].map((meter) => [meter.meterId, meter]));

/** Rows of a meter's zone in the order of dates. */
function histories(all: readonly ReadingRow[]): Map<string, ReadingRow[]> {
  const found = new Map<string, ReadingRow[]>();
  for (const row of all) {
    const key = `${row.meterId}:${row.zone}`;
    const history = found.get(key);
    if (history === undefined) found.set(key, [row]);
    else history.push(row);
  }
  return found;
}

function ofKind(kind: PlantedFault['kind']): PlantedFault[] {
  return faults.filter((fault) => fault.kind === kind && fault.accountId !== null);
}

/** Meter, zone and month in which a value may be lower than the one before it, or wrong. */
function excused(): Set<string> {
  const keys = [...ofKind('digit-swap'), ...ofKind('rollover')].map(
    ({ meterId, zone, period }) => `${meterId}:${zone}:${period}`,
  );
  return new Set(keys);
}

const micros = (row: ReadingRow) => row.valueMicro;

test('the same seed makes the same readings and another seed others', () => {
  const values = (seed: number) => [...readings(testCountry({ seed, accounts: 100 }))];
  expect(values(1)).toEqual(values(1));
  expect(values(1).map(micros)).not.toEqual(values(2).map(micros));
});

test('without faults every meter has an opening reading and one of each month’s last day', () => {
  const calm = testCountry({ accounts: 300, faults: noFaults, months: 4 });
  expect([...plantedFaults(calm)]).toEqual([]);
  const dates = ['2024-10-31', '2024-11-30', '2024-12-31', '2025-01-31', '2025-02-28'];
  const found = histories([...readings(calm)]);
  for (const history of found.values()) {
    expect(history.map(({ takenOn }) => takenOn)).toEqual(dates);
    expect(history.map(micros)).toEqual(history.map(micros).sort((a, b) => Number(a - b)));
  }
  const zones = [...meters(calm)].reduce((sum, meter) => sum + meter.zones, 0);
  expect(found.size).toBe(zones);
});

test('values rise but for exchanged digits and rollovers', () => {
  const excuses = excused();
  const falls: string[] = [];
  for (const [key, history] of histories(rows)) {
    let highest = 0n;
    for (const { takenOn, valueMicro } of history) {
      const month = `${key}:${takenOn.slice(0, 7)}`;
      if (excuses.has(month)) {
        // A rollover starts anew; the true value of a swap is not in the rows.
        highest = rolledOver.has(month) ? 0n : highest;
        continue;
      }
      if (valueMicro < highest) falls.push(month);
      highest = valueMicro;
    }
  }
  expect(falls).toEqual([]);
});

const rolledOver = new Set(
  ofKind('rollover').map(({ meterId, zone, period }) => `${meterId}:${zone}:${period}`),
);

test('the shares of faults are those of the workload rules', () => {
  const monthly = [...meters(country)].filter(({ accountId }) => accountId !== null);
  const points = monthly.length - ofKind('replaced').length;
  const share = (kind: PlantedFault['kind'], of: number) => ofKind(kind).length / of;
  expect(Math.abs(share('missing', points * 24) - usualFaults.missing)).toBeLessThan(0.003);
  expect(Math.abs(share('replaced', points * 2) - 0.02)).toBeLessThan(0.004);
  expect(Math.abs(share('stopped', points) - 0.005)).toBeLessThan(0.002);
  const water = monthly.filter(({ service }) => service === 'cold-water').length;
  expect(Math.abs(share('leak', water) - 0.003)).toBeLessThan(0.002);
  expect(Math.abs(share('rollover', points) - 0.001)).toBeLessThan(0.0008);
  expect(Math.abs(share('digit-swap', rows.length) - 0.003)).toBeLessThan(0.0004);
});

test('readings of houses are missing too, and nothing else is wrong with their meters', () => {
  const ofHouses = faults.filter(({ accountId }) => accountId === null);
  expect(new Set(ofHouses.map(({ kind, service }) => `${kind} ${service}`))).toEqual(
    new Set(['missing heat']),
  );
  const meterIds = new Set([...metersById.values()].flatMap(houseMeterId));
  const share = ofHouses.length / (meterIds.size * 23);
  expect(Math.abs(share - usualFaults.houseMissing)).toBeLessThan(0.008);
  for (const { meterId, period } of ofHouses) {
    expect(meterIds).toContain(meterId);
    expect(period).not.toBe('2026-10');
    const inPeriod = rowsOf.get(meterId)?.filter(({ takenOn }) => takenOn.startsWith(period));
    expect(inPeriod).toEqual([]);
  }
});

function houseMeterId({ meterId, accountId }: { meterId: bigint; accountId: bigint | null }) {
  return accountId === null ? [meterId] : [];
}

test('a missing reading is missing, and an exchanged one differs from the true value', () => {
  const onLastDay = ({ meterId, period }: PlantedFault, zone: number | null) =>
    rowsOf
      .get(meterId)
      ?.find((row) => row.zone === zone && row.takenOn > `${period}-27` && inMonth(row, period));
  for (const fault of ofKind('missing')) {
    const zones = metersById.get(fault.meterId)?.zones === 1 ? [0] : [1, 2];
    expect(zones.map((zone) => onLastDay(fault, zone))).toEqual(zones.map(() => undefined));
  }
  for (const fault of ofKind('digit-swap')) {
    const sent = onLastDay(fault, fault.zone)?.valueMicro;
    expect(sent).toBeDefined();
    expect(sent).not.toBe(fault.trueMicro);
    expect(digits(sent)).toBe(digits(fault.trueMicro));
  }
});

function inMonth({ takenOn }: ReadingRow, period: string): boolean {
  return takenOn.startsWith(period);
}

function digits(micro: bigint | null | undefined): string {
  return String(micro).split('').sort().join('').replace(/^0+/, '');
}

test('a stopped meter shows one value to the end', () => {
  for (const { meterId, period } of ofKind('stopped')) {
    const after = rowsOf.get(meterId)?.filter(({ takenOn }) => takenOn > `${period}-27`) ?? [];
    const swapped = new Set(
      ofKind('digit-swap')
        .filter((fault) => fault.meterId === meterId)
        .map((fault) => fault.period as string),
    );
    const honest = after.filter(({ takenOn }) => !swapped.has(takenOn.slice(0, 7)));
    const zones = new Set(honest.map(({ zone }) => zone));
    const values = new Set(honest.map(({ zone, valueMicro }) => `${zone}:${valueMicro}`));
    expect(values.size).toBe(zones.size);
  }
});

test('a replaced meter ends on the day the new one begins from zero', () => {
  const byAccount = Map.groupBy(meters(country), ({ accountId }) => accountId);
  expect(ofKind('replaced').length).toBeGreaterThan(100);
  for (const { meterId, accountId, service } of ofKind('replaced')) {
    const pair = byAccount.get(accountId)?.filter((meter) => meter.service === service) ?? [];
    expect(pair).toHaveLength(2);
    expect(pair[0]?.removedOn).toBe(pair[1]?.installedOn);
    const [first] = rowsOf.get(meterId) ?? [];
    expect(first).toMatchObject({ takenOn: pair[1]?.installedOn, valueMicro: 0n });
  }
});

test('readings fit the digits and decimals of their meters', () => {
  const wrong = rows.filter(({ meterId, valueMicro }) => {
    const { digits = 0, decimals = 0 } = metersById.get(meterId) ?? {};
    const step = 10n ** BigInt(6 - decimals);
    return valueMicro < 0n || valueMicro >= 10n ** BigInt(digits + 6) || valueMicro % step !== 0n;
  });
  expect(wrong).toEqual([]);
});

const yearOfCalm = testCountry({ accounts: 1500, faults: noFaults, months: 12 });
const calmHouses = [...houses(yearOfCalm)];
const calmHistories = histories([...readings(yearOfCalm)]);

/** Mean use of a year by account, in units, of the points that `counts`. */
function yearlyUse(service: string, kind: 'apartment' | 'private'): number {
  const ids = new Set(
    calmHouses
      .filter((house) => house.kind === kind)
      .flatMap((house) => house.accounts)
      .flatMap(({ points }) => points)
      .filter((point) => point.service === service)
      .map(({ meter }) => meter.meterId),
  );
  let sum = 0n;
  for (const history of calmHistories.values()) {
    const [first] = history;
    if (first === undefined || !ids.has(first.meterId)) continue;
    sum += (history.at(-1)?.valueMicro ?? 0n) - first.valueMicro;
  }
  return Number(sum) / 1e6 / ids.size;
}

test.each([
  { service: 'cold-water', kind: 'apartment', from: 60, to: 130 },
  { service: 'cold-water', kind: 'private', from: 80, to: 170 },
  { service: 'electricity-supply', kind: 'apartment', from: 1500, to: 3500 },
  { service: 'gas-supply', kind: 'private', from: 900, to: 2600 },
] as const)('a year of $service in $kind homes is $from–$to units', (expected) => {
  const use = yearlyUse(expected.service, expected.kind);
  expect(use).toBeGreaterThan(expected.from);
  expect(use).toBeLessThan(expected.to);
});

test('a house with central heat takes 0.09–0.2 Gcal a year for a m², and none in summer', () => {
  const heated = calmHouses.filter(({ heatPoint }) => heatPoint !== null);
  for (const { heatPoint, centralCentiM2 } of heated) {
    const history = calmHistories.get(`${heatPoint?.meter.meterId}:0`) ?? [];
    const area = centralCentiM2 / 100;
    const year = Number((history.at(-1)?.valueMicro ?? 0n) - (history[0]?.valueMicro ?? 0n)) / 1e6;
    expect(year / area).toBeGreaterThan(0.09);
    expect(year / area).toBeLessThan(0.2);
    const may = history.find(({ takenOn }) => takenOn === '2025-05-31');
    const september = history.find(({ takenOn }) => takenOn === '2025-09-30');
    expect(may?.valueMicro).toBe(september?.valueMicro);
    expect(history.every(({ source }) => source === 'provider')).toBe(true);
  }
});
