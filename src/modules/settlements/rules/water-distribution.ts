import { distributeByLargestRemainder } from '#kernel/money.ts';

export interface WaterPremises {
  readonly key: bigint;
  readonly residents: number;
  /** Millionths of a cubic metre by the flat's own meter; null without one. */
  readonly metered: bigint | null;
}

export interface WaterShare {
  readonly key: bigint;
  readonly volume: bigint;
}

/**
 * Shares out the water of a building meter (2119:10.3), less what common needs took: metered flats
 * take their readings and all the rest goes to flats without meters by person; where all are
 * metered, the difference goes by volume (parameter `water.imbalance_method`, unverified); where
 * none is, by person. Σ equals `total − common` exactly.
 * @law 2119:10.3
 */
export function distributeWater(
  total: bigint,
  common: bigint,
  premises: readonly WaterPremises[],
): readonly WaterShare[] {
  const rest = total - common;
  const metered = premises.map(({ metered: value }) => value ?? 0n);
  const meteredTotal = metered.reduce((sum, value) => sum + value, 0n);
  const persons = premises.map(({ metered: value, residents }) =>
    value === null ? BigInt(residents) : 0n,
  );
  const somebodyUnmetered = persons.some((count) => count > 0n);
  const volumes =
    somebodyUnmetered && meteredTotal <= rest
      ? addUp(metered, distributeByLargestRemainder(rest - meteredTotal, persons))
      : distributeByLargestRemainder(rest, meteredTotal > 0n ? metered : persons);
  return premises.map(({ key }, index) => ({ key, volume: volumes[index] ?? 0n }));
}

function addUp(first: readonly bigint[], second: readonly bigint[]): readonly bigint[] {
  return first.map((value, index) => value + (second[index] ?? 0n));
}
