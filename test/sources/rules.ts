import type { ParsedSource } from '#tools/source/parse-source.ts';
import { isTestFile, type SourceFile } from '#tools/source/source-files.ts';

/** What a rule finds wrong in one file, as `path:line: sentence`; nothing when all is well. */
export type Rule<F extends SourceFile = ParsedSource> = (file: F) => string[];

const cyrillic = /\p{Script=Cyrillic}/u;

/** Ukrainian is written where it can be found, read over and corrected: in texts. */
export const cyrillicStandsInTexts: Rule<SourceFile> = (file) =>
  mayHoldUkrainian(file.path) || isGenerated(file.text)
    ? []
    : linesOf(file, (line) => cyrillic.test(line)).map((at) => `${at}: Cyrillic outside texts`);

function mayHoldUkrainian(path: string): boolean {
  if (isTestFile(path) || path.startsWith('verifier/')) return true;
  if (/(?:^|\/)texts\.uk\.ts$|\.seed\.uk\.ts$/.test(path)) return true;
  return /^src\/modules\/[^/]+\/parameters\/|\/facts\//.test(path);
}

const fileLinesMax = 400;
const lineColumnsMax = 100;
// Capitals, as our own tools write it: the plain word stands in many a comment.
const generated = /^(?:\/\/|\/\*\*?|\s\*).*\bGENERATED\b/m;

export const filesAreShort: Rule<SourceFile> = ({ path, text }) => {
  const lines = text.split('\n').length - 1;
  if (lines <= fileLinesMax || isGenerated(text)) return [];
  return [`${path}:${lines}: longer than ${fileLinesMax} lines`];
};

/**
 * A string cannot be broken across lines, so what stands between quotes is not measured; nor is the
 * space that the formatter writes out at the end of a line of markup.
 */
export const linesAreShort: Rule<SourceFile> = (file) =>
  isGenerated(file.text)
    ? []
    : linesOf(file, (line) => withoutStrings(line).length > lineColumnsMax).map(
        (at) => `${at}: wider than ${lineColumnsMax} columns`,
      );

function withoutStrings(line: string): string {
  return line.replace(/\{' '\}$/, '').replace(/(['"`])(?:\\.|(?!\1).)*\1/g, '');
}

function isGenerated(text: string): boolean {
  return generated.test(text.slice(0, 1_000));
}

const clock = 'src/platform/clock.ts';

/** The present enters through one door; the old `Date` through none. */
export const timeComesFromTheClock: Rule = ({ path, uses, calls }) => {
  if (path === clock) return [];
  const found = ['Date', 'Temporal.Now'].filter((name) => uses.has(name));
  if (calls.has('Date')) found.push('Date()');
  return found.map((name) => `${path}: uses ${name}, not ${clock}`);
};

/** The content policy of the pages forbids both, so they would silently do nothing. */
export const markupHasNoStyleAndHandlers: Rule = ({ path, attributes }) =>
  attributes
    .filter(({ name }) => name === 'style' || /^on[A-Za-z]/.test(name))
    .map(({ name, line }) => `${path}:${line}: attribute ${name}`);

// Put together from parts, so that this file does not name them itself.
const machinePaths = ['work', 'root', 'home'].map((folder) => `/${folder}/`);
const machinePath = new RegExp(`(?<![\\w.}\\])*-])(?:${machinePaths.join('|')})`);

export const noMachineIsNamed: Rule<SourceFile> = (file) =>
  linesOf(file, (line) => machinePath.test(line)).map((at) => `${at}: a path of one machine`);

/** A module shows itself in one file, and the words of its pages stand in one place. */
export function modulesAreWhole(paths: readonly string[]): string[] {
  const modules = new Set(
    paths
      .map((path) => /^src\/modules\/[^/]+/.exec(path)?.[0])
      .filter((name) => name !== undefined),
  );
  const known = new Set(paths);
  const withoutIndex = Array.from(modules).filter((module) => !known.has(`${module}/index.ts`));
  const withoutTexts = Array.from(modules).filter((module) => {
    const own = paths.filter((path) => path.startsWith(`${module}/`) && !isTestFile(path));
    const hasPages = own.some((path) => path.endsWith('.tsx'));
    return hasPages && !own.some((path) => path.endsWith('/texts.uk.ts'));
  });
  return [
    ...withoutIndex.map((module) => `${module}: has no index.ts`),
    ...withoutTexts.map((module) => `${module}: has pages without texts.uk.ts`),
  ];
}

function linesOf({ path, text }: SourceFile, isWrong: (line: string) => boolean): string[] {
  return text.split('\n').flatMap((line, index) => (isWrong(line) ? [`${path}:${index + 1}`] : []));
}
