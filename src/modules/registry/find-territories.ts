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
import { territoryCategories, type TerritoryCategory } from './territory.ts';
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
  const { name, preferred, around } = readTypedTerritory(input.text);
  const key = storedKey(name);
  if (key.length < keyLengthMin) return [];
  return searchTerritories(db, {
    key,
    spelling: name,
    around: around.map(storedKey).filter(Boolean).slice(0, placesAroundMax),
    preferred,
    on: input.on,
    categories: input.categories ?? territoryCategories,
    within: input.within ?? null,
    limit: territoriesFoundMax,
  });
}

/**
 * The one that was meant: the only one of exactly this name and kind, of this name, or the only one
 * that holds it.
 */
export function meantTerritory(
  candidates: readonly FoundTerritory[],
  text: string,
): FoundTerritory | undefined {
  const typed = readTypedTerritory(text);
  const key = storedKey(typed.name);
  const holding = candidates.filter(({ likeness }) => likeness === 1);
  const same = holding.filter(({ name, code }) => code === text || storedKey(name) === key);
  const ofKind = same.filter(({ category }) => typed.preferred.includes(category));
  return [ofKind, same, holding, candidates].find(({ length }) => length === 1)?.[0];
}

interface TypedTerritory {
  /** Folded, without the noun of its level unless the noun is all there is. */
  readonly name: string;
  /** What the noun says it is; empty when none was typed. */
  readonly preferred: readonly TerritoryCategory[];
  /** Names of the places around it. */
  readonly around: readonly string[];
}

/** Reads a name as people type it, and as the platform writes it in full. */
function readTypedTerritory(text: string): TypedTerritory {
  const [own = withoutNoun(''), ...others] = text.split(',').map(withoutNoun);
  const around = others.filter(({ name }) => !(name in nounsBeforeName));
  // In its full name the noun of a settlement stands after a comma.
  const noun = others.map(({ name }) => nounsBeforeName[name]).find((kind) => kind !== undefined);
  return {
    name: own.name,
    preferred: own.preferred.length > 0 ? own.preferred : (noun ?? []),
    around: around.map(({ name }) => name),
  };
}

function withoutNoun(text: string): Omit<TypedTerritory, 'around'> {
  const words = searchKey(text)
    .split(/[\s.]+/)
    .filter(Boolean);
  let preferred: readonly TerritoryCategory[] = [];
  while (words.length > 1 && words[0] !== undefined && words[0] in nounsBeforeName) {
    preferred = nounsBeforeName[words.shift() ?? ''] ?? preferred;
  }
  for (let last = words.at(-1); words.length > 1 && last !== undefined && last in nounsAfterName;) {
    preferred = nounsAfterName[last] ?? preferred;
    words.pop();
    last = words.at(-1);
  }
  return { name: words.join(' '), preferred };
}
