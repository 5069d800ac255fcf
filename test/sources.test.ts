import { expect, test } from 'vitest';
import { parseSource } from '#tools/source/parse-source.ts';
import { readFilesEnding, readSourceFiles } from '#tools/source/source-files.ts';
import {
  cyrillicStandsInTexts,
  filesAreShort,
  linesAreShort,
  markupHasNoStyleAndHandlers,
  modulesAreWhole,
  noMachineIsNamed,
  timeComesFromTheClock,
} from './sources/rules.ts';

// About four fifths of what the project held when the floors were last raised.
const sourceFilesMin = 475;
const pageFilesMin = 75;
const anyFilesMin = 540;
const modulesMin = 3;

const textEndings =
  '.ts .tsx .mjs .css .sql .md .csv .json .yml .yaml .html .sh .svg .txt .npmrc .gitignore'.split(
    ' ',
  );

const sources = readSourceFiles();
const parsed = sources.map(parseSource);

/** Says how many files a rule looked at; a rule that sees nothing proves nothing. */
function saw(what: string, files: readonly unknown[], atLeast: number): void {
  console.log(`sources: ${what}: ${files.length} files`);
  expect(files.length).toBeGreaterThanOrEqual(atLeast);
}

test('Cyrillic stands in texts only', () => {
  const files = [...sources, ...readFilesEnding('.mjs', '.css')];
  saw('Cyrillic', files, sourceFilesMin);
  expect(files.flatMap(cyrillicStandsInTexts)).toEqual([]);
});

test('files and lines are short', () => {
  saw('length', sources, sourceFilesMin);
  expect(sources.flatMap((file) => [...filesAreShort(file), ...linesAreShort(file)])).toEqual([]);
});

test('time comes from the clock', () => {
  saw('time', parsed, sourceFilesMin);
  expect(parsed.flatMap(timeComesFromTheClock)).toEqual([]);
});

test('markup has no style attributes and no handlers', () => {
  const pages = parsed.filter(({ path }) => path.endsWith('.tsx'));
  saw('markup', pages, pageFilesMin);
  expect(pages.flatMap(markupHasNoStyleAndHandlers)).toEqual([]);
});

test('every module has its public face, and texts where it has pages', () => {
  const paths = sources.map(({ path }) => path).filter((path) => path.startsWith('src/modules/'));
  const modules = new Set(paths.map((path) => path.split('/')[2]));
  saw('modules', Array.from(modules), modulesMin);
  expect(modulesAreWhole(paths)).toEqual([]);
});

test('no file names the machine it was written on', () => {
  const files = readFilesEnding(...textEndings);
  saw('machine paths', files, anyFilesMin);
  expect(files.flatMap(noMachineIsNamed)).toEqual([]);
});
