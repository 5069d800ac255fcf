import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildLawMap, readRequirements } from './law-map.ts';
import { codePart, mapText } from './map-text.ts';
import { readSourceFiles } from '#tools/source/source-files.ts';
import { clausesInCode, clausesOfTests, isClause } from './scan-code.ts';
import {
  mergeLawResults,
  readLawResults,
  splitTitle,
  writeLawResults,
  type LawTestResult,
} from './test-results.ts';

// About four fifths of what there was when the floor was last raised.
const clausesTestedMin = 70;
const scanTimeoutMs = 60_000;

const requirements = readRequirements(
  `law_id,requirement,verifiable
1039:4,Owner of information,yes
1039:5,Hyperlink,no
1039:86.1,"Served | next day",yes`,
);

function lawTest(clauses: string, state: LawTestResult['state'] = 'passed'): LawTestResult {
  return { title: `of ${clauses}`, file: 'src/a.test.ts', clauses: clauses.split(' '), state };
}

describe('clausesInCode', () => {
  test('finds ids in code, not in comments, tests, lists and examples', () => {
    const found = clausesInCode([
      { path: 'src/a.ts', text: `law('1039:4'); // law('1039:5')` },
      { path: 'src/b.ts', text: `const b = { law: ['1039:4', '23:06'], at: '23:59' };` },
      { path: 'src/c.ts', text: `const basis = { norm: '2119:9.2', note: 'by 2119:9.1' };` },
      { path: 'src/a.test.ts', text: `law('1039:86.1')` },
      { path: 'src/kernel/law-clauses.ts', text: `const a = ['1039:86.1'];` },
      { path: 'src/ui/tag/tag.example.tsx', text: `const a = '1039:86.1';` },
      { path: 'tools/d.ts', text: `law('1039:86.1')` },
      { path: 'src/e.ts', text: `/**\n * Is served (1039:5).\n * @law 1039:86.1 2119:9.3\n */` },
    ]);
    expect(Array.from(found)).toEqual([
      ['1039:4', ['src/a.ts', 'src/b.ts']],
      ['23:06', ['src/b.ts']],
      ['2119:9.2', ['src/c.ts']],
      ['1039:86.1', ['src/e.ts']],
      ['2119:9.3', ['src/e.ts']],
    ]);
  });

  test('a tag that names no clause is a slip', () => {
    const slip = { path: 'src/a.ts', text: '/** @law 1039:999 */' };
    expect(() => clausesInCode([slip])).toThrow('src/a.ts: @law names no clause: "1039:999"');
  });

  test.each([
    ['1039:86.1', true],
    ['1039:999', false],
    ['civil-code:253', true],
    ['9999:1', false],
    ['node:fs', false],
    ['23:59', false],
  ])('%s is a clause: %s', (value, expected) => {
    expect(isClause({ value, underLaw: false })).toBe(expected);
  });
});

describe('buildLawMap counts a clause as tested', () => {
  test.each([
    ['when a test that names it passed', [lawTest('1039:4')], 1],
    ['once, however many tests name it', [lawTest('1039:4'), lawTest('1039:4 2119:9.2')], 1],
    ['not when the test was skipped', [lawTest('1039:4', 'skipped')], 0],
    ['not when another test of it failed', [lawTest('1039:4'), lawTest('1039:4', 'failed')], 0],
    ['not when the clause is not verifiable', [lawTest('1039:5')], 0],
    ['not when the clause is of another act', [lawTest('2119:9.2')], 0],
  ])('%s', (_, tests, tested) => {
    const { counts } = buildLawMap({ requirements, code: new Map(), tests });
    expect(counts).toEqual({ verifiable: 2, withCode: 0, tested });
  });
});

