import { parseSync } from 'oxc-parser';

/** A small wrong thing in a source: between two offsets, what stands there instead. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A node of the tree as far as it matters here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

interface Found {
  readonly source: string;
  readonly mutants: Mutant[];
}

/** Which functions and constants of a file are looked at, by name; all of them when undefined. */
export type Within = readonly string[] | undefined;

/**
 * All mutants of a source: conditions that always or never hold, operators exchanged, operands and
 * elements of lists dropped, answers that are always the same; of SQL in templates, each condition
 * dropped.
 */
export function mutantsOf(path: string, source: string, within: Within): readonly Mutant[] {
  const { program, errors } = parseSync(path, source);
  const [fault] = errors;
  if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
  const found: Found = { source, mutants: [] };
  for (const root of rootsOf(program as unknown as Node, within)) visit(root, found, false);
  return found.mutants;
}

/** Where the mutants are looked for: the whole file, or the declarations with the names given. */
function rootsOf(node: Node, within: Within): readonly Node[] {
  if (within === undefined) return [node];
  const named = node['key'] ?? node['id'];
  if (isNode(named) && within.includes(String(named['name']))) return [node];
  return childrenOf(node).flatMap((child) => rootsOf(child, within));
}

/** Types leave no trace when run; imports name files; a directive is no text. */
const skipped = /^(?:TS(?!AsExpression|SatisfiesExpression|NonNull)|Import|Directive)/;

/** `answers` says whether the function that a node is in answers yes or no. */
function visit(node: Node, found: Found, answers: boolean): void {
  if (skipped.test(node.type)) return;
  mutate(node, found, answers);
  for (const child of childrenOf(node)) {
    const isFunction = /Function/.test(child.type);
    visit(child, found, isFunction ? isYesOrNo(node, child, found.source) : answers);
  }
}

/** By the type that the function says it returns, or by that of the constant that it is. */
function isYesOrNo(parent: Node, child: Node, source: string): boolean {
  const id = parent['id'];
  const said = [child['returnType'], isNode(id) ? id['typeAnnotation'] : undefined];
  return said.some(
    (type) => isNode(type) && /\bboolean\b|Check$/.test(source.slice(type.start, type.end)),
  );
}

function mutate(node: Node, { source, mutants }: Found, answers: boolean): void {
  const text = (of: unknown) => (isNode(of) ? source.slice(of.start, of.end) : '');
  const put = (at: unknown, ...texts: readonly string[]) => {
    if (!isNode(at)) return;
    for (const one of texts) mutants.push({ start: at.start, end: at.end, text: one });
  };
  const { left, right, test, argument, operator } = node;
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return put(test, 'true', 'false');
    case 'LogicalExpression': {
      const [other] = exchanged.get(String(operator)) ?? [];
      if (other !== undefined) put(node, `(${text(left)}) ${other} (${text(right)})`);
      return put(node, text(left), text(right));
    }
    case 'BinaryExpression':
      return put(
        node,
        ...(exchanged.get(String(operator)) ?? []).map(
          (one) => `${text(left)} ${one} ${text(right)}`,
        ),
      );
    case 'UnaryExpression':
      return operator === '!' ? put(node, text(argument)) : undefined;
    case 'Literal':
      return typeof node['value'] === 'boolean' ? put(node, String(!node['value'])) : undefined;
    case 'ArrayExpression':
      return put(node, ...withoutEach(childrenOf(node), text));
    case 'CallExpression':
      return put(node, ...quantifierExchanged(node, source));
    case 'ReturnStatement':
      // A literal is exchanged by itself.
      return answers && isNode(argument) && argument.type !== 'Literal'
        ? put(argument, 'true', 'false')
        : undefined;
    case 'TemplateLiteral':
      return put(node, ...withoutEachCondition(text(node)));
  }
}

const exchanged: ReadonlyMap<string, readonly string[]> = new Map([
  ['===', ['!==']],
  ['!==', ['===']],
  ['<', ['<=', '>=']],
  ['<=', ['<', '>']],
  ['>', ['>=', '<=']],
  ['>=', ['>', '<']],
  ['&&', ['||']],
  ['||', ['&&']],
  ['some', ['every']],
  ['every', ['some']],
]);

/** Of lists of names, each name left out; what a function is called with is no such list. */
function withoutEach(elements: readonly Node[], text: (of: Node) => string): readonly string[] {
  if (!elements.every(({ type, value }) => type === 'SpreadElement' || typeof value === 'string')) {
    return [];
  }
  return elements.map(
    (_, at) =>
      `[${elements
        .filter((__, other) => other !== at)
        .map(text)
        .join(', ')}]`,
  );
}

/** `some` for `every` and the other way round. */
function quantifierExchanged(call: Node, source: string): readonly string[] {
  const callee = call['callee'];
  const property = isNode(callee) ? callee['property'] : undefined;
  if (!isNode(property)) return [];
  const [other] = exchanged.get(String(property['name'])) ?? [];
  if (other === undefined) return [];
  return [source.slice(call.start, property.start) + other + source.slice(property.end, call.end)];
}

const beforeCondition = /\b(?:where|and|on|or)\s+|(?<=^`)(?=(?:(?!select).)* and )/gis;
const afterCondition =
  /^\s+(?:and|or|as|where|then|order by|group by|join|union|limit|cross join|from)\b|^\s*;|^\s*`$/i;

/** Of SQL: each condition held for true, whatever it says. */
export function withoutEachCondition(sql: string): readonly string[] {
  return Array.from(sql.matchAll(beforeCondition), ({ 0: keyword, index }) => {
    const start = index + keyword.length;
    return `${sql.slice(0, start)}true${sql.slice(endOfCondition(sql, start))}`;
  });
}

/** Where what begins at an offset ends: before the next keyword, or the parenthesis around it. */
function endOfCondition(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    else if (sql[at] === ')') depth -= 1;
    if (depth < 0 || (depth === 0 && afterCondition.test(sql.slice(at)))) return at;
  }
  return sql.length;
}

/**
 * The source with all its mutants inside, each asleep until `mutation(id)` says it is its turn. What
 * stands in one place is asked one after another.
 */
export function withMutants(
  source: string,
  mutants: readonly (Mutant & { readonly id: number })[],
): string {
  const places = new Map<string, { start: number; end: number; turns: string }>();
  for (const { id, start, end, text } of mutants) {
    const key = `${start}-${end}`;
    const turn = `globalThis.mutation(${id}) ? (${text}) : `;
    const place = places.get(key) ?? { start, end, turns: '' };
    places.set(key, { ...place, turns: place.turns + turn });
  }
  // The innermost come first: whatever is put in lies within what is put in later.
  const inserted: { at: number; text: string; size: number; closes: boolean }[] = [];
  for (const { start, end, turns } of places.values()) {
    const size = end - start;
    inserted.push({ at: start, text: `(${turns}(`, size, closes: false });
    inserted.push({ at: end, text: '))', size, closes: true });
  }
  // At one offset what closes stands before what opens, and what opens first is the largest.
  inserted.sort(
    (a, b) =>
      a.at - b.at ||
      Number(b.closes) - Number(a.closes) ||
      (a.closes ? a.size - b.size : b.size - a.size),
  );
  let result = '';
  let from = 0;
  for (const { at, text } of inserted) {
    result += source.slice(from, at) + text;
    from = at;
  }
  return result + source.slice(from);
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    (Array.isArray(value) ? value : [value]).filter(isNode),
  );
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}
