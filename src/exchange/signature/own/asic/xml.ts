import { demand } from './fault.ts';

/** An element with its name and namespace; text only where there are no elements inside. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const depthMax = 8;
const elementsMax = 2_048;

const word = String.raw`[A-Za-z_][\w.-]*`;
const qualified = `${word}(?::${word})?`;
const attribute = String.raw`\s+(${qualified})\s*=\s*(?:"([^"<&]*)"|'([^'<&]*)')`;
const attributePattern = new RegExp(attribute, 'gy');
const openPattern = new RegExp(
  String.raw`<(${qualified})((?:${attribute.replaceAll(/\((?!\?)/g, '(?:')})*)\s*(/?)>`,
  'y',
);
const closePattern = new RegExp(String.raw`</(${qualified})\s*>`, 'y');
const textPattern = /[^<&]+/y;
const declarationPattern =
  /<\?xml version=["']1\.0["'](?: encoding=["'][Uu][Tt][Ff]-8["'])?(?: standalone=["'](?:yes|no)["'])?\s*\?>\s*/y;

interface Open {
  readonly element: XmlElement;
  readonly tag: string;
  readonly prefixes: ReadonlyMap<string, string>;
}

/**
 * Reads the few forms of XML that a manifest is written in: elements, attributes, text. Everything
 * else (DTD, entities, comments, sections, instructions) is a fault. Throws AsicError.
 */
export function readXml(text: string): XmlElement {
  let at = take(declarationPattern, text, 0)?.[0].length ?? 0;
  const open: Open[] = [];
  let count = 0;
  let root: XmlElement | undefined;
  while (at < text.length) {
    const parent = open.at(-1);
    const opened = take(openPattern, text, at);
    const closed = opened === undefined ? take(closePattern, text, at) : undefined;
    const between = take(textPattern, text, at);
    const token = opened ?? closed ?? between;
    demand(token !== undefined, 'manifest-malformed');
    at += token[0].length;
    if (opened !== undefined) {
      count += 1;
      demand(count <= elementsMax && open.length < depthMax, 'manifest-malformed');
      const next = openElement(opened, parent?.prefixes ?? new Map());
      demand((parent === undefined) === (root === undefined), 'manifest-malformed');
      root ??= next.element;
      parent?.element.children.push(next.element);
      if (opened[3] !== '/') open.push(next);
    } else if (closed !== undefined) {
      demand(parent !== undefined && parent.tag === closed[1], 'manifest-malformed');
      demandNoMixture(parent.element);
      open.pop();
    } else if (parent !== undefined) parent.element.text += token[0];
    else demand(token[0].trim() === '', 'manifest-malformed');
  }
  demand(root !== undefined && open.length === 0, 'manifest-malformed');
  return root;
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function demandNoMixture({ children, text }: XmlElement): void {
  demand(children.length === 0 || text.trim() === '', 'manifest-malformed');
}

function openElement(token: RegExpExecArray, outer: ReadonlyMap<string, string>): Open {
  const [, tag = '', written = ''] = token;
  const prefixes = new Map(outer);
  const attributes = new Map<string, string>();
  const seen = new Set<string>();
  for (const [, name = '', double, single] of written.matchAll(attributePattern)) {
    const value = double ?? single ?? '';
    const isPrefix = name === 'xmlns' || name.startsWith('xmlns:');
    demand(!seen.has(name), 'manifest-malformed');
    seen.add(name);
    if (isPrefix) prefixes.set(name.slice('xmlns:'.length), value);
    else attributes.set(name, value);
  }
  const [first = '', second] = tag.split(':');
  const namespace = prefixes.get(second === undefined ? '' : first);
  demand(namespace !== undefined, 'manifest-malformed');
  return {
    element: { namespace, name: second ?? first, attributes, children: [], text: '' },
    tag,
    prefixes,
  };
}
