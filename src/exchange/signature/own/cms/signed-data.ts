import { toHex } from '../der/bytes.ts';
import { DerError } from '../der/error.ts';
import { atMost, sequence, unorderedSetOf, type Fields } from '../der/fields.ts';
import * as encode from '../der/encode.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { constructedContext, primitiveContext, tags } from '../der/tags.ts';
import { octets, oid, serialNumber, smallInteger } from '../der/values.ts';
import { algorithmIdentifier, hasPlainParameters } from '../x509/algorithm.ts';
import type { AlgorithmIdentifier } from '../x509/algorithm.ts';
import { certificate, type Certificate } from '../x509/certificate.ts';
import { revocationList, type RevocationList } from '../x509/crl.ts';
import { readOcspResponse, type OcspAnswer } from '../x509/ocsp-response.ts';
import { signedAttributes, signedUnder, unsignedAttributes } from './attributes.ts';
import type { AttributeOrder, Attributes } from './attributes.ts';
import {
  certificatesMax,
  digestAlgorithmsMax,
  revocationValuesMax,
  signatureBytesMax,
  signersMax,
} from './limits.ts';
import { contentOids, ocspRevocationInfo } from './oids.ts';

export type SignerId =
  | { readonly issuer: Uint8Array; readonly serialNumber: string }
  | { readonly keyIdentifier: Uint8Array };

/** SignerInfo, RFC 5652 §5.3. */
export interface SignerInfo {
  readonly node: DerNode;
  readonly id: SignerId;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signed: SignedPart | undefined;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsigned: Attributes;
}

export interface SignedPart {
  readonly attributes: Attributes;
  /** Signed attributes as a SET: what the signature is made over. */
  readonly encoded: Uint8Array;
}

