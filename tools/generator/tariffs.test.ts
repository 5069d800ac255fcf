import { expect, test } from 'vitest';
import { firstDay, lastDay, overlaps, period } from '#kernel/period.ts';
import { price } from '#kernel/price.ts';
import { demonstrationTariffs, type TariffPlan, type TariffRequest } from './tariffs.ts';
import { testProviders } from './fixtures/test-country.ts';

const request: TariffRequest = {
  seed: 1039,
  code: 'UA05029900000099001',
  territoryId: 77,
  localAuthority: 'Зразківська міська рада',
  providers: testProviders(),
  from: period('2024-11'),
  priceFactorPermille: 1000,
};
const tariffs = demonstrationTariffs(request);
const everywhere = [
  ...tariffs,
  ...demonstrationTariffs({ ...request, heat: 'two-part' }),
  ...[1, 2, 3, 4].flatMap((number) => {
    const { priceFactorPermille: _, ...drawn } = request;
    return demonstrationTariffs({ ...drawn, code: `UA0702990000009900${number}` });
  }),
];

function inForce(component: string, zone = 0, on = '2026-10-31'): Map<string, TariffPlan> {
  const day = Temporal.PlainDate.from(on).toString();
  const found = tariffs.filter(
    (tariff) =>
      tariff.component === component &&
      tariff.zone === zone &&
      tariff.valid.from.toString() <= day &&
      (tariff.valid.to === null || day < tariff.valid.to.toString()),
  );
  return new Map(found.map((tariff) => [tariff.service, tariff]));
}

test.each([
  ['management', '7.20'],
  ['heat', '1654.41'],
  ['cold-water', '16.164'],
  ['sewerage', '14.220'],
  ['waste', '205.00'],
  ['gas-supply', '7.96'],
])('a unit of %s costs %s with VAT in the town', (service, gross) => {
  expect(inForce('volume').get(service)?.grossPrice).toBe(price(gross));
});

test('a kWh costs 4.32 by day and 2.16 at night, supply and distribution together', () => {
  const kWh = (zone: number): bigint =>
    ['electricity-supply', 'electricity-distribution'].reduce(
      (sum, service) => sum + (inForce('volume', zone).get(service)?.grossPrice ?? 0n),
      0n,
    );
  expect([0, 1, 2].map(kWh)).toEqual([price('4.32'), price('4.32'), price('2.16')]);
});

test('the items of every tariff sum to its net price', () => {
  for (const { items, netPrice } of everywhere) {
    expect(items.length).toBeGreaterThan(1);
    expect(items.reduce((sum, item) => sum + item.netPrice, 0n)).toBe(netPrice);
  }
});

test('the price with VAT is 1.2 of the net one, rounded at five decimals', () => {
  for (const { netPrice, grossPrice, vatPercent } of everywhere) {
    expect(vatPercent).toBe(20);
    expect(grossPrice).toBe((netPrice * 12n + 5n) / 10n);
  }
});

test('water is raised by a new decision inside the two years, sewerage inside a month', () => {
  for (const [service, day] of [
    ['cold-water', '2025-11-01'],
    ['sewerage', '2025-11-16'],
  ] as const) {
    const [before, after, ...more] = tariffs.filter(
      (tariff) => tariff.service === service && tariff.component === 'volume',
    );
    expect(more).toEqual([]);
    expect(before?.valid.to?.toString()).toBe(day);
    expect(after?.valid.from.toString()).toBe(day);
    expect(after?.grossPrice).toBeGreaterThan(before?.grossPrice ?? 0n);
    expect(after?.decisionOn.toString()).not.toBe(before?.decisionOn.toString());
  }
});

test('every service is priced on every day, never twice', () => {
  const volumes = tariffs.filter(({ component, zone }) => component === 'volume' && zone === 0);
  for (const day of [firstDay(request.from), lastDay(period('2026-10'))]) {
    for (const service of Object.keys(request.providers)) {
      const found = volumes.filter(
        (tariff) =>
          tariff.service === service &&
          overlaps(tariff.valid, { from: day, to: day.add({ days: 1 }) }),
      );
      expect(found).toHaveLength(1);
    }
  }
});

test('decisions are made and published on days before the price is in force', () => {
  for (const { decisionOn, publishedOn, valid } of everywhere) {
    expect(decisionOn.dayOfWeek).toBeLessThanOrEqual(5);
    expect(decisionOn.toString() < publishedOn.toString()).toBe(true);
    expect(publishedOn.toString() < valid.from.toString()).toBe(true);
  }
});

test('local prices differ between hromadas, gas and electricity do not', () => {
  const of = (code: string, service: string) => {
    const { priceFactorPermille: _, ...drawn } = request;
    const found = demonstrationTariffs({ ...drawn, code });
    return found.filter((tariff) => tariff.service === service).map((tariff) => tariff.netPrice);
  };
  const [one, other] = ['UA07089900000099004', 'UA12029900000099011'] as const;
  expect(of(one, 'heat')).not.toEqual(of(other, 'heat'));
  expect(of(one, 'gas-supply')).toEqual(of(other, 'gas-supply'));
});

test('two-part heat has a price for a Gcal and one for a month', () => {
  const heat = demonstrationTariffs({ ...request, heat: 'two-part' }).filter(
    ({ service }) => service === 'heat',
  );
  const shape = heat.map(({ component, unit }) => [component, unit]);
  expect(shape).toEqual([
    ['volume', 'Gcal'],
    ['fixed', 'month'],
    ['subscription', 'month'],
  ]);
});

test('fees of a subscriber stay under the ceiling of 2024, 42.94 and 20.34 UAH', () => {
  for (const { component, service, grossPrice } of everywhere) {
    if (component !== 'subscription') continue;
    expect(grossPrice).toBeLessThan(service === 'waste' ? price('20.34') : price('42.94'));
  }
});
