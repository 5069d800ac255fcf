import { regionTexts } from './texts.uk.ts';

/** The first four characters of a region's code in the register of territories. */
export type RegionCode = keyof typeof regionTexts;

interface Tile {
  readonly row: number;
  readonly column: number;
}

/**
 * All 27 regions of Ukraine on a grid of equal tiles, by rows from north to south. Neighbours on
 * the grid are neighbours on the land wherever a grid allows it (see the test).
 */
const rows: readonly (readonly (RegionCode | null)[])[] = [
  [null, null, null, null, 'UA74', 'UA59', null, null],
  ['UA07', 'UA56', 'UA18', 'UA32', 'UA80', 'UA53', 'UA63', 'UA44'],
  ['UA46', 'UA61', 'UA68', 'UA05', 'UA71', 'UA35', 'UA12', 'UA14'],
  ['UA21', 'UA26', 'UA73', 'UA51', 'UA48', 'UA65', 'UA23', null],
  [null, null, null, null, 'UA85', 'UA01', null, null],
];

/** Regions in the order of reading the grid, each with its place, counted from 1. */
export const regionTiles: readonly (Tile & { readonly code: RegionCode })[] = rows.flatMap(
  (codes, row) =>
    codes.flatMap((code, column) =>
      code === null ? [] : [{ code, row: row + 1, column: column + 1 }],
    ),
);

export function regionName(code: RegionCode): string {
  return regionTexts[code].full;
}

/** Whether a text is the code of a region: 'UA05' and nothing else. */
export function isRegionCode(code: string): code is RegionCode {
  return Object.hasOwn(regionTexts, code);
}
