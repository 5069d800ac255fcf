import { DerError } from '../der/error.ts';
import { anything, atMost, sequence, setOf, unorderedSetOf, type Reader } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { tags } from '../der/tags.ts';
import { oid } from '../der/values.ts';
import { attributesMax, attributeValuesMax } from './limits.ts';

/** Values of attributes by their type. */
export type Attributes = ReadonlyMap<string, readonly DerNode[]>;

/**
 * In which order signed attributes may stand. Canonical is DER's (RFC 5652 §5.4); `as-signed` takes
 * any, for the sake of programs that sort nothing: what was signed are the bytes as they stand.
 */
export type AttributeOrder = 'canonical' | 'as-signed';

/** SignedAttributes: an attribute occurs once and has values (RFC 5652 §5.3, §11). */
export function signedAttributes(node: DerNode, order: AttributeOrder): Attributes {
  const attributes = order === 'canonical' ? setOf(attribute) : unorderedSetOf(attribute);
  return byType(atMost(attributesMax, attributes)(node), node);
}

/** UnsignedAttributes: in any order, since nobody signs them; still each type once. */
export function unsignedAttributes(node: DerNode): Attributes {
  return byType(atMost(attributesMax, unorderedSetOf(attribute))(node), node);
}

function attribute(node: DerNode): [string, readonly DerNode[]] {
  return sequence(node, (fields) => {
    const type = fields.required(oid);
    const values = fields.required(atMost(attributeValuesMax, unorderedSetOf(anything)));
    if (values.length === 0) throw new DerError('missing-element', node.start);
    return [type, values];
  });
}

function byType(attributes: readonly [string, readonly DerNode[]][], node: DerNode): Attributes {
  const found = new Map(attributes);
  if (found.size !== attributes.length) throw new DerError('duplicate', node.start);
  if (found.size === 0) throw new DerError('empty', node.start);
  return found;
}

/** The value of an attribute that has exactly one; undefined when there is no such attribute. */
export function single<T>(attributes: Attributes, type: string, read: Reader<T>): T | undefined {
  const values = attributes.get(type);
  if (values === undefined) return undefined;
  const [value, more] = values;
  if (value === undefined || more !== undefined) throw new DerError('unexpected-value');
  return read(value);
}

/** The tag that signed attributes are hashed under, in place of their [0] (RFC 5652 §5.4). */
export const signedUnder = tags.set;
