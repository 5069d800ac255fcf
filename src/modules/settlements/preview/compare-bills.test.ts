import { expect, test } from 'vitest';
import { billBuilding } from '../billing/bill-building.ts';
import type { BuildingInput } from '../billing/model.ts';
import { norm, received, smallAccount, smallRun } from '../billing/fixtures/small-run.ts';
import { compareBills } from './compare-bills.ts';

const unmetered = received('cold-water', 'norm');
const managed = received('management', 'area');

const building: BuildingInput = {
  buildingId: 10n,
  heatMeters: [],
  neighbours: [],
  accounts: [
    { ...smallAccount, accountId: 1n, services: [unmetered, managed] },
    { ...smallAccount, accountId: 2n, services: [managed] },
  ],
};

test('another norm changes what is charged by it, and nothing else', () => {
  const norms = { ...smallRun.numbers.norms, 'cold-water': norm('5.6') };
  const changed = { ...smallRun, numbers: { ...smallRun.numbers, norms } };
  const comparison = compareBills(
    [billBuilding(building, smallRun)],
    [billBuilding(building, changed)],
  );
  expect(comparison.examined).toBe(2);
  expect(comparison.changed.map(({ account, services }) => [account.accountId, services])).toEqual([
    [1n, ['cold-water']],
  ]);
  const [one] = comparison.changed;
  // Three residents by 5.6 m³ at 16.164 are 271.56, by 4.6 m³ they were 223.06.
  expect((one?.after ?? 0n) - (one?.before ?? 0n)).toBe(48_50n);
});

test('the same numbers change nothing', () => {
  const same = [billBuilding(building, smallRun)];
  expect(compareBills(same, same).changed).toEqual([]);
});
