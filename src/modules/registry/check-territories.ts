import { parseKatottg, type Katottg } from '#kernel/identifiers.ts';
import type { LineFault, TerritoryFault } from './line-fault.ts';
import type { TerritoryLine } from './territory-line.ts';
import {
  hromadaTypeOf,
  territoryCategories,
  territoryLevel,
  type TerritoryCategory,
  type TerritoryUnit,
} from './territory.ts';

export interface CheckedTerritories {
  readonly units: readonly TerritoryUnit[];
  readonly faults: readonly LineFault<TerritoryFault>[];
}

/**
 * Checks lines of the codifier one by one. A line is good only when its parent's line is good, and
 * the parent lies on a higher level, so the good ones always form a tree.
 */
export function checkTerritories(lines: readonly TerritoryLine[]): CheckedTerritories {
  const candidates = new Map<Katottg, Candidate>();
  const numbers = new Set<string>();
  const faults: LineFault<TerritoryFault>[] = [];
  for (const line of lines) {
    const candidate = checkAlone(line, numbers);
    if ('fault' in candidate) faults.push(candidate);
    else candidates.set(candidate.code, candidate);
  }
  faults.push(...removeParentless(candidates));
  faults.sort((a, b) => a.line - b.line);
  return { units: withHromadaTypes(candidates), faults };
}

interface Candidate {
  readonly line: number;
  readonly code: Katottg;
  readonly parentCode: Katottg | null;
  readonly category: TerritoryCategory;
  readonly name: string;
}

const numberDigits = 5;

/** The unit's own number, the last five digits: it stays when the unit moves and is recoded. */
export function ownNumber(code: string): string {
  return code.slice(-numberDigits);
}

function checkAlone(
  line: TerritoryLine,
  numbers: Set<string>,
): Candidate | LineFault<TerritoryFault> {
  const faulty = (fault: TerritoryFault, value: string) => ({ line: line.line, fault, value });
  const code = parseKatottg(latinLetters(line.code));
  if (!code.ok) return faulty('bad-code', line.code);
  const parent = line.parent === '' ? undefined : parseKatottg(latinLetters(line.parent));
  if (parent?.ok === false) return faulty('bad-code', line.parent);
  const category = parseCategory(line.category);
  if (category === undefined) return faulty('unknown-category', line.category);
  const name = tidyName(line.name);
  if (name === '') return faulty('empty-name', line.name);
  if (numbers.has(ownNumber(code.value))) return faulty('duplicate', line.code);
  numbers.add(ownNumber(code.value));
  const parentCode = parent?.ok === true ? parent.value : null;
  return { line: line.line, code: code.value, parentCode, category, name };
}

/** Takes out lines without a good parent, then lines below them, until none is left. */
function removeParentless(candidates: Map<Katottg, Candidate>): LineFault<TerritoryFault>[] {
  const faults: LineFault<TerritoryFault>[] = [];
  for (let found = -1; found !== faults.length;) {
    found = faults.length;
    for (const candidate of candidates.values()) {
      const fault = faultOfParent(candidate, candidates);
      if (fault === undefined) continue;
      faults.push({ line: candidate.line, fault, value: candidate.parentCode ?? '' });
      candidates.delete(candidate.code);
    }
  }
  return faults;
}

function faultOfParent(
  { category, parentCode }: Candidate,
  candidates: ReadonlyMap<Katottg, Candidate>,
): TerritoryFault | undefined {
  const level = territoryLevel[category];
  if (parentCode === null) return level === 1 ? undefined : 'missing-parent';
  const parent = candidates.get(parentCode);
  if (parent === undefined) return 'missing-parent';
  return territoryLevel[parent.category] < level ? undefined : 'wrong-parent';
}

/**
 * The centre of a hromada bears the lowest number among its settlements, so code order finds it.
 */
function withHromadaTypes(candidates: ReadonlyMap<Katottg, Candidate>): TerritoryUnit[] {
  const centres = new Map<Katottg, Candidate>();
  for (const candidate of candidates.values()) {
    const { parentCode, code } = candidate;
    if (parentCode === null || candidates.get(parentCode)?.category !== 'H') continue;
    const centre = centres.get(parentCode);
    if (centre === undefined || code < centre.code) centres.set(parentCode, candidate);
  }
  return Array.from(candidates.values(), ({ code, parentCode, category, name }) => {
    const centre = category === 'H' ? centres.get(code) : undefined;
    const hromadaType = centre === undefined ? null : hromadaTypeOf(centre.category);
    return { code, parentCode, category, name, hromadaType };
  });
}

/** Category T ended on 26 January 2024; such places became settlements, X. */
function parseCategory(text: string): TerritoryCategory | undefined {
  const letter = latinLetters(text.trim().toUpperCase());
  const known = letter === 'T' ? 'X' : letter;
  return territoryCategories.find((category) => category === known);
}

// Editions typed by hand mix both alphabets in codes and categories.
const cyrillicLookAlikes = '\u0410\u0412\u0421\u041d\u041a\u041c\u041e\u0420\u0422\u0425';
const latinLookAlikes = 'ABCHKMOPTX';

function latinLetters(text: string): string {
  return Array.from(text, (letter) => {
    const position = cyrillicLookAlikes.indexOf(letter);
    return position === -1 ? letter : latinLookAlikes.charAt(position);
  }).join('');
}

const apostrophes = /['\u02bc\u2018`\u00b4\u2032]/g;

/** The form a name is stored and shown in: one kind of apostrophe, single spaces, composed. */
export function tidyName(text: string): string {
  return text.normalize('NFC').replace(apostrophes, '\u2019').replace(/\s+/g, ' ').trim();
}
