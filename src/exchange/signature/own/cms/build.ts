import * as encode from '../der/encode.ts';
import type { DerNode } from '../der/node.ts';
import { constructedContext } from '../der/tags.ts';
import { encodeAlgorithm } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { contentOids } from './oids.ts';
import type { SignedData } from './signed-data.ts';

/** An attribute to be written: its values are DER already. */
export interface NewAttribute {
  readonly type: string;
  readonly values: readonly Uint8Array[];
}

export function encodeAttributes(attributes: readonly NewAttribute[]): Uint8Array {
  return encode.setOf(
    ...attributes.map(({ type, values }) =>
      encode.sequence(encode.oid(type), encode.setOf(...values)),
    ),
  );
}

/** What a SignedData is put together from. */
export interface SignedDataParts {
  readonly digests: readonly string[];
  readonly contentType: string;
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  /** RevocationInfoChoices as they stood, if any. */
  readonly revocation?: Uint8Array;
  readonly signers: readonly Uint8Array[];
  /** Of an existing container; a new one has 1, or 3 when the content is no plain data. */
  readonly version?: number;
}

/** ContentInfo with a SignedData. */
export function encodeSignedData(parts: SignedDataParts): Uint8Array {
  const { content, contentType } = parts;
  return encode.sequence(
    encode.oid(contentOids.signedData),
    encode.explicit(
      0,
      encode.sequence(
        encode.integer(parts.version ?? (contentType === contentOids.data ? 1 : 3)),
        encode.setOf(...new Set(parts.digests).values().map((oid) => encodeAlgorithm(oid, true))),
        encode.sequence(
          encode.oid(contentType),
          content === undefined ? undefined : encode.explicit(0, encode.octets(content)),
        ),
        encode.implicit(0, encode.setOf(...unique(parts.certificates))),
        parts.revocation,
        encode.setOf(...parts.signers),
      ),
    ),
  );
}

function unique(encodings: readonly Uint8Array[]): readonly Uint8Array[] {
  const kept: Uint8Array[] = [];
  for (const one of encodings) {
    const isKept = kept.some(
      (other) => other.length === one.length && other.every((byte, at) => byte === one[at]),
    );
    if (!isKept) kept.push(one);
  }
  return kept;
}

/** The parts of an existing container: put together again they say the same. */
export function partsOf(data: SignedData): SignedDataParts {
  const revocation = data.node.children().find(({ tag }) => tag === constructedContext(1));
  return {
    version: data.version,
    digests: data.digestAlgorithms,
    contentType: data.contentType,
    content: data.content,
    certificates: data.certificates.map(({ raw }) => raw),
    ...(revocation === undefined ? {} : { revocation: revocation.raw }),
    signers: data.signers.map(({ node }) => node.raw),
  };
}

/** A SignerInfo with more unsigned attributes; one of the same type is replaced. */
export function withUnsigned(signer: DerNode, attributes: readonly NewAttribute[]): Uint8Array {
  const children = signer.children();
  const kept = children.filter(({ tag }) => tag !== constructedContext(1));
  const existing = children.find(({ tag }) => tag === constructedContext(1));
  const types = attributes.map(({ type }) => encode.oid(type));
  const others = (existing?.children() ?? [])
    .filter((one) => !types.some((type) => startsWith(one.content, type)))
    .map(({ raw }) => raw);
  const added = attributes.map(({ type, values }) =>
    encode.sequence(encode.oid(type), encode.setOf(...values)),
  );
  return encode.sequence(
    ...kept.map(({ raw }) => raw),
    encode.implicit(1, encode.setOf(...others, ...added)),
  );
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** GeneralNames with one directoryName, and the number: IssuerSerial of RFC 5035. */
export function encodeIssuerSerial({ issuer, serialNumber }: Certificate): Uint8Array {
  return encode.sequence(
    encode.sequence(encode.explicit(4, issuer.raw)),
    encode.integerOfHex(serialNumber),
  );
}
