import { sameBytes } from '../der/bytes.ts';
import { DerError } from '../der/error.ts';
import { anything, sequence, type Fields } from '../der/fields.ts';
import { revocationListLimits, valueLimits } from '../der/limits.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { tags } from '../der/tags.ts';
import {
  enumerated,
  integer,
  serialNumber,
  smallInteger,
  time,
  wholeBytes,
} from '../der/values.ts';
import { algorithmIdentifier, type AlgorithmIdentifier } from './algorithm.ts';
import { extensions, type Extension } from './extension-values.ts';
import { name, type Name } from './names.ts';
import { extensionOids } from './oids.ts';

export interface Revocation {
  readonly at: Temporal.Instant;
  readonly reason: number | undefined;
}

/** CertificateList, RFC 5280 §5.1. */
export interface RevocationList {
  readonly raw: Uint8Array;
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdate: Temporal.Instant;
  readonly nextUpdate: Temporal.Instant;
  readonly number: bigint | undefined;
  /** Read when first asked for: that takes long, and the list may be nobody's. */
  readonly revoked: () => ReadonlyMap<string, Revocation>;
  /** Complete for its issuer: neither a delta nor of some certificates or reasons only. */
  readonly isComplete: boolean;
}

const version2 = 1;

export function readRevocationList(bytes: Uint8Array): RevocationList {
  return revocationList(readDer(bytes, revocationListLimits));
}

export function revocationList(node: DerNode): RevocationList {
  return sequence(node, (fields) => {
    const signed = fields.required((body) => body);
    const algorithm = fields.required((one) => one);
    return {
      raw: node.raw,
      signed: signed.raw,
      ...sequence(signed, (inner) => listBody(inner, algorithm)),
      signatureAlgorithm: algorithmIdentifier(algorithm),
      signature: fields.required(wholeBytes),
    };
  });
}

function listBody(fields: Fields, outerAlgorithm: DerNode) {
  if (fields.required(smallInteger) !== version2) throw new DerError('unexpected-value');
  const algorithm = fields.required((one) => one);
  if (!sameBytes(algorithm.raw, outerAlgorithm.raw)) throw new DerError('unexpected-value');
  const issuer = fields.required(name);
  const thisUpdate = fields.required(time);
  const nextUpdate = fields.required(time);
  const revoked = once(fields.optional(tags.sequence, anything));
  const found = fields.explicit(0, extensions) ?? new Map();
  return { issuer, thisUpdate, nextUpdate, revoked, ...describe(found) };
}

function once(list: DerNode | undefined): () => ReadonlyMap<string, Revocation> {
  let known: ReadonlyMap<string, Revocation> | undefined;
  return () => (known ??= list === undefined ? new Map() : entries(list));
}

function entries(node: DerNode): ReadonlyMap<string, Revocation> {
  const revoked = new Map<string, Revocation>();
  for (const child of node.children()) {
    const [serial, revocation] = entry(child);
    if (revoked.has(serial)) throw new DerError('duplicate', child.start);
    revoked.set(serial, revocation);
  }
  return revoked;
}

function entry(node: DerNode): [string, Revocation] {
  return sequence(node, (fields) => {
    const serial = fields.required(serialNumber);
    const at = fields.required(time);
    const found = fields.optional(tags.sequence, extensions);
    const reason = found?.get(extensionOids.reasonCode)?.value;
    // Among others the certificate issuer of an indirect list, which would change whose it is.
    const isUnknown = found?.values().some(({ critical }) => critical) ?? false;
    if (isUnknown) throw new DerError('unexpected-value', node.start);
    return [
      serial,
      { at, reason: reason === undefined ? undefined : enumerated(readDer(reason, valueLimits)) },
    ];
  });
}

function describe(found: ReadonlyMap<string, Extension>) {
  const number = found.get(extensionOids.crlNumber)?.value;
  const isUnknown = found
    .values()
    .some(({ critical, oid }) => critical && !partialOids.some((partial) => partial === oid));
  if (isUnknown) throw new DerError('unexpected-value');
  return {
    number: number === undefined ? undefined : integer(readDer(number, valueLimits)),
    isComplete: !partialOids.some((oid) => found.has(oid)),
  };
}

/**
 * A list of one distribution point (RFC 5280 §5.2.5) is of some certificates or reasons, or of
 * other issuers; one with a delta indicator is of changes.
 */
const partialOids = [extensionOids.issuingDistributionPoint, extensionOids.deltaCrlIndicator];
