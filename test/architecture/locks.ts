import { posix } from 'node:path';
import { computedSpecifier, type Import, type ParsedSource } from '#tools/source/parse-source.ts';
import { isTestFile } from '#tools/source/source-files.ts';
import {
  compositionRoot,
  moduleImports,
  moduleOf,
  portsOnly,
  roomOf,
  schemaOwners,
  seesOnlyPublicFaces,
  testsMayImportToo,
  type Room,
} from './rooms.ts';

/** The parsed files of the project, or of a planted fixture, by path. */
export type Tree = ReadonlyMap<string, ParsedSource>;

/** What a lock finds wrong, as `path: sentence`; nothing when all is well. */
export type Lock = (tree: Tree) => string[];

type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'npm' | 'node' | 'nowhere' };

interface Edge {
  readonly from: ParsedSource;
  readonly import: Import;
  readonly target: Target;
}

/** Every import of every file with where it leads. */
export function edgesOf(tree: Tree): Edge[] {
  return Array.from(tree.values()).flatMap((from) =>
    from.imports.map((item) => ({ from, import: item, target: resolve(from.path, item, tree) })),
  );
}

/** The same as "imports" of package.json (a test compares them); the longest is tried first. */
export const prefixes: readonly (readonly [string, string])[] = [
  ['#counterparts/', 'counterparts/'],
  ['#tools/', 'tools/'],
  ['#test/', 'test/'],
  ['#bench/', 'bench/'],
  ['#', 'src/'],
];

function resolve(from: string, { specifier }: Import, tree: Tree): Target {
  if (specifier === computedSpecifier) return { kind: 'nowhere' };
  if (specifier.startsWith('node:')) return { kind: 'node' };
  const path = projectPath(from, specifier);
  if (path === undefined) return { kind: 'npm' };
  return tree.has(path) ? { kind: 'file', path } : { kind: 'nowhere' };
}

function projectPath(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  const prefix = prefixes.find(([start]) => specifier.startsWith(start));
  return prefix === undefined ? undefined : specifier.replace(prefix[0], prefix[1]);
}

export const everyFileHasARoom: Lock = (tree) =>
  Array.from(tree.keys())
    .filter((path) => roomOf(path) === undefined)
    .map((path) => `${path}: lies in no room`);

export const everyImportLeadsSomewhere: Lock = (tree) =>
  edgesOf(tree)
    .filter(({ target, from }) => target.kind === 'nowhere' && !isTestFile(from.path))
    .map(({ from, import: { specifier } }) => `${from.path}: ${specifier} leads nowhere`);

export const roomsImportOnlyWhatTheyMay: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, import: { specifier }, target }) => {
    const room = roomOf(from.path);
    if (room === undefined) return [];
    const allowed = target.kind === 'file' ? mayEnter(from.path, room, target.path) : true;
    if (allowed && mayUse(from.path, room, target.kind)) return [];
    return [`${from.path}: ${room.name} may not import ${specifier}`];
  });

function mayUse(path: string, room: Room, kind: Target['kind']): boolean {
  if (isTestFile(path)) return true;
  return (kind !== 'npm' || room.npm) && (kind !== 'node' || room.node);
}

function mayEnter(from: string, room: Room, to: string): boolean {
  const other = roomOf(to);
  if (other === undefined) return false;
  if (other.name === room.name || room.mayImport.includes(other.name)) return true;
  return isTestFile(from) && testsMayImportToo.includes(other.name);
}

/** Other modules by their `index.ts` and along the allowed pairs only; rules of none other. */
export const modulesMeetAtTheirIndex: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, target }) => {
    const own = moduleOf(from.path);
    if (own === undefined || target.kind !== 'file') return [];
    const other = moduleOf(target.path);
    if (other === undefined || other === own) return [];
    if (target.path !== `src/modules/${other}/index.ts`) {
      return [`${from.path}: reaches into module ${other} past its index.ts`];
    }
    if (isTestFile(from.path) || moduleImports[own]?.includes(other) === true) return [];
    return [`${from.path}: module ${own} may not import module ${other}`];
  });

