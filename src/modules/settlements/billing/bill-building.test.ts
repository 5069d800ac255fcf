import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { billBuilding } from './bill-building.ts';
import type { AccountInput, BuildingInput } from './model.ts';
import { energy, meter, received, smallAccount, smallRun, zone } from './fixtures/small-run.ts';

function flat(accountId: bigint, heatedArea: bigint, change: Partial<AccountInput> = {}) {
  return {
    ...smallAccount,
    accountId,
    heatedArea,
    services: [received('heat', 'building-share', energy)],
    ...change,
  };
}

function heatMeter(previous: string | undefined, current: string | undefined) {
  return meter({ service: 'heat', zones: [zone(previous, current)] });
}

const house: BuildingInput = {
  buildingId: 10n,
  heatMeters: [heatMeter('1000', '1006.24')],
  accounts: [
    flat(1n, 60_00n),
    flat(2n, 45_00n),
    flat(3n, 75_00n, { meters: [heatMeter('10', '10.3')] }),
    flat(4n, 60_00n, { meters: [heatMeter('50', '51.45')] }),
    flat(5n, 50_00n, { heating: 'own' }),
    { ...smallAccount, accountId: 6n },
  ],
  neighbours: [],
};

describe('a building with a heat meter', () => {
  const { accounts, volumes } = billBuilding(house, smallRun);

  lawTest(['1039:15.1', '2119:10.2'], 'is shared out whole, each flat is charged its share', () => {
    expect(volumes).toHaveLength(1);
    expect(volumes[0]).toMatchObject({ total: 6_240_000n, distributed: 6_240_000n });
    const amounts = accounts.map(({ charges }) => charges.map(({ amount }) => amount));
    expect(amounts).toEqual([
      [3_095_14n, 260_40n],
      [2_321_36n, 260_40n],
      [1_803_28n, 260_40n],
      [2_783_36n, 260_40n],
      [320_38n, 260_40n],
      [],
    ]);
  });

  lawTest(['2119:10.2'], 'is shared out alike where two billers bill its flats', () => {
    const { accounts: all } = house;
    const parts = [all.slice(0, 2), all.slice(2)];
    const billed = parts.map((part, index) =>
      billBuilding({ ...house, accounts: part, neighbours: parts[1 - index] ?? [] }, smallRun),
    );
    const amountsOf = (of: typeof accounts) =>
      of.map(({ charges }) => charges.map(({ amount }) => amount));
    expect(billed.flatMap((one) => amountsOf(one.accounts))).toEqual(amountsOf(accounts));
    const shared = billed.flatMap((one) => one.volumes);
    expect(shared.map(({ total }) => total)).toEqual([6_240_000n, 6_240_000n]);
    expect(shared.reduce((sum, { own }) => sum + own, 0n)).toBe(6_240_000n);
  });

  test('says how: shares of the system, of common places, of the flat', () => {
    expect(accounts[2]?.charges[0]?.trace).toMatchObject({
      rule: 'building-heat-share',
      inputs: { own: '0.7995', system: '0.161379', common: '0.129103', lifted: 'yes' },
    });
  });

  test('two-part: the fixed part is charged besides', () => {
    expect(accounts[0]?.charges[1]).toMatchObject({ component: 'fixed', basis: 'fixed' });
  });
});

describe('what is odd about a building', () => {
  function questions(building: BuildingInput): readonly string[] {
    return billBuilding(building, smallRun).accounts.flatMap((account) =>
      account.questions.map(({ kind }) => kind),
    );
  }

  test('meters of flats above its own are asked about once', () => {
    expect(questions({ ...house, heatMeters: [heatMeter('1000', '1001')] })).toEqual([
      'meters-exceed-building',
    ]);
  });

  test('its meter past verification leaves the heat to a person', () => {
    const expired = { ...heatMeter('1000', '1006.24'), verifiedUntil: '2026-09-30' };
    expect(questions({ ...house, heatMeters: [expired] })).toContain('building-meter-missing');
  });
});
