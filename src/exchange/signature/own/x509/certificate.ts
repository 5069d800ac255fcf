import { sameBytes } from '../der/bytes.ts';
import { DerError } from '../der/error.ts';
import { sequence, type Fields } from '../der/fields.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { constructedContext, primitiveContext } from '../der/tags.ts';
import { serialNumber, smallInteger, time, wholeBytes } from '../der/values.ts';
import { algorithmIdentifier, type AlgorithmIdentifier } from './algorithm.ts';
import * as value from './extension-values.ts';
import { name, type Name } from './names.ts';
import { accessOids, extensionOids, ocspOids, qcOids } from './oids.ts';
import { publicKey, type PublicKey } from './public-key.ts';

/** A certificate as it says of itself: nothing in it is proved by reading it. */
export interface Certificate {
  /** The whole certificate; what caches and references are keyed by is its hash. */
  readonly raw: Uint8Array;
  /** What the issuer signed. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** INTEGER content as hexadecimal. */
  readonly serialNumber: string;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Temporal.Instant;
  readonly notAfter: Temporal.Instant;
  readonly publicKey: PublicKey;
  readonly extensions: CertificateExtensions;
}

export interface CertificateExtensions {
  readonly keyUsage: ReadonlySet<value.KeyUsage> | undefined;
  /** Purposes; undefined when any. */
  readonly purposes: Purposes | undefined;
  readonly basicConstraints: value.BasicConstraints | undefined;
  readonly policies: readonly string[];
  readonly qualified: QualifiedStatements;
  readonly subjectKeyIdentifier: Uint8Array | undefined;
  readonly authorityKeyIdentifier: Uint8Array | undefined;
  readonly directory: readonly value.DirectoryAttribute[];
  readonly addresses: Addresses;
  /** A responder's, whose own status nobody need ask (RFC 6960 §4.2.2.2.1). */
  readonly isFreeOfStatus: boolean;
  /** Critical ones that nothing here applies: such a certificate is refused. */
  readonly unknownCritical: readonly string[];
}

export interface Purposes {
  readonly oids: readonly string[];
  readonly critical: boolean;
}

export interface QualifiedStatements {
  readonly isQualified: boolean;
  /** The key lies in a qualified device. */
  readonly isInDevice: boolean;
  /** What the certificate says it is for, when it says so. */
  readonly types: readonly string[];
}

export interface Addresses {
  readonly ocsp: readonly string[];
  readonly issuers: readonly string[];
  readonly timeStamping: readonly string[];
  readonly crl: readonly string[];
  readonly deltaCrl: readonly string[];
}

/** Ukrainian ones have some 2 000. */
const certificateBytesMax = 8 * 1_024;
const version3 = 2;

/** Reads a certificate of version 3; throws DerError for anything that is not one. */
export function readCertificate(bytes: Uint8Array): Certificate {
  return certificate(readDer(bytes));
}

/** Certificate ::= SEQUENCE, RFC 5280 §4.1. */
export function certificate(node: DerNode): Certificate {
  if (node.raw.length > certificateBytesMax) throw new DerError('too-large', node.start);
  return sequence(node, (fields) => {
    const signed = fields.required((tbs) => tbs);
    const signatureAlgorithm = fields.required((algorithm) => algorithm);
    const signature = fields.required(wholeBytes);
    const body = sequence(signed, (inner) => tbsCertificate(inner, signatureAlgorithm));
    return {
      raw: node.raw,
      signed: signed.raw,
      signatureAlgorithm: algorithmIdentifier(signatureAlgorithm),
      signature,
      ...body,
    };
  });
}

function tbsCertificate(fields: Fields, outerAlgorithm: DerNode) {
  if (fields.explicit(0, smallInteger) !== version3) throw new DerError('unexpected-value');
  const serial = fields.required(serialNumber);
  const algorithm = fields.required((node) => node);
  if (!sameBytes(algorithm.raw, outerAlgorithm.raw)) {
    throw new DerError('unexpected-value', algorithm.start);
  }
  const issuer = fields.required(name);
  const validity = fields.required((node) =>
    sequence(node, (inner) => ({
      notBefore: inner.required(time),
      notAfter: inner.required(time),
    })),
  );
  const subject = fields.required(name);
  const key = fields.required(publicKey);
  // Unique identifiers of version 2; nobody uses them and nothing here reads them.
  fields.optional(primitiveContext(1), (node) => node);
  fields.optional(primitiveContext(2), (node) => node);
  const found = fields.optional(constructedContext(3), wrappedExtensions) ?? new Map();
  return {
    serialNumber: serial,
    issuer,
    ...validity,
    subject,
    publicKey: key,
    extensions: describe(found),
  };
}

