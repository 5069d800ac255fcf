import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseAccountNumber } from '#kernel/identifiers.ts';
import { houses, planCountry, type Country } from './country.ts';
import type { PlannedHouse, PlannedService } from './plan.ts';
import {
  accounts,
  accountServices,
  buildings,
  meters,
  premises,
  sequences,
} from './registry-rows.ts';
import { testCountry, testHromada, testProviders } from './fixtures/test-country.ts';

const hashedRows = 3000;

function sha256(rows: Iterable<object>): string {
  const hash = createHash('sha256');
  let left = hashedRows;
  for (const row of rows) {
    if (left === 0) break;
    left -= 1;
    hash.update(Object.values(row).map(String).join('\t'));
  }
  return hash.digest('hex');
}

const streams = { buildings, premises, accounts, accountServices, meters };

test.each(Object.entries(streams))('%s: one seed makes one country', (_, rows) => {
  const hash = sha256(rows(testCountry()));
  expect(sha256(rows(testCountry()))).toBe(hash);
  expect(sha256(rows(testCountry({ seed: 1040 })))).not.toBe(hash);
});

test('identifiers of the database change nothing but themselves', () => {
  const names = (country: Country) => [...accounts(country)].map((row) => row.holderName);
  const moved = testCountry({ hromadas: [testHromada({ hromadaId: 5, billerId: 1n })] });
  expect(names(moved)).toEqual(names(testCountry()));
});

test('one hromada does not change when another one joins', () => {
  const joined = testCountry({
    hromadas: [testHromada({ hromadaId: 3, code: 'UA07089900000099004' }), testHromada()],
  });
  const own = [...accounts(joined)].filter(({ hromadaId }) => hromadaId === 77);
  expect(own).toEqual([...accounts(testCountry())]);
});

test('identifiers run without gaps from hromada × 2^32 + 1, and rise from house to house', () => {
  const country = testCountry();
  const base = 77n * 2n ** 32n;
  const ids = [
    ...[...buildings(country)].map(({ buildingId }) => buildingId),
    ...[...premises(country)].map(({ premisesId }) => premisesId),
    ...[...accounts(country)].map(({ accountId }) => accountId),
    ...[...meters(country)].map(({ meterId }) => meterId),
  ].sort((a, b) => Number(a - b));
  expect(ids).toEqual(ids.map((_, index) => base + BigInt(index + 1)));
  expect([...sequences(country)]).toEqual([{ hromadaId: 77, nextValue: BigInt(ids.length + 1) }]);
  let last = 0n;
  for (const house of houses(country)) {
    expect(house.buildingId).toBeGreaterThan(last);
    for (const { accountId } of house.accounts) {
      expect(accountId).toBeGreaterThan(last);
      last = accountId;
    }
  }
});

const spreadCountry = testCountry({ accounts: 20_000 });
const planned: readonly PlannedHouse[] = [...houses(spreadCountry)];
const apartmentHouses = planned.filter(({ kind }) => kind === 'apartment');
const allAccounts = planned.flatMap((house) => house.accounts);
const flats = apartmentHouses.flatMap((house) => house.accounts);

function share<T>(all: readonly T[], counts: (one: T) => boolean): number {
  return all.filter(counts).length / all.length;
}

test('accounts are as many as asked for, three in ten in private houses', () => {
  expect(allAccounts).toHaveLength(20_000);
  expect(flats).toHaveLength(14_000);
});

test('apartment houses are log-normal with a tail to 1 200 flats', () => {
  const sizes = apartmentHouses.map((house) => house.accounts.length).sort((a, b) => a - b);
  expect(sizes.at(-1)).toBe(1200);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  expect(median).toBeGreaterThan(28);
  expect(median).toBeLessThan(46);
});

test('a small town has no house for the third of its flats', () => {
  for (const house of houses(testCountry({ accounts: 1200 }))) {
    expect(house.accounts.length).toBeLessThanOrEqual(252);
  }
});

test('areas and residents stay in their bounds', () => {
  expect(flats.filter(({ areaCentiM2: area }) => area < 2800 || area > 11_000)).toEqual([]);
  const tooWarm = allAccounts.filter((account) => account.heatedCentiM2 > account.areaCentiM2);
  expect(tooWarm).toEqual([]);
  const outside = allAccounts.filter(({ residents }) => residents < 0 || residents > 7);
  expect(outside).toEqual([]);
  expect(share(allAccounts, ({ residents }) => residents === 7)).toBeGreaterThan(0.003);
});

test('most apartment houses have central heat and a meter of it; 6 % of their flats left it', () => {
  const central = apartmentHouses.filter(({ heatPoint }) => heatPoint !== null);
  expect(central.length / apartmentHouses.length).toBeGreaterThan(0.85);
  const own = share(
    central.flatMap((house) => house.accounts),
    ({ heating }) => heating === 'own',
  );
  expect(Math.abs(own - 0.06)).toBeLessThan(0.006);
  const heated = share(
    central.flatMap((house) => house.accounts),
    ({ services }) => services.some((line) => line.basis === 'building-share'),
  );
  expect(heated).toBe(1);
});

