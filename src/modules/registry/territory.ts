import type { Katottg } from '#kernel/identifiers.ts';

/**
 * Categories of the codifier: O oblast, K city with special status, P raion, H hromada, M city,
 * X settlement, C village, B city district.
 */
export const territoryCategories = ['O', 'K', 'P', 'H', 'M', 'X', 'C', 'B'] as const;

export type TerritoryCategory = (typeof territoryCategories)[number];

/** By the kind of its centre: a city, a settlement or a village. */
export type HromadaType = 'urban' | 'settlement' | 'rural';

export interface TerritoryUnit {
  readonly code: Katottg;
  readonly parentCode: Katottg | null;
  readonly category: TerritoryCategory;
  readonly name: string;
  /** Only of a hromada, and only when its settlements are known. */
  readonly hromadaType: HromadaType | null;
}

/** One unit on the way from a territory up to its oblast. */
export interface TerritoryStep {
  readonly territoryId: number;
  readonly code: string;
  readonly category: TerritoryCategory;
  readonly name: string;
  readonly hromadaType: HromadaType | null;
}

/** The way up: the territory itself first, its oblast or city with special status last. */
export type TerritoryPath = readonly [TerritoryStep, ...TerritoryStep[]];

/**
 * How deep a category lies. A parent always lies higher than its child, though not always by one:
 * two cities hang directly under an oblast, districts of Kyiv directly under the city.
 */
export const territoryLevel: Readonly<Record<TerritoryCategory, number>> = {
  O: 1,
  K: 1,
  P: 2,
  H: 3,
  M: 4,
  X: 4,
  C: 4,
  B: 5,
};

const hromadaTypeByCentre: Readonly<Partial<Record<TerritoryCategory, HromadaType>>> = {
  M: 'urban',
  X: 'settlement',
  C: 'rural',
};

export function hromadaTypeOf(centre: TerritoryCategory): HromadaType | null {
  return hromadaTypeByCentre[centre] ?? null;
}
