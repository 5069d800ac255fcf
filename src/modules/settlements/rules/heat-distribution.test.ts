import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cost, price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { distributeHeat, type HeatedPremises, type HeatRules } from './heat-distribution.ts';

const rules: HeatRules = {
  functionShare: 100_000n,
  commonShare: 80_000n,
  leastShare: 500_000n,
};

function flat(key: bigint, area: bigint, metered: bigint | null = null): HeatedPremises {
  return { key, area, heating: 'central', metered };
}

const house: readonly HeatedPremises[] = [
  flat(1n, 60_00n),
  flat(2n, 45_00n),
  flat(3n, 75_00n, 300_000n),
  flat(4n, 60_00n, 1_450_000n),
  { key: 5n, area: 50_00n, heating: 'own', metered: null },
];

describe('the worked house: 6.240 Gcal at 1654.41 UAH', () => {
  const { shares, system, common, premises } = distributeHeat(6_240_000n, house, rules);

  lawTest(['2119:10.2', '2119:10.6'], 'each premises gets its share, the sums are whole', () => {
    expect({ system, common, premises }).toEqual({
      system: 624_000n,
      common: 499_200n,
      premises: 5_116_800n,
    });
    const tariff = price('1654.41');
    const table = shares.map((share) => [
      share.own,
      share.systemPart,
      share.commonPart,
      share.total,
      cost(share.total, tariff),
    ]);
    expect(table).toEqual([
      [1_638_457n, 129_103n, 103_283n, 1_870_843n, 3_095_14n],
      [1_228_843n, 96_828n, 77_462n, 1_403_133n, 2_321_36n],
      [799_500n, 161_379n, 129_103n, 1_089_983n, 1_803_28n],
      [1_450_000n, 129_103n, 103_283n, 1_682_386n, 2_783_36n],
      [0n, 107_586n, 86_069n, 193_655n, 320_38n],
    ]);
    expect(sum(shares.map(({ total }) => total))).toBe(6_240_000n);
  });

  test('only the flat whose meter showed too little is lifted', () => {
    expect(shares.map(({ lifted }) => lifted)).toEqual([false, false, true, false, false]);
  });
});

describe('edges of the distribution', () => {
  test('meters above the building are scaled down and reported', () => {
    const premises = [flat(1n, 50_00n, 4_000_000n), flat(2n, 50_00n, 2_000_000n), flat(3n, 50_00n)];
    const { shares, metersExceedBuilding } = distributeHeat(3_000_000n, premises, {
      ...rules,
      functionShare: 0n,
      commonShare: 0n,
    });
    expect(metersExceedBuilding).toBe(true);
    expect(shares.map(({ total }) => total)).toEqual([2_000_000n, 1_000_000n, 0n]);
  });

  test('without unmetered flats the difference goes by readings', () => {
    const premises = [flat(1n, 50_00n, 1_000_000n), flat(2n, 50_00n, 2_000_000n)];
    const { shares, metersExceedBuilding } = distributeHeat(6_000_000n, premises, {
      functionShare: 0n,
      commonShare: 0n,
      leastShare: 0n,
    });
    expect(metersExceedBuilding).toBe(false);
    expect(shares.map(({ total }) => total)).toEqual([2_000_000n, 4_000_000n]);
  });

  test('a house of own boilers shares by area', () => {
    const premises = house.map((one) => ({ ...one, heating: 'own' as const, metered: null }));
    const { shares } = distributeHeat(2_900_000n, premises, rules);
    expect(shares.map(({ total }) => total)).toEqual([
      600_000n,
      450_000n,
      750_000n,
      600_000n,
      500_000n,
    ]);
  });

  test('what nobody could pay is refused', () => {
    expect(() => distributeHeat(1n, [flat(1n, 0n)], rules)).toThrow(RangeError);
    expect(() => distributeHeat(1n, [], rules)).toThrow(RangeError);
    expect(() => distributeHeat(1n, house, { ...rules, functionShare: 920_001n })).toThrow(
      RangeError,
    );
    expect(() => distributeHeat(-1n, house, rules)).toThrow(RangeError);
  });
});

const premises = fc.record({
  key: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  area: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 500_00n })),
  heating: fc.constantFrom('central' as const, 'own' as const),
  metered: fc.option(fc.bigInt({ min: 0n, max: 10n ** 9n })),
});
const someRules = fc.record({
  functionShare: fc.bigInt({ min: 0n, max: 500_000n }),
  commonShare: fc.bigInt({ min: 0n, max: 500_000n }),
  leastShare: fc.bigInt({ min: 0n, max: 2_000_000n }),
});
const total = fc.bigInt({ min: 0n, max: 10n ** 10n });

function withArea(list: readonly HeatedPremises[]): boolean {
  return list.some(({ area }) => area > 0n);
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((all, value) => all + value, 0n);
}

describe('for any house', () => {
  lawTest(['2119:10.2'], 'the shares sum to what the building had, and none is negative', () => {
    const houses = fc.array(premises, { minLength: 1, maxLength: 40 }).filter(withArea);
    fc.assert(
      fc.property(total, houses, someRules, (whole, list, numbers) => {
        const { shares } = distributeHeat(whole, list, numbers);
        expect(sum(shares.map((share) => share.total))).toBe(whole);
        for (const share of shares) {
          expect(share.total).toBeGreaterThanOrEqual(0n);
          const parts = share.own + share.systemPart + share.commonPart;
          const off = parts - share.total;
          expect(off <= 2n && off >= -2n).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('also for one of 1 200 flats', () => {
    const houses = fc
      .array(premises, { minLength: 1_200, maxLength: 1_200, size: 'max' })
      .filter(withArea);
    fc.assert(
      fc.property(total, houses, someRules, (whole, list, numbers) => {
        const { shares } = distributeHeat(whole, list, numbers);
        expect(shares).toHaveLength(1_200);
        expect(sum(shares.map((share) => share.total))).toBe(whole);
      }),
      { numRuns: 10 },
    );
  });
});