function wrappedExtensions(node: DerNode): ReadonlyMap<string, value.Extension> {
  const [list, more] = node.children();
  if (list === undefined || more !== undefined) throw new DerError('unexpected-element');
  return value.extensions(list);
}

const understood: ReadonlySet<string> = new Set([
  extensionOids.subjectDirectoryAttributes,
  extensionOids.subjectKeyIdentifier,
  extensionOids.keyUsage,
  extensionOids.subjectAlternativeName,
  extensionOids.basicConstraints,
  extensionOids.crlDistributionPoints,
  extensionOids.certificatePolicies,
  extensionOids.authorityKeyIdentifier,
  extensionOids.extendedKeyUsage,
  extensionOids.freshestCrl,
  extensionOids.authorityInformationAccess,
  extensionOids.qcStatements,
  extensionOids.subjectInformationAccess,
  ocspOids.noCheck,
]);

/** What may not be left out although some authority forgot to mark it critical. */
const mustBeApplied: ReadonlySet<string> = new Set([extensionOids.nameConstraints]);

function describe(found: ReadonlyMap<string, value.Extension>): CertificateExtensions {
  const read = <T>(oid: string, reader: (bytes: Uint8Array) => T): T | undefined => {
    const extension = found.get(oid);
    return extension === undefined ? undefined : reader(extension.value);
  };
  const purposes = read(extensionOids.extendedKeyUsage, value.objectIdentifiers);
  return {
    keyUsage: read(extensionOids.keyUsage, value.keyUsage),
    purposes:
      purposes === undefined
        ? undefined
        : {
            oids: purposes,
            critical: found.get(extensionOids.extendedKeyUsage)?.critical ?? false,
          },
    basicConstraints: read(extensionOids.basicConstraints, value.basicConstraints),
    policies: read(extensionOids.certificatePolicies, value.certificatePolicies) ?? [],
    qualified: qualifiedStatements(read(extensionOids.qcStatements, value.qcStatements) ?? []),
    subjectKeyIdentifier: read(extensionOids.subjectKeyIdentifier, value.subjectKeyIdentifier),
    authorityKeyIdentifier: read(
      extensionOids.authorityKeyIdentifier,
      value.authorityKeyIdentifier,
    ),
    directory: read(extensionOids.subjectDirectoryAttributes, value.directoryAttributes) ?? [],
    addresses: addresses(read),
    isFreeOfStatus: read(ocspOids.noCheck, value.present) ?? false,
    unknownCritical: [...found.values()]
      .filter(({ oid, critical }) => (critical || mustBeApplied.has(oid)) && !understood.has(oid))
      .map(({ oid }) => oid),
  };
}

type ReadExtension = <T>(oid: string, reader: (bytes: Uint8Array) => T) => T | undefined;

function addresses(read: ReadExtension): Addresses {
  const authority = read(extensionOids.authorityInformationAccess, value.accessDescriptions) ?? [];
  const subject = read(extensionOids.subjectInformationAccess, value.accessDescriptions) ?? [];
  const at = (list: readonly value.Access[], wanted: string): readonly string[] =>
    list.filter(({ method }) => method === wanted).map(({ url }) => url);
  return {
    ocsp: at(authority, accessOids.ocsp),
    issuers: at(authority, accessOids.issuers),
    timeStamping: at(subject, accessOids.timeStamping),
    crl: read(extensionOids.crlDistributionPoints, value.distributionPoints) ?? [],
    deltaCrl: read(extensionOids.freshestCrl, value.distributionPoints) ?? [],
  };
}

function qualifiedStatements(statements: readonly value.QcStatement[]): QualifiedStatements {
  const says = (oid: string): boolean => statements.some((statement) => statement.oid === oid);
  return {
    isQualified: says(qcOids.compliance) || says(qcOids.ukrainianLaw),
    isInDevice: says(qcOids.device),
    types: statements.filter(({ oid }) => oid === qcOids.type).flatMap(value.qcTypes),
  };
}

/** Whether an instant lies in the certificate's validity. */
export function isValidAt({ notBefore, notAfter }: Certificate, at: Temporal.Instant): boolean {
  return (
    Temporal.Instant.compare(notBefore, at) <= 0 && Temporal.Instant.compare(at, notAfter) <= 0
  );
}
