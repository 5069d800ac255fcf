import type { Random, Weighted } from './random.ts';

/** Areas in hundredths of m². */
export interface DwellingArea {
  readonly areaCentiM2: number;
  readonly heatedCentiM2: number;
}

/** Storeys by the number of flats: the last row takes every larger house. */
const largestHouses = { flatsMax: 1200, min: 10, max: 25 };
const storeysBySize = [
  { flatsMax: 4, min: 1, max: 2 },
  { flatsMax: 16, min: 2, max: 3 },
  { flatsMax: 48, min: 3, max: 5 },
  { flatsMax: 90, min: 5, max: 5 },
  { flatsMax: 216, min: 5, max: 9 },
  { flatsMax: 500, min: 9, max: 16 },
];

export function chooseStoreys(random: Random, flats: number): number {
  const row = storeysBySize.find(({ flatsMax }) => flats <= flatsMax) ?? largestHouses;
  return random.integer(row.min, row.max);
}

/** From one room to four. */
const flatSizes: readonly Weighted<readonly [min: number, max: number]>[] = [
  { value: [2800, 4200], weight: 28 },
  { value: [4200, 5800], weight: 38 },
  { value: [5600, 8000], weight: 27 },
  { value: [7500, 11000], weight: 7 },
];
const heatedShareOfFlatMin = 0.92;

export function flatArea(random: Random): DwellingArea {
  const [min, max] = random.weighted(flatSizes);
  const areaCentiM2 = random.integer(min, max);
  const share = heatedShareOfFlatMin + (1 - heatedShareOfFlatMin) * random.fraction();
  return { areaCentiM2, heatedCentiM2: Math.round(areaCentiM2 * share) };
}

const houseAreaMedian = 8200;
const houseAreaSigma = 0.4;
const houseAreaMin = 3600;
const houseAreaMax = 32000;
const heatedShareOfHouse = 0.86;

export function privateHouseArea(random: Random): DwellingArea {
  const area = Math.round(random.logNormal(houseAreaMedian, houseAreaSigma));
  const areaCentiM2 = Math.min(houseAreaMax, Math.max(houseAreaMin, area));
  return { areaCentiM2, heatedCentiM2: Math.round(areaCentiM2 * heatedShareOfHouse) };
}

// Weights of 0, 1, 2 … residents, out of 1 000.
const residentsOfFlat = weightsFromZero([50, 240, 290, 220, 130, 45, 17, 8]);
const residentsOfHouse = weightsFromZero([60, 180, 260, 210, 170, 75, 30, 15]);

export function chooseResidents(random: Random, kind: 'apartment' | 'private'): number {
  return random.weighted(kind === 'apartment' ? residentsOfFlat : residentsOfHouse);
}

function weightsFromZero(weights: readonly number[]): Weighted<number>[] {
  return weights.map((weight, value) => ({ value, weight }));
}