test('a clause that is tested while no code names it is a defect', () => {
  const tests = [lawTest('1039:4'), lawTest('1039:86.1'), lawTest('2119:9.2', 'skipped')];
  const code = new Map([['1039:86.1', ['src/a.ts']]]);
  expect(buildLawMap({ requirements, code, tests }).testedWithoutCode).toEqual(['1039:4']);
  const ofAnother = [lawTest('2119:9.2')];
  expect(buildLawMap({ requirements, code, tests: ofAnother }).testedWithoutCode).toEqual([
    '2119:9.2',
  ]);
});

test('clauses of tests are those of the list, not of the body', () => {
  const body = `lawTest(['1039:4', ...more], 'a title', () => refuse('x', '1039:5'));`;
  expect(clausesOfTests([{ path: 'src/a.test.ts', text: body }])).toEqual(new Set(['1039:4']));
  expect(clausesOfTests([{ path: 'src/a.ts', text: body }])).toEqual(new Set());
});

test(
  'each clause that a test of the platform names is named by its code',
  () => {
    const files = readSourceFiles();
    const tested = clausesOfTests(files);
    expect(tested.size).toBeGreaterThan(clausesTestedMin);
    const coded = clausesInCode(files);
    expect(Array.from(tested).filter((clause) => !coded.has(clause))).toEqual([]);
  },
  scanTimeoutMs,
);

describe('mapText', () => {
  const map = buildLawMap({
    requirements,
    code: new Map([
      ['2119:11.4', ['src/c.ts']],
      ['1039:86.1', ['src/a.ts', 'src/b.ts']],
      ['2119:9.2', ['src/c.ts']],
    ]),
    tests: [lawTest('1039:86.1')],
  });

  test('has a row for each clause; other acts come after, by number', () => {
    const rows = mapText(map)
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows).toEqual([
      '| `1039:4` | Owner of information |  |  |',
      '| `1039:5` | Hyperlink *(not for software to show)* |  |  |',
      '| `1039:86.1` | Served \\| next day | `src/a.ts`<br>`src/b.ts` | of 1039:86.1 (`src/a.test.ts`) |',
      '| `2119:9.2` |  | `src/c.ts` |  |',
      '| `2119:11.4` |  | `src/c.ts` |  |',
    ]);
  });

  test('its code part changes with code, not with tests', () => {
    const untested = buildLawMap({ requirements, code: codeOf(map), tests: [] });
    expect(codePart(mapText(untested))).toBe(codePart(mapText(map)));
    const uncoded = buildLawMap({ requirements, code: new Map(), tests: [lawTest('1039:86.1')] });
    expect(codePart(mapText(uncoded))).not.toBe(codePart(mapText(map)));
  });
});

function codeOf(map: ReturnType<typeof buildLawMap>): Map<string, readonly string[]> {
  return new Map([...map.resolution, ...map.otherActs].map(({ clause, code }) => [clause, code]));
}

describe('the record of a run', () => {
  test.each([
    ['is served [1039:86.1]', 'is served', ['1039:86.1']],
    ['a > b [1039:15.1 2119:11.4]', 'a > b', ['1039:15.1', '2119:11.4']],
    ['names none [of them]', 'names none [of them]', []],
    ['not at the end [1039:4] of it', 'not at the end [1039:4] of it', []],
  ])('takes the clauses from "%s"', (fullTitle, title, clauses) => {
    expect(splitTitle(fullTitle)).toEqual({ title, clauses });
  });

  test('of several invocations forgets what a file that ran again had proved', () => {
    const folder = mkdtempSync(join(tmpdir(), 'law-'));
    const file = join(folder, 'results', 'law.json');
    const other = { ...lawTest('1039:5'), file: 'src/b.test.ts' };
    writeLawResults({ ranAt: 'first', tests: [lawTest('1039:4'), other] }, file);
    const run = { ranAt: 'second', files: ['src/a.test.ts'], tests: [lawTest('1039:86.1')] };
    writeLawResults(mergeLawResults(readLawResults(file), run), file);
    expect(readLawResults(file)).toEqual({
      ranAt: 'second',
      tests: [other, lawTest('1039:86.1')],
    });
    rmSync(folder, { recursive: true });
  });
});