/** Portal, cabinets and API see modules and the engine only by their public face. */
export const facesSeeOnlyIndexes: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, target }) => {
    if (target.kind !== 'file' || isTestFile(from.path)) return [];
    const room = roomOf(from.path);
    const other = roomOf(target.path);
    if (room === undefined || !seesOnlyPublicFaces.has(room.name)) return [];
    const isIndex = /^src\/(?:modules\/[^/]+|engine)\/index\.ts$/.test(target.path);
    const hasFace = other?.name === 'module' || other?.name === 'engine' || other?.name === 'rules';
    return hasFace && !isIndex ? [`${from.path}: reaches past an index.ts, ${target.path}`] : [];
  });

/** Adapters know of the engine and of modules only the ports they fill. */
export const adaptersKnowOnlyPorts: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, target }) => {
    if (target.kind !== 'file' || isTestFile(from.path)) return [];
    const room = roomOf(from.path);
    const other = roomOf(target.path);
    if (room === undefined || other === undefined) return [];
    if (portsOnly.get(room.name)?.has(other.name) !== true || isPort(target.path)) return [];
    return [`${from.path}: may take only ports.ts, not ${target.path}`];
  });

/** Ports bring nothing of their module along: types, the kernel and lists of words. */
export const portsOnlyDeclare: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, import: { specifier, typeOnly }, target }) => {
    if (!isPort(from.path) || typeOnly) return [];
    if (target.kind === 'file' && roomOf(target.path)?.name === 'kernel') return [];
    return [`${from.path}: a port brings ${specifier} along`];
  });

function isPort(path: string): boolean {
  return path.endsWith('/ports.ts');
}

/**
 * `./` and `../` stay inside a room and a module; a step outside is written `#room/…`. Composition
 * lies in the folder of all the rooms, so to it they are inside.
 */
export const relativeImportsStayInTheirRoom: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, import: { specifier }, target }) => {
    if (!specifier.startsWith('.') || target.kind !== 'file') return [];
    if (roomOf(from.path)?.name === 'composition') return [];
    const leaves = region(from.path) !== region(target.path);
    return leaves ? [`${from.path}: ${specifier} leaves its room by a relative path`] : [];
  });

function region(path: string): string {
  const module = moduleOf(path);
  return module === undefined ? (roomOf(path)?.name ?? '') : `module ${module}`;
}

/** What stands for tests only is not part of the platform that is shipped. */
export const shippedCodeKnowsNoTests: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, import: { specifier }, target }) => {
    if (target.kind !== 'file' || !isTestFile(target.path)) return [];
    if (isTestFile(from.path) || !/^(?:src|counterparts)\//.test(from.path)) return [];
    return [`${from.path}: imports a file of tests, ${specifier}`];
  });

export const nobodyImportsTheCompositionRoot: Lock = (tree) =>
  edgesOf(tree).flatMap(({ from, target }) =>
    target.kind === 'file' && target.path === compositionRoot
      ? [`${from.path}: imports ${compositionRoot}`]
      : [],
  );

/** Cycles of imports that exist when the program runs; a type leaves no trace. */
export const importsHaveNoCycles: Lock = (tree) =>
  findCycles(loadedBy(tree)).map((cycle) => `${cycle.join(' → ')}: a cycle of imports`);

/** What each file loads when the program runs. */
function loadedBy(tree: Tree): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { from, import: item, target } of edgesOf(tree)) {
    if (item.typeOnly || target.kind !== 'file') continue;
    next.set(from.path, [...(next.get(from.path) ?? []), target.path]);
  }
  return next;
}

