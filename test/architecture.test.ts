import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseSource } from '#tools/source/parse-source.ts';
import { readFilesEnding, readProjectFile, readSourceFiles } from '#tools/source/source-files.ts';
import {
  adaptersKnowOnlyPorts,
  edgesOf,
  everyFileHasARoom,
  everyImportLeadsSomewhere,
  facesMeetNoDatabase,
  facesSeeOnlyIndexes,
  findCycles,
  importsHaveNoCycles,
  modulesMeetAtTheirIndex,
  nobodyImportsTheCompositionRoot,
  portsOnlyDeclare,
  programsLoadNoMarkup,
  prefixes,
  relativeImportsStayInTheirRoom,
  roomsImportOnlyWhatTheyMay,
  schemasAreNamedByTheirOwner,
  shippedCodeKnowsNoTests,
  sqlStandsInSqlFiles,
  type Lock,
  type Tree,
} from './architecture/locks.ts';
import { moduleImports, schemaOwners } from './architecture/rooms.ts';

// About four fifths of what the project held when the floor was last raised.
const filesMin = 475;
const importsMin = 2_300;

const tree: Tree = new Map(
  readSourceFiles().map((file) => [file.path, parseSource(file)] as const),
);

test('the locks see the whole project', () => {
  const edges = edgesOf(tree);
  const inside = edges.filter(({ target }) => target.kind === 'file');
  console.log(`architecture: ${tree.size} files, ${edges.length} imports, ${inside.length} inside`);
  expect(tree.size).toBeGreaterThanOrEqual(filesMin);
  expect(edges.length).toBeGreaterThanOrEqual(importsMin);
  expect(inside.length).toBeGreaterThanOrEqual(importsMin / 2);
});

test('imports are followed where Node follows them', () => {
  const { imports } = z
    .object({ imports: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readProjectFile('package.json').text));
  const followed = prefixes.map(([start, folder]) => [`${start}*`, `./${folder}*`]);
  expect(Object.fromEntries(followed)).toEqual(imports);
});

describe('every lock holds:', () => {
  test.each<readonly [string, Lock]>([
    ['every file has a room', everyFileHasARoom],
    ['every import leads somewhere', everyImportLeadsSomewhere],
    ['rooms import only what they may', roomsImportOnlyWhatTheyMay],
    ['modules meet at their index.ts', modulesMeetAtTheirIndex],
    ['faces see only index.ts', facesSeeOnlyIndexes],
    ['adapters know only ports', adaptersKnowOnlyPorts],
    ['ports only declare', portsOnlyDeclare],
    ['relative imports stay in their room', relativeImportsStayInTheirRoom],
    ['nobody imports the composition root', nobodyImportsTheCompositionRoot],
    ['shipped code knows no tests', shippedCodeKnowsNoTests],
    ['imports have no cycles', importsHaveNoCycles],
    ['SQL stands in *.sql.ts', sqlStandsInSqlFiles],
    ['faces meet no database', facesMeetNoDatabase],
    ['programs load no markup', programsLoadNoMarkup],
    ['schemas are named by their owner', schemasAreNamedByTheirOwner],
  ])('%s', (_, lock) => {
    expect(lock(tree)).toEqual([]);
  });
});

test('the allowed pairs of modules have no cycles and name modules only', () => {
  expect(findCycles(new Map(Object.entries(moduleImports)))).toEqual([]);
  const unknown = Object.values(moduleImports)
    .flat()
    .filter((name) => !(name in moduleImports));
  expect(unknown).toEqual([]);
});

test('every module folder and every schema of the migrations is known to the rooms', () => {
  const folders = Array.from(tree.keys(), (path) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]);
  const modules = new Set(folders.filter((name) => name !== undefined));
  expect(Array.from(modules).filter((name) => !(name in moduleImports))).toEqual([]);
  const migrations = readFilesEnding('.sql').filter(({ path }) => path.startsWith('db/migrations'));
  const schemas = migrations.flatMap(({ text }) =>
    Array.from(text.matchAll(/^create schema (\w+)/gm), ([, name = '']) => name),
  );
  expect(schemas.length).toBeGreaterThan(0);
  expect(schemas.filter((schema) => !schemaOwners.has(schema))).toEqual([]);
});
