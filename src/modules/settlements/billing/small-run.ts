import { daysIn, period } from '#kernel/period.ts';
import { price } from '#kernel/price.ts';
import { quantity } from '#kernel/quantity.ts';
import type { TariffSlice } from '../rules/price-by-day.ts';
import type { AccountInput, MeterInput, RunContext, ServiceInput, ZoneInput } from './model.ts';
import { tariffKey } from './model.ts';

/** Accounts and a run of October 2026 made by hand, for the tests of this folder. */
export const water = 1n;
export const energy = 2n;

const october = period('2026-10');

const prices: readonly (readonly [string, string])[] = [
  [tariffKey(water, 'cold-water', 'volume', 0), '16.164'],
  [tariffKey(water, 'cold-water', 'subscription', 0), '47.19'],
  [tariffKey(water, 'sewerage', 'volume', 0), '14.22'],
  [tariffKey(water, 'management', 'volume', 0), '7.20'],
  [tariffKey(water, 'waste', 'volume', 0), '205.00'],
  [tariffKey(energy, 'heat', 'volume', 0), '1654.41'],
  [tariffKey(energy, 'heat', 'fixed', 0), '260.40'],
  [tariffKey(energy, 'electricity-supply', 'volume', 1), '4.32'],
  [tariffKey(energy, 'electricity-supply', 'volume', 2), '2.16'],
];

export const smallRun: RunContext = {
  runId: 1n,
  hromadaId: 7,
  billerId: water,
  period: october,
  days: daysIn(october),
  issuedAt: Temporal.Instant.from('2026-11-06T06:00:00Z'),
  dueOn: Temporal.PlainDate.from('2026-11-20'),
  numbers: {
    norms: {
      'cold-water': micro('4.6'),
      'electricity-supply': micro('60'),
      waste: micro('2.03'),
    },
    averageMonthsMax: 3,
    historyDaysMin: 30,
    heat: { functionShare: 100_000n, commonShare: 80_000n, leastShare: 500_000n },
  },
  tariffs: new Map(
    prices.map(([key, text], index): [string, TariffSlice[]] => [
      key,
      [{ tariffId: BigInt(index + 1), price: price(text), vatPercent: 20n, days: daysIn(october) }],
    ]),
  ),
};

export const smallAccount: AccountInput = {
  accountId: 100n,
  number: '0000100',
  buildingId: 10n,
  residents: 3,
  totalArea: 58_00n,
  heatedArea: 54_00n,
  heating: 'central',
  services: [],
  meters: [],
  balances: [],
};

export function metered(service: ServiceInput['service'], providerId = water): ServiceInput {
  return { service, providerId, basis: 'meter', individual: false };
}

export function meter(change: Partial<MeterInput> = {}): MeterInput {
  return {
    meterId: 1_000n,
    service: 'cold-water',
    digits: 5,
    verifiedUntil: '2028-01-01',
    zones: [zone('120.5', '127.75')],
    ...change,
  };
}

/** A zone with last month's value and this month's; undefined leaves the reading out. */
export function zone(
  previous: string | undefined,
  current: string | undefined,
  change: Partial<ZoneInput> = {},
): ZoneInput {
  return {
    zone: 0,
    previous:
      previous === undefined
        ? undefined
        : { value: micro(previous), takenOn: '2026-09-30', source: 'consumer' },
    current:
      current === undefined
        ? undefined
        : { value: micro(current), takenOn: '2026-10-31', source: 'consumer' },
    chargedSince: 0n,
    history: { volume: micro('84.6'), days: 365 },
    ...change,
  };
}

/** Millionths of a unit. */
export function micro(text: string): bigint {
  return quantity(text, 'm3').micro;
}