/** Programs of `tools/cli` that Node runs as they are: it reads no markup, so they load none. */
export const programsLoadNoMarkup: Lock = (tree) => {
  const next = loadedBy(tree);
  const programs = Array.from(tree.keys()).filter(
    (path) => path.startsWith('tools/cli/') && !isTestFile(path),
  );
  return programs.flatMap((program) => {
    const seen = new Set([program]);
    for (const path of seen) for (const loaded of next.get(path) ?? []) seen.add(loaded);
    const markup = Array.from(seen).find((path) => path.endsWith('.tsx'));
    return markup === undefined ? [] : [`${program}: loads ${markup}, which Node cannot`];
  });
};

/** One cycle for each edge that leads back to where the walk came from. */
export function findCycles(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const way: string[] = [];
  const cycles: string[][] = [];
  const walk = (node: string): void => {
    const at = way.indexOf(node);
    if (at >= 0) {
      cycles.push([...way.slice(at), node]);
      return;
    }
    if (done.has(node)) return;
    way.push(node);
    for (const following of next.get(node) ?? []) walk(following);
    way.pop();
    done.add(node);
  };
  for (const node of next.keys()) walk(node);
  return cycles;
}

const sqlStatement =
  /\b(?:select\b[\s\S]+\bfrom\s|insert\s+into\s|update\s+[\w.?]+\s+set\s|delete\s+from\s)/i;
const queryBuilders = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto'];

/** SQL, raw or built, stands in `*.sql.ts` only. */
export const sqlStandsInSqlFiles: Lock = (tree) =>
  Array.from(tree.values()).flatMap((file) => {
    const room = roomOf(file.path);
    if (room === undefined || room.sqlAnywhere || isTestFile(file.path)) return [];
    if (file.path.endsWith('.sql.ts')) return [];
    const builder = queryBuilders.find((name) => file.calls.has(name));
    if (builder !== undefined) return [`${file.path}: builds a query with ${builder}`];
    if (file.tags.has('sql')) return [`${file.path}: writes raw SQL`];
    const statement = file.texts.find(({ value }) => sqlStatement.test(value));
    return statement === undefined ? [] : [`${file.path}: holds a statement of SQL`];
  });

/** Portal, cabinets and API hold no SQL at all and never meet the database. */
export const facesMeetNoDatabase: Lock = (tree) =>
  Array.from(tree.values()).flatMap((file) => {
    if (roomOf(file.path)?.name !== 'face' || isTestFile(file.path)) return [];
    if (file.path.endsWith('.sql.ts')) return [`${file.path}: a face of the platform has no SQL`];
    const met = file.imports.find(
      ({ specifier, typeOnly }) =>
        specifier.endsWith('.sql.ts') ||
        (!typeOnly && /^(?:kysely|pg|pg-copy-streams|#platform\/db\/.*)$/.test(specifier)),
    );
    return met === undefined ? [] : [`${file.path}: meets the database by ${met.specifier}`];
  });

const schemaName = new RegExp(
  `(?<![\\w.$'/-])(${Array.from(schemaOwners.keys()).join('|')})\\.[a-z_*"]`,
  'g',
);

function holdsSql({ path, tags, texts }: ParsedSource): boolean {
  if (path.endsWith('.sql.ts') || tags.has('sql')) return true;
  return texts.some(({ value }) => sqlStatement.test(value));
}

/** The SQL of a module names its own PostgreSQL schema only, and so does that of the platform. */
export const schemasAreNamedByTheirOwner: Lock = (tree) =>
  Array.from(tree.values()).flatMap((file) => {
    if (!file.path.startsWith('src/') || isTestFile(file.path) || !holdsSql(file)) return [];
    const named = new Set(
      file.texts.flatMap(({ value }) => Array.from(value.matchAll(schemaName), ([, name]) => name)),
    );
    return Array.from(named)
      .filter((schema) => schema !== undefined && schemaOwners.get(schema) !== region(file.path))
      .map((schema) => `${file.path}: names schema ${schema} of another`);
  });
