/**
 * The map of the law: clause → code that names it → tests that name it and passed.
 *
 * node tools/law/map.ts           writes docs/law/map.md after a test run and prints the counts
 * node tools/law/map.ts --check   exits 1 when the code part of the written map is stale
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, readSourceFiles } from '#tools/source/source-files.ts';
import { codePart, mapText } from './map-text.ts';
import { buildLawMap, readRequirements, type LawMap } from './law-map.ts';
import { clausesInCode, isCode } from './scan-code.ts';
import { readLawResults } from './test-results.ts';

const mapFile = join(projectRoot, 'docs', 'law', 'map.md');
const listFile = join(projectRoot, 'docs', 'law', 'clauses.csv');

if (import.meta.main) drawLawMap(process.argv.includes('--check'));

/** Sets the exit code of the process when the map is stale or could not be drawn. */
export function drawLawMap(checkOnly: boolean): void {
  const files = readSourceFiles();
  const results = readLawResults();
  const map = buildLawMap({
    requirements: readRequirements(readFileSync(listFile, 'utf8')),
    code: clausesInCode(files),
    tests: results?.tests.filter(({ file }) => existsSync(join(projectRoot, file))) ?? [],
  });
  const sawNothing = map.counts.verifiable === 0 || !files.some(isCode);
  if (checkOnly) {
    const fresh = isFresh(map);
    const { verifiable, withCode } = map.counts;
    console.log(
      `${files.length} files seen; clauses: ${verifiable} verifiable, ${withCode} with code`,
    );
    console.log(`the code part of docs/law/map.md is ${fresh ? 'fresh' : 'stale: npm run law'}`);
    if (!fresh || sawNothing) process.exitCode = 1;
    return;
  }
  const { verifiable, withCode, tested } = map.counts;
  console.log(
    `clauses: ${verifiable} verifiable, ${withCode} with code, ${tested} with a passing test`,
  );
  if (sawNothing) process.exitCode = 1;
  for (const clause of map.testedWithoutCode) {
    console.error(`${clause} is tested, but no code names it: law('${clause}') or @law ${clause}`);
    process.exitCode = 1;
  }
  if (results === undefined) {
    console.error('no test has run yet, so the map was not written: npm test first');
    process.exitCode = 1;
    return;
  }
  writeFileSync(mapFile, mapText(map));
}

function isFresh(map: LawMap): boolean {
  if (!existsSync(mapFile)) return false;
  return codePart(readFileSync(mapFile, 'utf8')) === codePart(mapText(map));
}
