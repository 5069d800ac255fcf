import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '#tools/source/source-files.ts';

/** Where the last test run left what it proved of the law. */
export const resultsFile = join(projectRoot, '.data', 'test-results', 'law.json');

const lawTestResult = z.object({
  title: z.string(),
  /** Path from the project's root. */
  file: z.string(),
  clauses: z.array(z.string()),
  state: z.enum(['passed', 'failed', 'skipped', 'pending']),
});

const lawResults = z.object({ ranAt: z.string(), tests: z.array(lawTestResult) });

/** A test that names clauses, and how it ended. */
export type LawTestResult = Readonly<z.infer<typeof lawTestResult>>;
export type LawResults = Readonly<z.infer<typeof lawResults>>;

const clausesAtEnd =
  /^(?<title>.*?)\s*\[(?<clauses>[a-z0-9-]+:[a-z0-9.-]+(?: [a-z0-9-]+:[a-z0-9.-]+)*)\]$/s;

/** Takes the clauses from the end of a title: `… [1039:15.1 2119:11.4]`. */
export function splitTitle(fullTitle: string): { title: string; clauses: string[] } {
  const parts = clausesAtEnd.exec(fullTitle)?.groups;
  if (parts === undefined) return { title: fullTitle, clauses: [] };
  return { title: parts['title'] ?? '', clauses: (parts['clauses'] ?? '').split(' ') };
}

/** What is on record of the last run, or undefined when no test has run yet. */
export function readLawResults(file = resultsFile): LawResults | undefined {
  if (!existsSync(file)) return undefined;
  return lawResults.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Adds one invocation to the record: what a file proved before is forgotten as soon as that file
 * runs again, whether or not it still holds tests.
 */
export function mergeLawResults(
  before: LawResults | undefined,
  run: {
    readonly ranAt: string;
    readonly files: readonly string[];
    readonly tests: LawTestResult[];
  },
): LawResults {
  const ranAgain = new Set(run.files);
  const kept = before?.tests.filter(({ file }) => !ranAgain.has(file)) ?? [];
  return { ranAt: run.ranAt, tests: [...kept, ...run.tests] };
}

/** Writes the record whole or not at all. */
export function writeLawResults(results: LawResults, file = resultsFile): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(results, null, 1)}\n`);
  renameSync(draft, file);
}