/** SignedData, RFC 5652 §5.1. */
export interface SignedData {
  readonly node: DerNode;
  readonly version: number;
  readonly digestAlgorithms: readonly string[];
  readonly contentType: string;
  /** Undefined when the content is elsewhere. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Certificate[];
  readonly lists: readonly RevocationList[];
  readonly answers: readonly OcspAnswer[];
  readonly signers: readonly SignerInfo[];
}

interface ReadingOptions {
  readonly attributeOrder?: AttributeOrder;
}

/** Reads a ContentInfo that holds a SignedData; throws DerError for anything else. */
export function readSignedData(bytes: Uint8Array, options: ReadingOptions = {}): SignedData {
  return signedDataInside(readDer(bytes), options);
}

/** ContentInfo, RFC 5652 §3. */
export function signedDataInside(node: DerNode, options: ReadingOptions = {}): SignedData {
  return sequence(node, (fields) => {
    if (fields.required(oid) !== contentOids.signedData) throw new DerError('unexpected-value');
    const data = fields.explicit(0, (inner) => signedData(inner, options));
    if (data === undefined) throw new DerError('missing-element', node.start);
    return data;
  });
}

function signedData(node: DerNode, { attributeOrder = 'canonical' }: ReadingOptions): SignedData {
  return sequence(node, (fields) => {
    const version = fields.required(smallInteger);
    const digests = fields.required(digestAlgorithms);
    const { contentType, content } = fields.required(encapsulated);
    const certificates = fields.implicitConstructed(0, tags.set, allCertificates) ?? [];
    const infos = fields.implicitConstructed(1, tags.set, revocationInfos) ?? [];
    const signerInfos = unorderedSetOf((inner) => signerInfo(inner, attributeOrder));
    const signers = fields.required(atMost(signersMax, signerInfos));
    expectDistinct(signers);
    expectVersion(version, { contentType, signers, hasOther: infos.some(isAnswer) });
    return {
      node,
      version,
      digestAlgorithms: digests,
      contentType,
      content,
      certificates,
      lists: infos.flatMap((info) => (isAnswer(info) ? [] : [info.list])),
      answers: infos.flatMap((info) => (isAnswer(info) ? [info.answer] : [])),
      signers,
    };
  });
}

/** Each once, whatever its parameters. */
function digestAlgorithms(node: DerNode): readonly string[] {
  const oids = atMost(digestAlgorithmsMax, unorderedSetOf(digestAlgorithm))(node);
  if (new Set(oids).size !== oids.length) throw new DerError('duplicate', node.start);
  return oids;
}

function digestAlgorithm(node: DerNode): string {
  const algorithm = algorithmIdentifier(node);
  if (!hasPlainParameters(algorithm)) throw new DerError('unexpected-value', node.start);
  return algorithm.oid;
}

/** The same signature twice is nobody's second signature. */
function expectDistinct(signers: readonly SignerInfo[]): void {
  const values = new Set(signers.map(({ signature }) => toHex(signature)));
  if (values.size !== signers.length) throw new DerError('duplicate');
}

interface VersionFacts {
  readonly contentType: string;
  readonly signers: readonly SignerInfo[];
  readonly hasOther: boolean;
}

/** CMSVersion as RFC 5652 §5.1 counts it. */
function expectVersion(version: number, { contentType, signers, hasOther }: VersionFacts): void {
  const isThird =
    contentType !== contentOids.data || signers.some(({ id }) => 'keyIdentifier' in id);
  if (version !== (hasOther ? 5 : isThird ? 3 : 1)) throw new DerError('unexpected-value');
}

function encapsulated(node: DerNode) {
  return sequence(node, (fields) => ({
    contentType: fields.required(oid),
    content: fields.explicit(0, octets),
  }));
}

type RevocationInfo = { readonly list: RevocationList } | { readonly answer: OcspAnswer };

function isAnswer(info: RevocationInfo): info is { readonly answer: OcspAnswer } {
  return 'answer' in info;
}

const allCertificates = atMost(certificatesMax, unorderedSetOf(certificate));
const revocationInfos = atMost(revocationValuesMax, unorderedSetOf(revocationInfo));

/** RevocationInfoChoice: a CRL, or an OCSP response as RFC 5940 wraps it. */
function revocationInfo(node: DerNode): RevocationInfo {
  if (node.tag === tags.sequence) return { list: revocationList(node) };
  if (node.tag !== constructedContext(1)) throw new DerError('unexpected-element', node.start);
  return sequence(node.retagged(tags.sequence), (fields) => {
    if (fields.required(oid) !== ocspRevocationInfo) throw new DerError('unexpected-value');
    const response = fields.required((inner) => readOcspResponse(inner.raw));
    if (!response.ok) throw new DerError('unexpected-value', node.start);
    return { answer: response.answer };
  });
}

const versionByIssuer = 1;
const versionByKey = 3;

function signerInfo(node: DerNode, order: AttributeOrder): SignerInfo {
  return sequence(node, (fields) => {
    const version = fields.required(smallInteger);
    const id = fields.required(signerId);
    const expected = 'keyIdentifier' in id ? versionByKey : versionByIssuer;
    if (version !== expected) throw new DerError('unexpected-value', node.start);
    return {
      node,
      id,
      digestAlgorithm: fields.required(algorithmIdentifier),
      signed: fields.optional(constructedContext(0), (inner) => signedPart(inner, order)),
      ...signatureFields(fields),
      unsigned: fields.implicitConstructed(1, tags.set, unsignedAttributes) ?? new Map(),
    };
  });
}

function signatureFields(fields: Fields) {
  return {
    signatureAlgorithm: fields.required(algorithmIdentifier),
    signature: fields.required(signatureValue),
  };
}

function signatureValue(node: DerNode): Uint8Array {
  const value = octets(node);
  if (value.length > signatureBytesMax) throw new DerError('too-large', node.start);
  return value;
}

function signedPart(node: DerNode, order: AttributeOrder): SignedPart {
  return {
    attributes: signedAttributes(node.retagged(tags.set), order),
    encoded: encode.retag(node.raw, signedUnder),
  };
}

function signerId(node: DerNode): SignerId {
  if (node.tag === primitiveContext(0)) {
    return { keyIdentifier: octets(node.retagged(tags.octetString)) };
  }
  return sequence(node, (fields) => ({
    issuer: fields.required((issuer) => issuer.raw),
    serialNumber: fields.required(serialNumber),
  }));
}
