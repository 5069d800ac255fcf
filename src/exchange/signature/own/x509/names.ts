import { DerError } from '../der/error.ts';
import { sequence, sequenceOf, setOf } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { oid, text, textTags } from '../der/values.ts';
import { nameOids } from './oids.ts';

export interface NameAttribute {
  readonly type: string;
  /** Empty for a value that is not text. */
  readonly value: string;
}

/** A distinguished name. Names are the same when their bytes are. */
export interface Name {
  readonly raw: Uint8Array;
  readonly attributes: readonly NameAttribute[];
}

/** Name ::= SEQUENCE OF SET OF AttributeTypeAndValue, RFC 5280 §4.1.2.4. */
export function name(node: DerNode): Name {
  const relative = sequenceOf(setOf(attribute))(node);
  return { raw: node.raw, attributes: relative.flat() };
}

function attribute(node: DerNode): NameAttribute {
  return sequence(node, (fields) => ({
    type: fields.required(oid),
    value: fields.required((value) => (textTags.includes(value.tag) ? visibleText(value) : '')),
  }));
}

/** Control and format characters turn text around or hide it; halves of characters are none. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}]/u;

function visibleText(node: DerNode): string {
  const value = text(node);
  if (invisible.test(value)) throw new DerError('bad-string', node.start);
  return value;
}

/** The values of one type, in the order of the name. */
export function valuesOf({ attributes }: Name, type: string): readonly string[] {
  return attributes.filter((attribute) => attribute.type === type).map(({ value }) => value);
}

export function firstOf(of: Name, type: string): string | undefined {
  return valuesOf(of, type)[0];
}

const shortNames: ReadonlyMap<string, string> = new Map([
  [nameOids.commonName, 'CN'],
  [nameOids.organization, 'O'],
  [nameOids.organizationalUnit, 'OU'],
  [nameOids.country, 'C'],
  [nameOids.locality, 'L'],
  [nameOids.serialNumber, 'serialNumber'],
  [nameOids.surname, 'SN'],
  [nameOids.givenName, 'GN'],
  [nameOids.title, 'title'],
  [nameOids.organizationIdentifier, 'organizationIdentifier'],
]);

/** For people and logs; never compared. */
export function nameText({ attributes }: Name): string {
  return attributes.map(({ type, value }) => `${shortNames.get(type) ?? type}=${value}`).join(', ');
}