test('private houses heat with gas and nobody manages them', () => {
  const names = new Set(
    planned
      .filter(({ kind }) => kind === 'private')
      .map((house) => house.accounts.flatMap(({ services }) => services.map(nameOf)).join()),
  );
  expect(names.size).toBe(3);
  for (const list of names) {
    expect(list).toContain('gas-supply');
    expect(list).not.toMatch(/heat|management/);
  }
});

function nameOf({ service }: PlannedService): string {
  return service;
}

test('an account has three to seven services, gas and electricity in two lines each', () => {
  const lists = new Set(allAccounts.map(({ services }) => services.map(nameOf).join()));
  const numbers = Array.from(lists, (list) => {
    expect(list).toContain('electricity-supply,electricity-distribution');
    expect(list.includes('gas-supply')).toBe(list.includes('gas-distribution'));
    return new Set(list.replaceAll('-distribution', '-supply').split(',')).size;
  });
  expect(Math.min(...numbers)).toBe(3);
  expect(Math.max(...numbers)).toBe(7);
});

test('eight in ten have a water meter, two in ten electricity meters know day and night', () => {
  const water = allAccounts.flatMap(({ services }) =>
    services.filter(({ service }) => service === 'cold-water'),
  );
  expect(Math.abs(share(water, ({ basis }) => basis === 'meter') - 0.8)).toBeLessThan(0.01);
  const electricity = allAccounts.flatMap(({ points }) =>
    points.filter(({ service }) => service === 'electricity-supply'),
  );
  expect(electricity).toHaveLength(20_000);
  expect(Math.abs(share(electricity, ({ zones }) => zones === 2) - 0.2)).toBeLessThan(0.01);
});

test('the basis "meter" and a meter go together', () => {
  const wrong = allAccounts.filter(({ services, points }) => {
    const metered = services
      .filter(({ service, basis }) => basis === 'meter' && isMeasured(service))
      .map(({ service }) => service);
    return metered.join() !== points.map(({ service }) => service).join();
  });
  expect(wrong).toEqual([]);
});

function isMeasured(service: string): boolean {
  return ['cold-water', 'electricity-supply', 'gas-supply'].includes(service);
}

test('contracts are individual but in some houses', () => {
  const models = allAccounts.flatMap(({ services }) => services.map((line) => line.contractModel));
  const collective = share(models, (model) => model === 'collective');
  expect(collective).toBeGreaterThan(0.005);
  expect(collective).toBeLessThan(0.08);
});

test('account numbers are valid, unique and begin with the unique end of the code', () => {
  const numbers = allAccounts.map(({ accountNumber }) => accountNumber);
  expect(new Set(numbers).size).toBe(numbers.length);
  const wrong = numbers.filter(
    (number) => !parseAccountNumber(number).ok || !number.startsWith('99001'),
  );
  expect(wrong).toEqual([]);
});

test('no two houses share an address', () => {
  const addresses = planned.map(({ street, houseNumber }) => `${street} ${houseNumber}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test('meters are verified in every month of the plan', () => {
  for (const meter of meters(testCountry())) {
    expect(meter.verifiedUntil > '2026-10-31').toBe(true);
    expect(meter.installedOn < '2026-11-01').toBe(true);
  }
});

test('a service without a provider is not provided, and nothing else changes', () => {
  const { heat, ...providers } = testProviders();
  expect(heat).toBeDefined();
  const cold = testCountry({ hromadas: [testHromada({ providers })] });
  const names = (country: Country) => [...accounts(country)].map((row) => row.holderName);
  expect([...accountServices(cold)].some(({ service }) => service === 'heat')).toBe(false);
  expect([...premises(cold)].some(({ heating }) => heating === 'central')).toBe(false);
  expect(names(cold)).not.toEqual([]);
});

test('given holders stand in place of invented ones', () => {
  const holders = new Map([[5, 'Коваленко Олена Петрівна']]);
  const names = [...accounts(testCountry({ hromadas: [testHromada({ holders })] }))];
  expect(names[4]?.holderName).toBe('Коваленко Олена Петрівна');
  expect(names[5]?.holderName).toBe([...accounts(testCountry())][5]?.holderName);
});

test.each([{ hromadaId: 0 }, { hromadaId: 2 ** 21 }, { accounts: 0 }, { accounts: 1.5 }])(
  'a hromada with %o is refused',
  (wrong) => {
    const { seed, from, months } = testCountry();
    expect(() => planCountry({ seed, from, months, hromadas: [testHromada(wrong)] })).toThrow(
      RangeError,
    );
  },
);

test('a country of no months is refused', () => {
  expect(() => testCountry({ months: 0 })).toThrow(RangeError);
});
