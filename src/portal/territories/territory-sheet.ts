import type { FoundTerritory } from '#modules/registry/index.ts';
import type { Sheet } from '#platform/spreadsheets/sheet.ts';
import { kindOf, levelHeaders, nameAbove } from './territories-page.tsx';
import { texts } from './texts.uk.ts';

const levels = ['H', 'P', 'O'] as const;

/** Found territories to download. */
export function territoriesSheet(found: readonly FoundTerritory[]): Sheet {
  return {
    title: texts.sheetTitle,
    headings: [
      texts.code,
      texts.territory,
      texts.kind,
      ...levels.map((level) => levelHeaders[level]),
    ],
    rows: found.map((row) => [
      row.code,
      row.name,
      kindOf(row),
      ...levels.map((level) => nameAbove(row, level)),
    ]),
  };
}
