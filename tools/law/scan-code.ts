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

/** What a tag names is law: a slip of the pen must not pass for a clause. */
function listedClause(tag: string, path: string): string {
  if (isClause({ value: tag, underLaw: true })) return tag;
  throw new Error(`${path}: @law names no clause: "${tag}"`);
}

/**
 * Which files of code name which clauses: in a string, or by the tag `@law` of the comment above
 * what carries the clause out.
 */
export function clausesInCode(files: readonly SourceFile[]): ClausesInCode {
  const found = new Map<string, string[]>();
  for (const file of files.filter(isCode)) {
    const { texts, lawTags } = parseSource(file);
    const named = new Set(texts.filter(isClause).map(({ value }) => value));
    for (const tag of lawTags) named.add(listedClause(tag, file.path));
    for (const clause of named) found.set(clause, [...(found.get(clause) ?? []), file.path]);
  }
  return found;
}

/** Which clauses the tests name, whether or not they have run. */
export function clausesOfTests(files: readonly SourceFile[]): ReadonlySet<string> {
  const tests = files.filter(({ path }) => isTestFile(path));
  return new Set(tests.flatMap((file) => parseSource(file).testedClauses));
}
