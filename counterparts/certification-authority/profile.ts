import * as encode from '#exchange/signature/own/der/encode.ts';
import { bitOfUsage, type KeyUsage } from '#exchange/signature/own/x509/extension-values.ts';
import {
  accessOids,
  directoryOids,
  extensionOids,
  nameOids,
  ocspOids,
  policyOids,
  qcOids,
} from '#exchange/signature/own/x509/oids.ts';
import { encodeExtension } from '#exchange/signature/own/x509/ocsp-request.ts';

/** Whom a certificate is issued to. Names and codes are of invented people and bodies. */
export interface Subject {
  readonly commonName: string;
  readonly surname?: string;
  readonly givenName?: string;
  readonly title?: string;
  readonly organization?: string;
  readonly locality?: string;
  readonly rnokpp?: string;
  readonly edrpou?: string;
}

type NamePart = readonly [type: string, value: string | undefined];

/** Name with one attribute in each RDN, as Ukrainian certificates have it. */
export function encodeName(parts: readonly NamePart[]): Uint8Array {
  const relative = parts.flatMap(([type, value]) => {
    if (value === undefined) return [];
    const text = type === nameOids.country ? encode.printable(value) : encode.utf8(value);
    return [encode.setOf(encode.sequence(encode.oid(type), text))];
  });
  return encode.sequence(...relative);
}

export function nameOf(subject: Subject): Uint8Array {
  const { rnokpp, edrpou } = subject;
  return encodeName([
    [nameOids.organization, subject.organization],
    [nameOids.title, subject.title],
    [nameOids.commonName, subject.commonName],
    [nameOids.surname, subject.surname],
    [nameOids.givenName, subject.givenName],
    [nameOids.serialNumber, rnokpp === undefined ? undefined : `TINUA-${rnokpp}`],
    [nameOids.country, 'UA'],
    [nameOids.locality, subject.locality ?? 'Kyiv'],
    [nameOids.organizationIdentifier, edrpou === undefined ? undefined : `NTRUA-${edrpou}`],
  ]);
}

export function keyUsageExtension(...usages: readonly KeyUsage[]): Uint8Array {
  const value = encode.namedBits(...usages.map(bitOfUsage));
  return encodeExtension(extensionOids.keyUsage, value, { critical: true });
}

export function authorityExtension(pathLengthMax?: number): Uint8Array {
  const value = encode.sequence(
    encode.boolean(true),
    pathLengthMax === undefined ? undefined : encode.integer(pathLengthMax),
  );
  return encodeExtension(extensionOids.basicConstraints, value, { critical: true });
}

export function purposeExtension(purpose: string, { critical = true } = {}): Uint8Array {
  const value = encode.sequence(encode.oid(purpose));
  return encodeExtension(extensionOids.extendedKeyUsage, value, { critical });
}

/** Of a responder whose own status nobody need ask. */
export function noCheckExtension(): Uint8Array {
  return encodeExtension(ocspOids.noCheck, encode.nothing());
}

export function policiesExtension(): Uint8Array {
  const value = encode.sequence(encode.sequence(encode.oid(policyOids.qualified)));
  return encodeExtension(extensionOids.certificatePolicies, value, { critical: true });
}

/** QCStatements: qualified, by the law of Ukraine, in a device or not, for a person or a seal. */
export function qualifiedExtension(options: {
  readonly inDevice: boolean;
  readonly seal: boolean;
}): Uint8Array {
  const type = encode.oid(options.seal ? qcOids.typeSeal : qcOids.typeSignature);
  const value = encode.sequence(
    encode.sequence(encode.oid(qcOids.compliance)),
    options.inDevice ? encode.sequence(encode.oid(qcOids.device)) : undefined,
    encode.sequence(encode.oid(qcOids.type), encode.sequence(type)),
    encode.sequence(encode.oid(qcOids.ukrainianLaw)),
  );
  return encodeExtension(extensionOids.qcStatements, value, { critical: true });
}

/** SubjectDirectoryAttributes with the codes; undefined when there is none. */
export function directoryExtension(codes: {
  readonly rnokpp?: string | undefined;
  readonly edrpou?: string | undefined;
  readonly rnokppToo?: string | undefined;
}): Uint8Array | undefined {
  const attributes = (['rnokpp', 'edrpou', 'rnokppToo'] as const).flatMap((code) => {
    const value = codes[code];
    if (value === undefined) return [];
    const values = encode.setOf(encode.printable(value));
    return [encode.sequence(encode.oid(directoryOids[code]), values)];
  });
  if (attributes.length === 0) return undefined;
  return encodeExtension(extensionOids.subjectDirectoryAttributes, encode.sequence(...attributes));
}

function access(method: string, url: string): Uint8Array {
  return encode.sequence(encode.oid(method), encode.implicit(6, encode.ia5(url)));
}

/** Where status, stamps and lists are got: AIA, SIA and CRL distribution points. */
export function addressExtensions(url: string): readonly Uint8Array[] {
  const point = (address: string): Uint8Array =>
    encode.sequence(
      encode.sequence(
        encode.explicit(0, encode.explicit(0, encode.implicit(6, encode.ia5(address)))),
      ),
    );
  return [
    encodeExtension(
      extensionOids.authorityInformationAccess,
      encode.sequence(access(accessOids.ocsp, `${url}/ocsp`)),
    ),
    encodeExtension(
      extensionOids.subjectInformationAccess,
      encode.sequence(access(accessOids.timeStamping, `${url}/tsp`)),
    ),
    encodeExtension(extensionOids.crlDistributionPoints, point(`${url}/crl`)),
  ];
}

export function keyIdExtensions(own: Uint8Array, issuers: Uint8Array): readonly Uint8Array[] {
  return [
    encodeExtension(extensionOids.subjectKeyIdentifier, encode.octets(own)),
    encodeExtension(
      extensionOids.authorityKeyIdentifier,
      encode.sequence(encode.implicit(0, encode.octets(issuers))),
    ),
  ];
}
