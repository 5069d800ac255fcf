import { acts } from '#kernel/acts.ts';
import { resolution1039Clauses } from '#kernel/law-clauses.ts';
import { parseSource, type Text } from '#tools/source/parse-source.ts';
import { isTestFile, type SourceFile } from '#tools/source/source-files.ts';

/** Clause ids, each with the files of code that name it, both in order. */
export type ClausesInCode = ReadonlyMap<string, readonly string[]>;

/** These list clauses or show how one looks; they do nothing that a clause asks for. */
const notCode = /^src\/kernel\/(?:acts|law-clauses)\.ts$|^src\/ui\/sample\/|\.example\.tsx?$/;

const listed = new Set<string>(resolution1039Clauses);
const actIds = new Set<string>(acts.map(({ id }) => id));
const otherClause = /^(?<act>[a-z0-9-]+):[a-z0-9][a-z0-9.-]*$/;
const timeOfDay = /^\d{1,2}:\d{2}$/;

/** Whether a string of the code names a clause; '23:59' does so only where the law is meant. */
export function isClause({ value, underLaw }: Text): boolean {
  if (listed.has(value)) return true;
  if (timeOfDay.test(value) && !underLaw) return false;
  return actIds.has(otherClause.exec(value)?.groups?.['act'] ?? '');
}

export function isCode({ path }: SourceFile): boolean {
  return path.startsWith('src/') && !isTestFile(path) && !notCode.test(path);
}

/** Which files of code name which clauses. */
export function clausesInCode(files: readonly SourceFile[]): ClausesInCode {
  const found = new Map<string, string[]>();
  for (const file of files.filter(isCode)) {
    const named = new Set(
      parseSource(file)
        .texts.filter(isClause)
        .map(({ value }) => value),
    );
    for (const clause of named) found.set(clause, [...(found.get(clause) ?? []), file.path]);
  }
  return found;
}
