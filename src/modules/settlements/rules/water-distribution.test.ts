import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { roundToDecimals } from './round-volume.ts';
import { distributeWater, type WaterPremises } from './water-distribution.ts';

const m3 = 1_000_000n;

describe('water of a building', () => {
  lawTest(['2119:10.3'], 'mixed: all that meters did not show goes to the others by person', () => {
    const metered = { key: 1n, residents: 3, metered: 372n * m3 };
    const unmetered = Array.from({ length: 9 }, (_, index) => ({
      key: BigInt(index + 2),
      residents: 1,
      metered: null,
    }));
    const [first, ...others] = distributeWater(480n * m3, 6n * m3, [metered, ...unmetered]);
    expect(first?.volume).toBe(372n * m3);
    expect(sum(others.map(({ volume }) => volume))).toBe(102n * m3);
    for (const { volume } of others) expect(roundToDecimals(volume, 3)).toBe(11_333_000n);
  });

  lawTest(['2119:10.3'], 'mixed: a family of four takes four shares of nine', () => {
    const shares = distributeWater(480n * m3, 6n * m3, [
      { key: 1n, residents: 3, metered: 372n * m3 },
      { key: 2n, residents: 4, metered: null },
      { key: 3n, residents: 5, metered: null },
    ]);
    expect(shares.map(({ volume }) => volume)).toEqual([372n * m3, 45_333_333n, 56_666_667n]);
  });

  test('all metered: the difference goes by volume, factor 1.036585', () => {
    const shares = distributeWater(425n * m3, 0n, [
      { key: 1n, residents: 2, metered: 12_500_000n },
      { key: 2n, residents: 2, metered: 397_500_000n },
    ]);
    expect(roundToDecimals(shares[0]?.volume ?? 0n, 3)).toBe(12_957_000n);
    expect(sum(shares.map(({ volume }) => volume))).toBe(425n * m3);
  });

  test('none metered: by person, and an empty flat pays nothing', () => {
    const shares = distributeWater(30n * m3, 0n, [
      { key: 1n, residents: 2, metered: null },
      { key: 2n, residents: 1, metered: null },
      { key: 3n, residents: 0, metered: null },
    ]);
    expect(shares.map(({ volume }) => volume)).toEqual([20n * m3, 10n * m3, 0n]);
  });

  test('meters above the building are scaled down, the unmetered pay nothing', () => {
    const shares = distributeWater(100n * m3, 10n * m3, [
      { key: 1n, residents: 1, metered: 120n * m3 },
      { key: 2n, residents: 1, metered: 60n * m3 },
      { key: 3n, residents: 1, metered: null },
    ]);
    expect(shares.map(({ volume }) => volume)).toEqual([60n * m3, 30n * m3, 0n]);
  });

  test('for any building the volumes sum to what remains of the total', () => {
    const premises = fc.record({
      key: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      residents: fc.integer({ min: 0, max: 12 }),
      metered: fc.option(fc.bigInt({ min: 0n, max: 10n ** 9n })),
    });
    const buildings = fc.array(premises, { minLength: 1, maxLength: 60 }).filter(hasSomebody);
    const volume = fc.bigInt({ min: 0n, max: 10n ** 10n });
    fc.assert(
      fc.property(volume, volume, buildings, (a, b, list) => {
        const [total, common] = a > b ? [a, b] : [b, a];
        const shares = distributeWater(total, common, list);
        expect(sum(shares.map((share) => share.volume))).toBe(total - common);
        expect(shares.every((share) => share.volume >= 0n)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Somebody to take the water: a person without a meter, or a meter that moved. */
function hasSomebody(list: readonly WaterPremises[]): boolean {
  return list.some(({ residents, metered }) => (metered === null ? residents > 0 : metered > 0n));
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((all, value) => all + value, 0n);
}
