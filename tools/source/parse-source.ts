import { parseSync } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

export interface Import {
  readonly specifier: string;
  /** Written `import type`, `export type` or `import('…').Type`: it leaves no trace when run. */
  readonly typeOnly: boolean;
}

/** A string of the source; a template has `?` for each of its expressions. */
export interface Text {
  readonly value: string;
  /** Whether it stands inside a `law('…')` call or a `law: […]` property. */
  readonly underLaw: boolean;
}

export interface Attribute {
  readonly name: string;
  readonly line: number;
}

/** What the gates need to know of a file. */
export interface ParsedSource extends SourceFile {
  readonly imports: readonly Import[];
  readonly texts: readonly Text[];
  /** Clauses that doc comments name under `@law`: what a pure function carries out. */
  readonly lawTags: readonly string[];
  /** Clauses that stand written out in the list of a `lawTest`. */
  readonly testedClauses: readonly string[];
  /** Names of the functions called, of methods too: `db.selectFrom()` is `selectFrom`. */
  readonly calls: ReadonlySet<string>;
  /** Names that tag a template: `sql` of sql`…`. */
  readonly tags: ReadonlySet<string>;
  /** Names that stand as values: `Date` of `new Date()`, `Temporal.Now` of `Temporal.Now.instant()`. */
  readonly uses: ReadonlySet<string>;
  readonly attributes: readonly Attribute[];
}

/** A computed `import()` cannot be followed; the locks refuse it under this name. */
export const computedSpecifier = '(computed)';

/** Parses one file. Throws when it is not valid TypeScript. */
export function parseSource(file: SourceFile): ParsedSource {
  const parsed = parseSync(file.path, file.text);
  const [fault] = parsed.errors;
  if (fault !== undefined) throw new Error(`${file.path}: ${fault.message}`);
  const found: Findings = {
    imports: [],
    texts: [],
    testedClauses: [],
    calls: new Set(),
    tags: new Set(),
    uses: new Set(),
    attributes: [],
  };
  // The parser's own types name each kind of node; a walk needs only what all have in common.
  visit(parsed.program as unknown as Node, { source: file.text, found, underLaw: false });
  const lawTags = parsed.comments.flatMap(({ value }) => lawTagsOf(value));
  return { ...file, ...found, lawTags };
}

/** A tag takes the rest of its line; the sentence of a rule may name a clause without it. */
function lawTagsOf(comment: string): string[] {
  const tagged = comment.matchAll(/^[\s*]*@law\s+(.+)$/gm);
  return Array.from(tagged, ([, clauses = '']) => clauses.trim().split(/\s+/)).flat();
}

interface Findings {
  readonly imports: Import[];
  readonly texts: Text[];
  readonly testedClauses: string[];
  readonly calls: Set<string>;
  readonly tags: Set<string>;
  readonly uses: Set<string>;
  readonly attributes: Attribute[];
}

interface Place {
  readonly source: string;
  readonly found: Findings;
  readonly underLaw: boolean;
}

/** A node of the tree as far as it matters here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

function visit(node: Node, place: Place): void {
  const { found } = place;
  if (isImport(node)) {
    if (isNode(node['source'])) found.imports.push(importOf(node, node['source']));
    // The address itself is no text of the program.
    return visitChildren(node, place, 'source');
  }
  collect(node, place);
  const underLaw = place.underLaw || namesLaw(node);
  visitChildren(node, underLaw === place.underLaw ? place : { ...place, underLaw });
}

function collect(node: Node, { found, source, underLaw }: Place): void {
  if (node.type === 'Literal' && typeof node['value'] === 'string') {
    found.texts.push({ value: node['value'], underLaw });
  } else if (node.type === 'TemplateLiteral') {
    const value = nodes(node['quasis']).map(cooked).join('?');
    found.texts.push({ value, underLaw });
  } else if (node.type === 'CallExpression') {
    const name = calledName(node['callee']);
    if (name !== undefined) found.calls.add(name);
    if (name === 'lawTest') found.testedClauses.push(...clausesOf(node));
  } else if (node.type === 'TaggedTemplateExpression') {
    const name = calledName(node['tag']);
    if (name !== undefined) found.tags.add(name);
  } else if (node.type === 'NewExpression') {
    found.uses.add(calledName(node['callee']) ?? '');
  } else if (node.type === 'MemberExpression') {
    const [object, property] = [calledName(node['object']), calledName(node['property'])];
    found.uses.add(object ?? '').add(`${object}.${property}`);
  } else if (node.type === 'JSXAttribute') {
    const line = source.slice(0, node.start).split('\n').length;
    found.attributes.push({ name: attributeName(node['name']), line });
  }
}

/** The strings of the first argument, which is a list. */
function clausesOf(call: Node): string[] {
  const [list] = nodes(call['arguments']);
  return nodes(list?.['elements']).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  );
}

const importTypes = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function isImport(node: Node): boolean {
  return importTypes.has(node.type);
}

function importOf(node: Node, source: Node): Import {
  const specifier = typeof source['value'] === 'string' ? source['value'] : computedSpecifier;
  const kind = node['importKind'] ?? node['exportKind'];
  return { specifier, typeOnly: kind === 'type' || node.type === 'TSImportType' };
}

function namesLaw(node: Node): boolean {
  if (node.type === 'CallExpression') return calledName(node['callee']) === 'law';
  return node.type === 'Property' && calledName(node['key']) === 'law';
}

function calledName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type === 'MemberExpression') return calledName(node['property']);
  // The tag of sql<Row>`…`.
  if (node.type === 'TSInstantiationExpression') return calledName(node['expression']);
  return undefined;
}

function attributeName(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'JSXNamespacedName') return attributeName(node['name']);
  return String(node['name']);
}

function cooked(quasi: Node): string {
  const value = quasi['value'];
  return typeof value === 'object' && value !== null && 'cooked' in value
    ? String(value.cooked)
    : '';
}

function visitChildren(node: Node, place: Place, skipped?: string): void {
  for (const [field, value] of Object.entries(node)) {
    if (field === skipped) continue;
    if (isNode(value)) visit(value, place);
    else if (Array.isArray(value)) for (const item of nodes(value)) visit(item, place);
  }
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
