import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ClausesInCode } from './scan-code.ts';
import type { LawTestResult } from './test-results.ts';

/** A requirement of resolution 1039, in our own words. */
export interface Requirement {
  readonly clause: string;
  readonly text: string;
  /** Whether software can show that it is met. */
  readonly verifiable: boolean;
}

export interface MapRow {
  readonly clause: string;
  /** Absent for clauses of other acts, of which no list is kept. */
  readonly requirement: Requirement | undefined;
  readonly code: readonly string[];
  /** Tests that named the clause and passed; none when one of them failed. */
  readonly tests: readonly LawTestResult[];
}

export interface LawMap {
  /** In the order of the resolution. */
  readonly resolution: readonly MapRow[];
  /** By act and clause. */
  readonly otherActs: readonly MapRow[];
  /** Of the verifiable clauses of the resolution only. */
  /** Proved by a test while no code names them: a test of nothing, or code that hides its law. */
  readonly testedWithoutCode: readonly string[];
  readonly counts: {
    readonly verifiable: number;
    readonly withCode: number;
    readonly tested: number;
  };
}

const listRow = z.object({
  law_id: z.string(),
  requirement: z.string(),
  verifiable: z.enum(['yes', 'no']),
});

export function readRequirements(csv: string): Requirement[] {
  return parse(csv, { columns: true }).map((record) => {
    const row = listRow.parse(record);
    return { clause: row.law_id, text: row.requirement, verifiable: row.verifiable === 'yes' };
  });
}

/** Puts requirements, code and test results together, and counts. */
export function buildLawMap(parts: {
  readonly requirements: readonly Requirement[];
  readonly code: ClausesInCode;
  readonly tests: readonly LawTestResult[];
}): LawMap {
  const { requirements, code, tests } = parts;
  const row = (clause: string, requirement?: Requirement): MapRow => ({
    clause,
    requirement,
    code: code.get(clause) ?? [],
    tests: provingTests(clause, tests),
  });
  const listed = new Set(requirements.map(({ clause }) => clause));
  const named = new Set([...code.keys(), ...tests.flatMap(({ clauses }) => clauses)]);
  const resolution = requirements.map((requirement) => row(requirement.clause, requirement));
  const verifiable = resolution.filter(({ requirement }) => requirement?.verifiable === true);
  const otherActs = Array.from(named)
    .filter((clause) => !listed.has(clause))
    .sort(byNumbers)
    .map((clause) => row(clause));
  return {
    resolution,
    otherActs,
    testedWithoutCode: [...resolution, ...otherActs]
      .filter(({ code, tests }) => code.length === 0 && tests.length > 0)
      .map(({ clause }) => clause),
    counts: {
      verifiable: verifiable.length,
      withCode: verifiable.filter(({ code }) => code.length > 0).length,
      tested: verifiable.filter(({ tests }) => tests.length > 0).length,
    },
  };
}

function provingTests(clause: string, tests: readonly LawTestResult[]): LawTestResult[] {
  const naming = tests.filter(({ clauses }) => clauses.includes(clause));
  if (naming.some(({ state }) => state === 'failed')) return [];
  return naming
    .filter(({ state }) => state === 'passed')
    .sort((a, b) => byNumbers(`${a.file} ${a.title}`, `${b.file} ${b.title}`));
}

const { compare: byNumbers } = new Intl.Collator('en', { numeric: true });
