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
import { presentName } from './former-names.ts';
import { storedKey } from './search-key.ts';
import { territoryCategories, type TerritoryCategory } from './territory.ts';
import { nounsAfterName, nounsBeforeName } from './texts.uk.ts';

export const territoriesFoundMax = 20;
const queryLengthMax = 200;
/** A single letter finds half the country. */
const keyLengthMin = 2;
const placesAroundMax = 4;
/** Names as typed leave room for so many places that were once called so. */
const meantMin = 5;
/** Longer texts are sentences, not names. */
const wordsTypedMax = 8;

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
 * Finds territories in force by name: the same first, then names with a word that begins so, and,
 * where these leave room, names that only look alike. A former name of a place, or its Russian
 * spelling, finds it too. What is found by no name as it stands may be a name and places around
 * it without a comma between. At most `territoriesFoundMax`.
 */
export async function findTerritories(
  db: Database,
  input: TerritorySearchInput,
): Promise<readonly FoundTerritory[]> {
  const code = parseKatottg(input.text);
  if (code.ok) return findInForceByCode(db, code.value, input.on);
  const found = await search(db, input, readTypedTerritory(input.text));
  if (found.some(isNamed)) return found;
  for (const text of withComma(input.text)) {
    const apart = (await search(db, input, readTypedTerritory(text))).filter(isNamed);
    if (apart.length > 0) return apart;
  }
  return found;
}

async function search(
  db: Database,
  input: TerritorySearchInput,
  typed: TypedTerritory,
): Promise<readonly FoundTerritory[]> {
  const around = await Promise.all(
    typed.around.map(async (name) => (await presentName(storedKey(name))) ?? name),
  );
  const present = await presentName(storedKey(typed.name));
  const asTyped = await searchName(db, input, { ...typed, around });
  if (present === undefined) return asTyped;
  const meant = await searchName(db, input, { ...typed, name: searchKey(present), around });
  return merge(asTyped, meant.filter(isNamed));
}

/** What bears the typed name goes first, then what once bore it, then what only looks alike. */
function merge(
  asTyped: readonly FoundTerritory[],
  meant: readonly FoundTerritory[],
): readonly FoundTerritory[] {
  const room = territoriesFoundMax - Math.min(meant.length, meantMin);
  const first = asTyped.filter(isNamed).slice(0, room);
  const seen = new Set<string>();
  return [...first, ...meant, ...asTyped]
    .filter(({ code }) => !seen.has(code) && seen.add(code))
    .slice(0, territoriesFoundMax);
}

async function searchName(
  db: Database,
  input: TerritorySearchInput,
  { name, preferred, around }: TypedTerritory,
): Promise<readonly FoundTerritory[]> {
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

function isNamed({ likeness }: FoundTerritory): boolean {
  return likeness === 1;
}

/** The text as a name of fewer and fewer words with a place around it in each of the others. */
function withComma(text: string): readonly string[] {
  const words = text.trim().split(/\s+/);
  if (text.includes(',') || words.length > wordsTypedMax) return [];
  return words.slice(1).map((_, index) => {
    const [name, places] = [words.slice(0, -index - 1), words.slice(-index - 1)];
    return [name.join(' '), ...places].join(', ');
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
  const holding = candidates.filter(isNamed);
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
  const around = others.filter(
    ({ name }) => !(name in nounsBeforeName) && !(name in nounsAfterName),
  );
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
