import * as encode from '../der/encode.ts';
import { encodeAlgorithm } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOids } from '../x509/oids.ts';
import { digest } from '../x509/primitives.ts';
import {
  encodeAttributes,
  encodeIssuerSerial,
  encodeSignedData,
  partsOf,
  type NewAttribute,
} from './build.ts';
import { attributeOids, contentOids } from './oids.ts';
import { readSignedData } from './signed-data.ts';
import type { ContentDigest } from './signer-check.ts';

/** A private key in whatever keeps it: the bytes of the key never come here. */
export interface SigningKey {
  readonly certificate: Certificate;
  readonly digest: string;
  readonly signatureAlgorithm: string;
  /** Signs the message (not its hash); the value as a SignerInfo has it. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

export interface SignatureOptions {
  /** What the signer says of the time; proves nothing. */
  readonly claimedAt?: Temporal.Instant;
  /** Tokens on the content. */
  readonly contentTimeStamps?: readonly Uint8Array[];
  /** Certificates of authorities to put beside the signer's own. */
  readonly chain?: readonly Certificate[];
  /** What is signed, when it is no plain data. */
  readonly contentType?: string;
}

export interface NewSignature extends SignatureOptions {
  readonly key: SigningKey;
  /** The document goes inside; give `digest` instead to keep it outside. */
  readonly content?: Uint8Array;
  readonly digest?: ContentDigest;
}

/** CAdES-BES: attached when content is given, detached when only its digest is. */
export async function signContent(signature: NewSignature): Promise<Uint8Array> {
  const { key, content, contentType = contentOids.data, chain = [] } = signature;
  const signer = await encodeSigner(signature, contentType, digestOf(signature));
  return encodeSignedData({
    digests: [key.digest],
    contentType,
    content,
    certificates: [key.certificate, ...chain].map(({ raw }) => raw),
    signers: [signer],
  });
}

function digestOf({ content, digest: given }: NewSignature): ContentDigest {
  if (content !== undefined) return (oid) => digest(oid, content);
  if (given === undefined) throw new TypeError('neither content nor its digest');
  return given;
}

export interface CoSignature extends Omit<NewSignature, 'content'> {
  /** Container with the signatures that are there already. */
  readonly signature: Uint8Array;
}

/**
 * Adds a signature beside those that are there: over the same content, independent of theirs, in
 * any order. Throws DerError when the container cannot be read.
 */
export async function addSignature(coSignature: CoSignature): Promise<Uint8Array> {
  const data = readSignedData(coSignature.signature, { attributeOrder: 'as-signed' });
  const { key, chain = [] } = coSignature;
  const { content } = data;
  const contentDigest: ContentDigest =
    content === undefined ? digestOf(coSignature) : (oid) => digest(oid, content);
  const parts = partsOf(data);
  return encodeSignedData({
    ...parts,
    digests: [...parts.digests, key.digest],
    certificates: [...parts.certificates, ...[key.certificate, ...chain].map(({ raw }) => raw)],
    signers: [...parts.signers, await encodeSigner(coSignature, data.contentType, contentDigest)],
  });
}

const version1 = 1;

async function encodeSigner(
  { key, ...options }: Omit<NewSignature, 'content'>,
  contentType: string,
  contentDigest: ContentDigest,
): Promise<Uint8Array> {
  const messageDigest = await contentDigest(key.digest);
  if (messageDigest === undefined) throw new TypeError('the content has no such digest');
  const attributes = encodeAttributes([
    { type: attributeOids.contentType, values: [encode.oid(contentType)] },
    { type: attributeOids.messageDigest, values: [encode.octets(messageDigest)] },
    { type: attributeOids.signingCertificateV2, values: [await signingCertificate(key)] },
    ...optionalAttributes(options),
  ]);
  const { issuer, serialNumber } = key.certificate;
  return encode.sequence(
    encode.integer(version1),
    encode.sequence(issuer.raw, encode.integerOfHex(serialNumber)),
    encodeAlgorithm(key.digest, true),
    encode.implicit(0, attributes),
    encodeAlgorithm(key.signatureAlgorithm),
    encode.octets(await key.sign(attributes)),
  );
}

function optionalAttributes(options: SignatureOptions): readonly NewAttribute[] {
  const { claimedAt, contentTimeStamps = [] } = options;
  return [
    ...(claimedAt === undefined
      ? []
      : [{ type: attributeOids.signingTime, values: [encode.time(claimedAt)] }]),
    ...(contentTimeStamps.length === 0
      ? []
      : [{ type: attributeOids.contentTimeStamp, values: contentTimeStamps }]),
  ];
}

/** SigningCertificateV2 (RFC 5035 §3); SHA-256 is its DEFAULT and so is not written. */
async function signingCertificate({ certificate, digest: oid }: SigningKey): Promise<Uint8Array> {
  const hash = await digest(oid, certificate.raw);
  if (hash === undefined) throw new TypeError('unknown digest');
  const id = encode.sequence(
    oid === digestOids.sha256 ? undefined : encodeAlgorithm(oid, true),
    encode.octets(hash),
    encodeIssuerSerial(certificate),
  );
  return encode.sequence(encode.sequence(id));
}
