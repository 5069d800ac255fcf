import { DerError } from '../der/error.ts';
import { sequence, sequenceOf, unorderedSetOf } from '../der/fields.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { constructedContext, primitiveContext, tags } from '../der/tags.ts';
import {
  address,
  boolean,
  namedBits,
  nothing,
  octets,
  oid,
  smallInteger,
  text,
  textTags,
} from '../der/values.ts';

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The DER inside its OCTET STRING. */
  readonly value: Uint8Array;
}

/** Extension ::= SEQUENCE, RFC 5280 §4.1. */
function extension(node: DerNode): Extension {
  return sequence(node, (fields) => ({
    oid: fields.required(oid),
    critical: fields.optional(tags.boolean, boolean) ?? false,
    value: fields.required(octets),
  }));
}

/** Extensions by their identifier; the same one twice is refused (RFC 5280 §4.2). */
export function extensions(node: DerNode): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  for (const one of sequenceOf(extension)(node)) {
    if (found.has(one.oid)) throw new DerError('duplicate', node.start);
    found.set(one.oid, one);
  }
  return found;
}

const usages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'crlSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof usages)[number];

/** KeyUsage, RFC 5280 §4.2.1.3. */
export function keyUsage(value: Uint8Array): ReadonlySet<KeyUsage> {
  const numbers = namedBits(readDer(value));
  return new Set(usages.filter((_, number) => numbers.has(number)));
}

/** The number of a usage's bit, for writing. */
export function bitOfUsage(usage: KeyUsage): number {
  return usages.indexOf(usage);
}

export interface BasicConstraints {
  readonly isAuthority: boolean;
  readonly pathLengthMax: number | undefined;
}

/** BasicConstraints, RFC 5280 §4.2.1.9. */
export function basicConstraints(value: Uint8Array): BasicConstraints {
  return sequence(readDer(value), (fields) => ({
    isAuthority: fields.optional(tags.boolean, boolean) ?? false,
    pathLengthMax: fields.optional(tags.integer, smallInteger),
  }));
}

/** An extension whose being there is all that it says: NULL. */
export function present(value: Uint8Array): true {
  nothing(readDer(value));
  return true;
}

export function objectIdentifiers(value: Uint8Array): readonly string[] {
  return sequenceOf(oid)(readDer(value));
}

/** Policies without their qualifiers. */
export function certificatePolicies(value: Uint8Array): readonly string[] {
  return sequenceOf(firstOid)(readDer(value));
}

/** Identifiers of QCStatements, RFC 3739 §3.2.6, with what each says. */
export function qcStatements(value: Uint8Array): readonly QcStatement[] {
  return sequenceOf((node) =>
    sequence(node, (fields) => ({ oid: fields.required(oid), information: fields.any() })),
  )(readDer(value));
}

export interface QcStatement {
  readonly oid: string;
  readonly information: DerNode | undefined;
}

/** QcType of ETSI EN 319 412-5 §4.2.3: the kinds the certificate is for. */
export function qcTypes({ information }: QcStatement): readonly string[] {
  return information === undefined ? [] : sequenceOf(oid)(information);
}

function firstOid(node: DerNode): string {
  return sequence(node, (fields) => {
    const first = fields.required(oid);
    fields.any();
    return first;
  });
}

export interface Access {
  readonly method: string;
  readonly url: string;
}

/** Authority or subject information access: only what is an address. */
export function accessDescriptions(value: Uint8Array): readonly Access[] {
  const all = sequenceOf((node) =>
    sequence(node, (fields) => ({
      method: fields.required(oid),
      location: fields.required((location) => location),
    })),
  )(readDer(value));
  return all.flatMap(({ method, location }) => {
    const url = urlOf(location);
    return url === undefined ? [] : [{ method, url }];
  });
}

/** GeneralName: uniformResourceIdentifier [6]. */
function urlOf(node: DerNode): string | undefined {
  if (node.tag !== primitiveContext(6)) return undefined;
  const url = address(node.retagged(tags.ia5String));
  return /^https?:\/\//i.test(url) ? url : undefined;
}

/** Addresses in CRLDistributionPoints, RFC 5280 §4.2.1.13. */
export function distributionPoints(value: Uint8Array): readonly string[] {
  return sequenceOf(distributionPoint)(readDer(value)).flat();
}

function distributionPoint(node: DerNode): readonly string[] {
  const [point] = node.children();
  if (node.tag !== tags.sequence) throw new DerError('unexpected-element', node.start);
  if (point?.tag !== constructedContext(0)) return [];
  const [fullName] = point.children();
  if (fullName?.tag !== constructedContext(0)) return [];
  return fullName.children().flatMap((general) => urlOf(general) ?? []);
}

/** KeyIdentifier, plain. */
export function subjectKeyIdentifier(value: Uint8Array): Uint8Array {
  return octets(readDer(value));
}

/** The key identifier in AuthorityKeyIdentifier, when it is named so. */
export function authorityKeyIdentifier(value: Uint8Array): Uint8Array | undefined {
  return sequence(readDer(value), (fields) => {
    const identifier = fields.implicitPrimitive(0, tags.octetString, octets);
    while (fields.any() !== undefined);
    return identifier;
  });
}

export interface DirectoryAttribute {
  readonly type: string;
  readonly values: readonly string[];
}

/** SubjectDirectoryAttributes, RFC 5280 §4.2.1.8: the values that are text. */
export function directoryAttributes(value: Uint8Array): readonly DirectoryAttribute[] {
  return sequenceOf((node) =>
    sequence(node, (fields) => ({
      type: fields.required(oid),
      values: fields
        .required(unorderedSetOf((one) => (textTags.includes(one.tag) ? [text(one)] : [])))
        .flat(),
    })),
  )(readDer(value));
}
