import { parseKatottg } from '#kernel/identifiers.ts';
import { searchKey } from '#kernel/ukrainian.ts';
import type { Database } from '#platform/db/database.ts';
import { z } from 'zod';
import { choicesField, dateField, optional, territoryIdField } from './fields.ts';
import {
  findInForceByCode,
  searchTerritories,
  type FoundTerritory,
} from './find-territories.sql.ts';
import { storedKey } from './search-key.ts';
import { territoryCategories } from './territory.ts';
import { nounsAfterName, nounsBeforeName } from './texts.uk.ts';

export const territoriesFoundMax = 20;
const queryLengthMax = 200;
/** A single letter finds half the country. */
const keyLengthMin = 2;
const placesAroundMax = 4;

export const territorySearchInput = z.object({
  /** What somebody typed: a name, misspelt or not; after commas the places around it; or a code. */
  text: z.string().max(queryLengthMax),
  on: dateField,
  categories: optional(choicesField(territoryCategories)),
  /** Only in this unit. */
  within: optional(territoryIdField),
});

export type TerritorySearchInput = z.infer<typeof territorySearchInput>;

/**
 * Finds territories in force by name: the same first, then beginnings, beginnings of a word, parts,
 * and, where these leave room, names that only look alike. At most `territoriesFoundMax`.
 */
export async function findTerritories(
  db: Database,
  input: TerritorySearchInput,
): Promise<readonly FoundTerritory[]> {
  const code = parseKatottg(input.text);
  if (code.ok) return findInForceByCode(db, code.value, input.on);
  const [name = '', ...around] = input.text.split(',').map(withoutNoun);
  const key = storedKey(name);
  if (key.length < keyLengthMin) return [];
  return searchTerritories(db, {
    key,
    spelling: name,
    around: around.map(storedKey).filter(Boolean).slice(0, placesAroundMax),
    on: input.on,
    categories: input.categories ?? territoryCategories,
    within: input.within ?? null,
    limit: territoriesFoundMax,
  });
}

const before: ReadonlySet<string> = new Set(nounsBeforeName);
const after: ReadonlySet<string> = new Set(nounsAfterName);

/** A typed name, folded, without the noun of its level unless the noun is all there is. */
function withoutNoun(text: string): string {
  const words = searchKey(text)
    .split(/[\s.]+/)
    .filter(Boolean);
  while (words.length > 1 && before.has(words[0] ?? '')) words.shift();
  while (words.length > 1 && after.has(words.at(-1) ?? '')) words.pop();
  return words.join(' ');
}
